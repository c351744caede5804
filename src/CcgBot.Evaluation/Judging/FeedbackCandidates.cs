using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evaluation.Running;
using CcgBot.Evidence;
using CcgBot.Hosting;

namespace CcgBot.Evaluation.Judging;

/// <summary>What people said of answers and what was left unanswered → questions to judge.</summary>
public static class FeedbackCandidates
{
    private const int Offered = 8;
    private const int FeedbackRead = 5000;

    /// <summary>Each question once, newest first; those whose words were not stored are left out.</summary>
    public static IReadOnlyList<Candidate> Of(BotEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var candidates = new List<Candidate>();
        foreach (var said in engine.Feedback.Latest(FeedbackRead))
        {
            if (said.EvidenceId is { } id && engine.Evidence.Find(id)?.Record is { Standalone: { Length: > 0 } question } record)
            {
                candidates.Add(Candidate(engine, id, question, said.Reaction == Reaction.Like ? "liked" : "disliked", record));
            }
        }

        using var gaps = new Gaps(engine.Evidence);
        var report = gaps.Find();
        foreach (var gap in report.Groups.Concat(report.Settled).SelectMany(group => group.Questions))
        {
            if (engine.Evidence.Find(gap.EvidenceId)?.Record is { } record)
            {
                candidates.Add(Candidate(engine, gap.EvidenceId, gap.Text, "gap", record));
            }
        }

        return [.. candidates.DistinctBy(candidate => candidate.Question.Trim(), StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Takes them into a set, with a record of the change where any is new; with none at all it makes no set.</summary>
    /// <param name="folder">The set's, as <see cref="JudgingSet.Add"/> has it.</param>
    public static TakenIn AddTo(string folder, BotEngine engine, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var candidates = Of(engine);
        var added = candidates.Count == 0 ? 0 : JudgingSet.Add(folder, candidates);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        if (added > 0)
        {
            engine.Evidence.Record(new ChangeRecord(edit.Who, "testset.add", name, edit.Reason, null, JsonSerializer.Serialize(new { added }, JsonSerializerOptions.Web)));
        }

        return new TakenIn(name, added, candidates.Count - added);
    }

    private static Candidate Candidate(BotEngine engine, string id, string question, string source, EvidenceRecord record)
    {
        var cited = record.Citations.Select(citation => citation.ParagraphId).ToHashSet(StringComparer.Ordinal);
        var ids = record.Citations.Select(citation => citation.ParagraphId).Concat(record.Retrieved.Select(found => found.Id)).Distinct().Take(Offered);
        var paragraphs = ids.Select(text => ParagraphId.TryParse(text, out var paragraph) ? engine.Articles.Find(paragraph) : null).OfType<Paragraph>();
        // A gap may be one part of a question whose other parts were answered: that answer is not its own.
        var answer = source == "gap" ? "" : string.Join(' ', record.Claims.Where(claim => !claim.Withheld).Select(claim => claim.Text));
        return new Candidate(
            id,
            question,
            answer.Length > 0 ? answer : null,
            source,
            [.. paragraphs.Select(paragraph => new OfferedParagraph(
                DocumentNames.ByParagraph(paragraph.Id.ArticleId, paragraph.Id.Ordinal),
                paragraph.Id.ArticleId, paragraph.Id.Ordinal, paragraph.Title, paragraph.Text, cited.Contains(paragraph.Id.ToString())))]);
    }
}

/// <param name="Added">Questions that are new in the set.</param>
/// <param name="Before">Questions that it had already.</param>
public sealed record TakenIn(string Set, int Added, int Before);
