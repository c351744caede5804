using CcgBot.Answering.Extractive;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Units;

/// <summary>Which entries of a list or table a question asks for: the one whose range holds the amount asked about, those that have words of the question, or all.</summary>
internal sealed class EntryChoice(EnglishTextAnalyzer analyzer)
{
    /// <summary>A whole list or table of more is no answer.</summary>
    public const int MostShown = 40;

    public const int MostCharacters = 3_000;

    /// <summary>So many entries that have the question's words equally are all shown.</summary>
    private const int MostAlike = 5;

    private const double MonthsOfAYear = 12;

    /// <summary>A column in so many of whose rows a day stands is one of days ("Holidays" may stand beside them).</summary>
    private const double DayRows = 0.6;

    /// <param name="chosen">The entries that the composer's sentences are of.</param>
    /// <returns>Entries in order; null when the question asks about an amount that no entry is for.</returns>
    public IReadOnlyList<Entry>? Of(QuestionMatch match, string title, Entries entries, IReadOnlyList<Entry> chosen)
    {
        if ((ByAmount(match.Text, entries) ?? ByWeekday(match.Text, entries)) is { } held)
        {
            return held.Count == 0 ? null : held;
        }

        var known = Terms($"{title} {entries.LeadIn?.Text} {entries.ColumnNames}");
        var asked = match.Own.Where(term => !QuestionMatch.Stands(term, known.Contains)).ToList();
        var shares = entries.Items.Select(item => Share(asked, Terms(item.Text))).ToList();
        var most = shares.Max();
        if (most > 0)
        {
            var best = entries.Items.Where((_, i) => shares[i] >= most).ToList();
            var ofThem = chosen.Where(best.Contains).ToList();
            return best.Count <= MostAlike ? best : ofThem.Count > 0 ? ofThem : best[..1];
        }

        var whole = entries.Items.Count <= MostShown && entries.Items.Sum(item => item.Span.Length) <= MostCharacters;
        return whole && (entries.LeadIn is not null || entries.Head is not null) ? entries.Items : chosen.Count > 0 ? chosen : whole ? entries.Items : null;
    }

    /// <returns>Null when the question asks about no amount that the entries are told apart by.</returns>
    public static IReadOnlyList<Entry>? ByAmount(string question, Entries entries)
    {
        var asked = Amounts.Asked(question);
        if (asked.Count == 0)
        {
            return null;
        }

        foreach (var column in Columns(entries))
        {
            // "Child 5 to 15", "Over 65": where rows name people, a range without a unit is of years.
            var byAge = column.Exists(entry => Amounts.NamesPeople(entry.Entry.Text));
            bool Alike(Amount range, Amount amount) => Amounts.AreAlike(range.Dimension, amount.Dimension) || byAge && range.Dimension.Length == 0 && amount.Dimension == "age";
            bool Holds(Amount range, Amount amount) => range.Holds(range.Dimension.Length == 0 && amount.Dimension == "age" ? amount.Low / MonthsOfAYear : amount.Low);
            var held = asked.Where(amount => column.Any(entry => entry.Amounts.Any(range => range.IsRange && Alike(range, amount)))).ToList();
            if (held.Count > 0 && 2 * column.Count(entry => entry.Amounts.Any(range => range.IsRange)) >= column.Count)
            {
                return [.. column.Where(entry => entry.Amounts.Any(range => held.Exists(amount => Alike(range, amount) && Holds(range, amount)))).Select(entry => entry.Entry)];
            }
        }

        return null;
    }

    /// <summary>The rows for the days of the week that a question names.</summary>
    /// <returns>Null when it names none, or no column tells the rows apart by days; empty when no row is for such a day.</returns>
    public static IReadOnlyList<Entry>? ByWeekday(string question, Entries entries)
    {
        if (!entries.IsTable || WeekdayRange.Of(question, cell: false) is not { Count: > 0 and < 7 } asked)
        {
            return null;
        }

        for (var column = 0; column < entries.Items.Max(item => item.Cells.Count); column++)
        {
            var days = entries.Items.Where(item => column < item.Cells.Count).Select(item => (Entry: item, Days: WeekdayRange.Of(item.Value(column), cell: true))).ToList();
            if (days.Count > 1 && days.Count(row => row.Days.Count > 0) >= DayRows * days.Count)
            {
                return [.. days.Where(row => row.Days.Overlaps(asked)).Select(row => row.Entry)];
            }
        }

        return null;
    }

    /// <summary>The amounts of each entry, column by column; of a list's items those before a colon or dash, else all.</summary>
    private static IEnumerable<List<(Entry Entry, IReadOnlyList<Amount> Amounts)>> Columns(Entries entries)
    {
        if (!entries.IsTable)
        {
            yield return [.. entries.Items.Select(item => (item, First(item.Text)))];
            yield break;
        }

        for (var column = 0; column < entries.Items.Max(item => item.Cells.Count); column++)
        {
            var name = entries.Head is { } head && column < head.Cells.Count ? head.Cell(column)
                : entries.Items.Where(item => item.IsWordedRow && column < item.Cells.Count).Select(item => item.Name(column)).FirstOrDefault() ?? "";
            // "Fares" over "Child (6 to 15)" counts no fares.
            var (dimension, factor) = name.Length > 0 && (Amounts.IsMeasure(name) || !entries.Items.Any(item => column < item.Cells.Count && Amounts.NamesPeople(item.Value(column))))
                ? Amounts.Of(name) : ("", 1);
            yield return [.. entries.Items.Where(item => column < item.Cells.Count).Select(item => (item, Amounts.Read(item.Value(column), dimension, factor)))];
        }
    }

    private static IReadOnlyList<Amount> First(string item)
    {
        var colon = item.IndexOf(':', StringComparison.Ordinal);
        var condition = Amounts.Read(colon > 0 ? item[..colon] : item);
        return condition.Count > 0 ? [condition[0]] : [];
    }

    private HashSet<string> Terms(string text) => analyzer.Terms(text).ToHashSet(StringComparer.Ordinal);

    private static double Share(IReadOnlyList<QuestionTerm> asked, HashSet<string> terms) => asked.Where(term => QuestionMatch.Stands(term, terms.Contains)).Sum(QuestionMatch.Weight);
}
