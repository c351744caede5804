using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval;

namespace CcgBot.Evidence;

/// <summary>Answers again from what a record holds, and says what comes out otherwise.</summary>
/// <param name="answer">Composes and checks as the answerer does after retrieval; the model's part is played by the recorded replies.</param>
/// <param name="settingsHash">Of the settings in force now.</param>
/// <param name="promptHashes">Of the prompts as they are now.</param>
/// <param name="replaysModels">Whether <paramref name="answer"/> can compose over recorded model replies.</param>
public sealed class EvidenceReplay(
    ArticleStore articles,
    Func<ReplayInput, CancellationToken, Task<Answer>> answer,
    string settingsHash = "",
    IReadOnlyDictionary<string, string>? promptHashes = null,
    bool replaysModels = false)
{
    public async Task<ReplayReport> ReplayAsync(StoredEvidence evidence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Record is not { } record)
        {
            return ReplayReport.Impossible("The record's payload was deleted (forgotten, or past its retention days): there is nothing to answer again.");
        }

        if (record.Standalone is null)
        {
            return ReplayReport.Impossible("The question was not stored (setting Evidence:Question = None): it can't be asked again.");
        }

        if (record.Composer == "curated")
        {
            return ReplayReport.Impossible("This was an operator's curated answer: it was not composed, so there is nothing to compose again.");
        }

        if (record.Composer == "article")
        {
            return ReplayReport.Impossible("This was read from an article and its record as they stood: it was not composed, so there is nothing to compose again.");
        }

        if (record.Kind == "reply")
        {
            return ReplayReport.Impossible("This was the bot's own reply: nothing was searched for, so there is nothing to answer again.");
        }

        if (record.Composer == "model" && !replaysModels)
        {
            return ReplayReport.Impossible("A language model composed this answer, and this program has no part that composes over its recorded replies.");
        }

        var missing = new List<string>();
        var found = new RetrievalResult(record.Standalone, Paragraphs(record.Retrieved, missing), record.Terms)
        {
            Parts = [.. record.Parts.Select(part => new RetrievalResult(part.Question, Paragraphs(part.Retrieved, missing), part.Terms))],
        };
        if (record.Readings.Count > 0)
        {
            found = found with
            {
                Readings = new Readings(
                    record.Prompt ?? "",
                    [.. record.Readings.Select(reading => new LabelledResult(reading.Label ?? "", new RetrievalResult(reading.Question, Paragraphs(reading.Retrieved, missing), reading.Terms)))]),
            };
        }

        var given = Paragraphs([.. record.Given.Select(id => new RetrievedParagraph(id, "", 0, 0, null))], missing);
        if (missing.Count > 0)
        {
            return ReplayReport.Impossible($"The store no longer holds, word for word, {string.Join(", ", missing.Distinct())}: altered or removed.");
        }

        var replayed = await answer(new ReplayInput(
            new Question(record.Question ?? record.Standalone) { Access = Access.FromRecord(record.Groups) },
            found,
            record.ModelReplies,
            record.Composer)
        {
            Given = [.. given.Select(scored => scored.Paragraph)],
        }, cancellationToken);
        return new ReplayReport(null, replayed, Notes(record), ReplayDifferences.Between(record, replayed));
    }

    /// <summary>The paragraphs as they stood: their hash is part of their id, so other words are noticed.</summary>
    private List<ScoredParagraph> Paragraphs(IReadOnlyList<RetrievedParagraph> recorded, List<string> missing)
    {
        var found = new List<ScoredParagraph>();
        foreach (var (rank, retrieved) in recorded.Index())
        {
            if (ParagraphId.TryParse(retrieved.Id, out var id) && articles.Find(id) is { } paragraph)
            {
                found.Add(new ScoredParagraph(paragraph with { Current = true, Withdrawn = false, Mark = ParagraphMark.Evidence }, rank + 1, retrieved.Score, retrieved.Lexical, retrieved.Cosine) { SentenceCosines = retrieved.SentenceCosines, Reading = retrieved.Reading });
            }
            else
            {
                missing.Add(retrieved.Id);
            }
        }

        return found;
    }

    /// <summary>What is not as it was then: a difference may come of it.</summary>
    private List<string> Notes(EvidenceRecord record)
    {
        var notes = new List<string>();
        if (record.QuestionStored == StoredQuestion.Masked && record.Standalone!.Contains(Privacy.PersonalData.Mark, StringComparison.Ordinal))
        {
            notes.Add("The question is replayed with its personal details masked, as it was answered.");
        }

        if (record.SettingsHash.Length > 0 && settingsHash.Length > 0 && record.SettingsHash != settingsHash)
        {
            notes.Add($"Settings have changed since (then {record.SettingsHash}, now {settingsHash}).");
        }

        foreach (var (name, hash) in record.PromptHashes)
        {
            if (promptHashes is not null && (!promptHashes.TryGetValue(name, out var now) || now != hash))
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"The prompt '{name}' has changed since."));
            }
        }

        return notes;
    }
}

/// <param name="Found">The stand-alone question, its terms and the paragraphs with their scores, all as they were then.</param>
/// <param name="ModelReplies">In order; empty for an extractive answer.</param>
/// <param name="Composer">extractive or model.</param>
public sealed record ReplayInput(Question Question, RetrievalResult Found, IReadOnlyList<string> ModelReplies, string Composer)
{
    /// <summary>The paragraphs that the model was given, by number, where these were not simply the best of <see cref="Found"/>.</summary>
    public IReadOnlyList<Paragraph> Given { get; init; } = [];
}

/// <param name="NotReplayable">Why it could not be answered again; null when it was.</param>
/// <param name="Notes">What is otherwise than it was then, before any answering.</param>
/// <param name="Differences">One line each; empty = the same answer.</param>
public sealed record ReplayReport(string? NotReplayable, Answer? Replayed, IReadOnlyList<string> Notes, IReadOnlyList<string> Differences)
{
    public bool Same => NotReplayable is null && Differences.Count == 0;

    internal static ReplayReport Impossible(string why) => new(why, null, [], []);
}
