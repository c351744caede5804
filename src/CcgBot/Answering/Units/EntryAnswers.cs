using System.Collections.Frozen;
using System.Globalization;
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
    private const double ByOrderConfidence = 0.9;
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
            .Select(each => ByRange(question, match, each.Paragraph, each.Entries) ?? ByNames(match, each.Paragraph, each.Entries)
                ?? ByOrder(match, each.Paragraph, each.Entries) ?? WholeList(question, match, each.Paragraph, each.Entries))
            .OfType<EntryAnswer>()
            // Stable: of equals the one that the search found first.
            .OrderByDescending(answer => answer.Covered)
            .FirstOrDefault();
    }

    private EntryAnswer? ByRange(QuestionAnalysis question, QuestionMatch match, Paragraph paragraph, Entries entries)
    {
        // "How many children of six …" counts them: no row is asked for by their age.
        var counts = question.Type == AnswerType.Number && question.Focus.Split(' ')[0] is { Length: > 0 } counted && Amounts.IsPerson(counted);
        if (((counts ? null : EntryChoice.ByAmount(match.Text, entries)) ?? EntryChoice.ByWeekday(match.Text, entries)) is not { Count: > 0 } held
            || held.Count == entries.Items.Count)
        {
            return null;
        }

        var others = match.Own
            .Where(term => !Amounts.IsOfAmount(term.Surface) && !Amounts.IsPerson(term.Surface) && !WeekdayRange.IsDay(term.Surface)).ToList();
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
        bool IsColumn(QuestionTerm term) => QuestionMatch.Stands(term, columns.Contains)
            || Measures.TryGetValue(term.Surface.ToLowerInvariant(), out var measure) && Terms(measure).Overlaps(columns);
        if (telling.Count == 0 || !others.Exists(IsColumn) || !others.TrueForAll(term => IsColumn(term) || IsLight(term) || QuestionMatch.Stands(term, around.Contains)))
        {
            return null;
        }

        var named = rows.Where(row => telling.TrueForAll(term => QuestionMatch.Stands(term, row.Named.Contains))).Select(row => row.Row).ToList();
        return named.Count == 1 ? new EntryAnswer(entries, named, ByNamesConfidence, 1) : null;
    }

    /// <summary>A step by its place among the steps: the first, the last, number four, the one after or before another.</summary>
    private EntryAnswer? ByOrder(QuestionMatch match, Paragraph paragraph, Entries entries)
    {
        if (entries.IsTable || entries.Items.Count < 2 || !entries.Items.All(item => char.IsDigit(item.Mark.TrimStart('(')[0]))
            || (Place().Match(match.Text) is { Success: true } named ? named : Beside().Match(match.Text)) is not { Success: true } order)
        {
            return null;
        }

        var place = order.Groups["first"].Success ? 0
            : order.Groups["last"].Success ? entries.Items.Count - 1
            : order.Groups["number"] is { Success: true } number ? int.Parse(number.Value, CultureInfo.InvariantCulture) - 1
            : Array.IndexOf(Ordinals, order.Groups["ordinal"].Value.ToLowerInvariant()) + 1;
        var words = match.Own.Where(term => !OrderWords.Contains(term.Surface.ToLowerInvariant()) && !char.IsDigit(term.Surface[0])).ToList();
        var around = Terms($"{paragraph.Title} {paragraph.Section} {entries.LeadIn?.Text}");
        if (order.Groups["beside"] is { Success: true } beside)
        {
            var said = Terms(beside.Value);
            var other = words.Where(term => said.Contains(term.Term)).ToList();
            var shares = entries.Items.Select(item => Terms(item.Text)).Select(item => other.Count(term => QuestionMatch.Stands(term, item.Contains))).ToList();
            var most = shares.Max();
            if (other.Count == 0 || most < Covered * other.Count || shares.Count(share => share == most) > 1)
            {
                return null;
            }

            place = shares.IndexOf(most) + (order.Groups["after"].Success ? 1 : -1);
            words = [.. words.Except(other)];
        }

        var held = words.Count(term => QuestionMatch.Stands(term, around.Contains));
        return place < 0 || place >= entries.Items.Count || held < Covered * words.Count ? null
            : new EntryAnswer(entries, [entries.Items[place]], ByOrderConfidence, 1);
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
        // "Which illnesses can't the centre treat?": what the items are is the question's own word for them.
        var kind = Terms(KindAsked().Match(match.Text) is { Success: true } asked ? asked.Groups["kind"].Value : "");
        return match.Own.Any(term => QuestionMatch.Stands(term, inLead.Contains))
            && match.Own.All(term => QuestionMatch.Stands(term, inLead.Contains) || QuestionMatch.Stands(term, inTitle.Contains) || kind.Contains(term.Term))
            && SentenceFeatures.IsNegative(match.Text) == SentenceFeatures.IsNegative(lead.Text)
            ? new EntryAnswer(entries, entries.Items, WholeListConfidence, 1)
            : null;
    }

    /// <summary>What "how …" asks for, as a column may call it: "how long" is asked of a time.</summary>
    private static readonly FrozenDictionary<string, string> Measures = new Dictionary<string, string>
    {
        ["long"] = "time duration length",
        ["hot"] = "temperature heat",
        ["cold"] = "temperature",
        ["warm"] = "temperature heat",
        ["tall"] = "height",
        ["high"] = "height",
        ["heavy"] = "weight mass",
        ["old"] = "age",
        ["far"] = "distance",
        ["fast"] = "speed",
        ["deep"] = "depth",
        ["wide"] = "width",
        ["big"] = "size",
        ["large"] = "size",
        ["cost"] = "price fare fee charge rate",
        ["pay"] = "price fare fee charge rate",
        ["often"] = "frequency every interval",
    }.ToFrozenDictionary();

    private static readonly string[] Ordinals = ["second", "third", "fourth", "fifth", "sixth"];

    private static readonly FrozenSet<string> OrderWords = FrozenSet.ToFrozenSet(
        ["first", "last", "final", "step", "steps", "second", "third", "fourth", "fifth", "sixth", "next", "after", "before", "once", "then", "thing", "number", "do", "come", "comes"]);

    /// <summary>"Use", "take", "pay": says that there is a value, not which.</summary>
    private static bool IsLight(QuestionTerm term) => CommonWords.Has(term.Surface) || Measures.ContainsKey(term.Surface.ToLowerInvariant());

    private static double Alike(QuestionTerm term, int[] words) =>
        !term.IsDetail && WordVectors.Find(term.Term) is >= 0 and var own ? WordAffinity.Likeness(own, words) : 0;

    private HashSet<string> Terms(string text) => analyzer.Terms(text).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(?:(?<first>first|initial)|(?<last>last|final)|(?<ordinal>second|third|fourth|fifth|sixth))\s+(?:step|thing)\b"
        + @"|\bstep\s+(?:no\.?\s+|number\s+)?(?<number>[0-9]{1,2})\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"\b(?:what|which)\b.{0,60}\b(?:(?<after>after|once)|before)\s+(?<beside>.{3,200})$"
        + @"|^\W{0,10}(?:(?<after>after|once)|before)\s+(?<beside>.{3,200}),?\s+what\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Beside();

    /// <summary>"Which illnesses and injuries can …": the words for what is listed.</summary>
    [GeneratedRegex(@"^\W{0,10}(?:which|what)\s+(?<kind>[^?]{1,60}?)\s+(?:can|could|do|does|did|is|are|was|were|must|should|may|might|will|would|has|have|had)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex KindAsked();

    /// <summary>What a list answers: not how many, when or who.</summary>
    [GeneratedRegex(@"\b(?:what|which|list|name|tell me)\b|^\W{0,10}how (?:do|can|should|must|to)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Asks();
}

/// <param name="Shown">The entries that answer, in order.</param>
/// <param name="Covered">The share of the question's words that the entries and what is around them speak of, 0..1.</param>
internal sealed record EntryAnswer(Entries Entries, IReadOnlyList<Entry> Shown, double Confidence, double Covered);
