using System.Text.RegularExpressions;
using CcgBot.Answering.Extractive;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text.Words;

namespace CcgBot.Answering.Units;

/// <summary>
/// Answers that a list or table gives by its form: the row whose range holds the amount asked about, the row and column that are both named, the whole list
/// whose lead-in the question repeats. Sentence by sentence none of them looks like an answer.
/// </summary>
/// <param name="near">The paragraphs around one, it included, in reading order; null = only the paragraph itself is known.</param>
internal sealed partial class EntryAnswers(EnglishTextAnalyzer analyzer, EntryReader reader, Func<Paragraph, IReadOnlyList<Paragraph>>? near)
{
    /// <summary>The share of the question's other words, by idf, that the article of a row must speak of.</summary>
    private const double Covered = 0.5;

    private const double ByRangeConfidence = 0.75;
    private const double ByNamesConfidence = 0.7;
    private const double WholeListConfidence = 0.8;

    /// <summary>The best such answer; null where none of the paragraphs' lists and tables gives one.</summary>
    public EntryAnswer? Of(QuestionAnalysis question, QuestionMatch match, IEnumerable<Paragraph> paragraphs)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(paragraphs);
        return paragraphs
            .SelectMany(paragraph => reader.All(paragraph).Select(entries => (Paragraph: paragraph, Entries: entries)))
            .DistinctBy(each => (each.Entries.Items[0].Paragraph.Key, each.Entries.Items[0].Span.Start))
            .Select(each => ByRange(question, match, each.Paragraph, each.Entries) ?? ByNames(match, each.Paragraph, each.Entries) ?? WholeList(question, match, each.Paragraph, each.Entries))
            .OfType<EntryAnswer>()
            // Stable: of equals the one that the search found first.
            .OrderByDescending(answer => answer.Covered)
            .FirstOrDefault();
    }

    private EntryAnswer? ByRange(QuestionAnalysis question, QuestionMatch match, Paragraph paragraph, Entries entries)
    {
        // "How many children of six …" counts them: no row is asked for.
        if (question.Type == AnswerType.Number && question.Focus.Split(' ')[0] is { Length: > 0 } counted && Amounts.IsPerson(counted)
            || EntryChoice.ByAmount(match.Text, entries) is not { Count: > 0 } held || held.Count == entries.Items.Count)
        {
            return null;
        }

        var others = match.Own.Where(term => !Amounts.IsOfAmount(term.Surface) && !Amounts.IsPerson(term.Surface)).ToList();
        var names = WordVectors.FindAll(Terms($"{paragraph.Title} {paragraph.Section} {entries.LeadIn?.Text} {entries.ColumnNames}"));
        var said = Terms($"{paragraph.Title} {paragraph.Section} {string.Join(' ', (near?.Invoke(paragraph) ?? [paragraph]).Select(each => each.Text))}");
        var all = others.Sum(QuestionMatch.Weight);
        var share = all <= 0 ? 0 : others.Sum(term => QuestionMatch.Weight(term) * (QuestionMatch.Stands(term, said.Contains) ? 1 : Alike(term, names))) / all;
        return share >= Covered ? new EntryAnswer(entries, held, ByRangeConfidence, share) : null;
    }

    private EntryAnswer? ByNames(QuestionMatch match, Paragraph paragraph, Entries entries)
    {
        if (!entries.IsTable || entries.ColumnNames is not { Length: > 0 } names || match.Own.Count < 2)
        {
            return null;
        }

        var columns = Terms(names);
        var around = Terms($"{paragraph.Title} {paragraph.Section} {entries.LeadIn?.Text}");
        var rows = entries.Items.Where(row => row.Cells.Count > 1).Select(row => (Row: row, Named: Terms(row.Value(0)))).ToList();
        var telling = match.Own.Where(term => rows.Count(row => QuestionMatch.Stands(term, row.Named.Contains)) is var count && count > 0 && count < rows.Count).ToList();
        var others = match.Own.Except(telling).ToList();
        if (telling.Count == 0 || !others.Exists(term => QuestionMatch.Stands(term, columns.Contains))
            || !others.TrueForAll(term => QuestionMatch.Stands(term, columns.Contains) || QuestionMatch.Stands(term, around.Contains)))
        {
            return null;
        }

        var named = rows.Where(row => telling.TrueForAll(term => QuestionMatch.Stands(term, row.Named.Contains))).Select(row => row.Row).ToList();
        return named.Count == 1 ? new EntryAnswer(entries, named, ByNamesConfidence, 1) : null;
    }

    private EntryAnswer? WholeList(QuestionAnalysis question, QuestionMatch match, Paragraph paragraph, Entries entries)
    {
        if (entries.IsTable || entries.LeadIn is not { } lead || question.Type == AnswerType.YesNo || match.Own.Count == 0 || !Asks().IsMatch(match.Text)
            || lead.Text.AsSpan().TrimEnd() is not [.., ':' or '：' or '?' or '？']
            || entries.Items.Count > EntryChoice.MostShown || entries.Items.Sum(item => item.Span.Length) > EntryChoice.MostCharacters)
        {
            return null;
        }

        var inLead = Terms(lead.Text);
        var inTitle = Terms($"{paragraph.Title} {paragraph.Section}");
        return match.Own.Any(term => QuestionMatch.Stands(term, inLead.Contains))
            && match.Own.All(term => QuestionMatch.Stands(term, inLead.Contains) || QuestionMatch.Stands(term, inTitle.Contains))
            && SentenceFeatures.IsNegative(match.Text) == SentenceFeatures.IsNegative(lead.Text)
            ? new EntryAnswer(entries, entries.Items, WholeListConfidence, 1)
            : null;
    }

    private static double Alike(QuestionTerm term, int[] words) =>
        !term.IsDetail && WordVectors.Find(term.Term) is >= 0 and var own ? WordAffinity.Likeness(own, words) : 0;

    private HashSet<string> Terms(string text) => analyzer.Terms(text).ToHashSet(StringComparer.Ordinal);

    /// <summary>What a list answers: not how many, when or who.</summary>
    [GeneratedRegex(@"\b(?:what|which|list|name|tell me)\b|^\W{0,10}how (?:do|can|should|must|to)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Asks();
}

/// <param name="Shown">The entries that answer, in order.</param>
/// <param name="Covered">The share of the question's words that the entries and what is around them speak of, 0..1.</param>
internal sealed record EntryAnswer(Entries Entries, IReadOnlyList<Entry> Shown, double Confidence, double Covered);
