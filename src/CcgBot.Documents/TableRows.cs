using CcgBot.Text;

namespace CcgBot.Documents;

/// <summary>A table's row as words: "Dose: 5 mg · Form: tablet", or "5 mg · tablet" where the columns have no names.</summary>
internal static class TableRows
{
    private const int LongestName = 80;

    /// <summary>The columns' names out of the rows that hold them (a name of two rows is both); null where there is none.</summary>
    public static IReadOnlyList<string>? Names(IReadOnlyList<IReadOnlyList<string>> rows, int head)
    {
        if (head <= 0 || rows.Count <= head)
        {
            return null;
        }

        var columns = rows.Max(row => row.Count);
        return [.. Enumerable.Range(0, columns).Select(column => string.Join(' ', rows.Take(head)
            .Select(row => column < row.Count ? OneLine(row[column]) : "").Where(name => name.Length > 0).Distinct(StringComparer.Ordinal)))];
    }

    public static string Text(IReadOnlyList<string> row, IReadOnlyList<string>? names)
    {
        var cells = new List<string>();
        for (var column = 0; column < row.Count; column++)
        {
            var cell = OneLine(row[column]);
            // A cell that spans columns stands in each of them.
            if (cell.Length == 0 || column > 0 && cell.Length > 20 && cell == OneLine(row[column - 1]))
            {
                continue;
            }

            var name = names is not null && column < names.Count ? names[column].TrimEnd(':', ' ') : "";
            cells.Add(name.Length is 0 or > LongestName || name == cell ? cell : name + WordedRow.NameMark + cell);
        }

        return string.Join(WordedRow.CellMark, cells);
    }

    /// <summary>
    /// Whether the first row names the columns though nothing marks it so: words, units and years, each column's own, over rows that differ from it by figures or
    /// by length. The corner over the rows' own names may be empty.
    /// </summary>
    public static bool LooksLikeHead(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count < 2 || rows[0].Count < 2)
        {
            return false;
        }

        var first = rows[0].Select(OneLine).ToList();
        var words = first.Skip(1).All(cell => cell.Length > 0) && first.TrueForAll(cell => cell.Length <= LongestName && (!IsFigure(cell) || IsYear(cell)) && (!cell.EndsWith('.') || cell.Count(c => c == ' ') < 3))
            && first.Distinct(StringComparer.OrdinalIgnoreCase).Count() == first.Count;
        return words && Enumerable.Range(0, first.Count).Any(column =>
            rows.Skip(1).Select(row => column < row.Count ? OneLine(row[column]) : "").Where(cell => cell.Length > 0).ToList() is { Count: > 0 } cells
            && (cells.Count(cell => cell.Any(char.IsDigit)) >= 0.6 * cells.Count && (!first[column].Any(char.IsDigit) || cells.Count(IsFigure) >= 0.6 * cells.Count && cells.Count(IsYear) < 0.5 * cells.Count)
                || rows.Count > 3 && first[column].Length > 0 && !first[column].Any(char.IsDigit) && cells.TrueForAll(cell => cell.Length > 2 * first[column].Length)));
    }

    /// <summary>More digits than letters: "83,879", "10 %", not "Area (km2)".</summary>
    private static bool IsFigure(string cell) => cell.Any(char.IsDigit) && cell.Count(char.IsDigit) >= cell.Count(char.IsLetter);

    /// <summary>"2011", "2011/12", "2011-12": the name of a column as often as a figure in one.</summary>
    private static bool IsYear(string cell) => cell.Length is 4 or 7 or 9 && cell.All(c => char.IsDigit(c) || c is '/' or '-' or '–') && cell[..2] is "19" or "20" && cell[..4].All(char.IsDigit);

    public static string OneLine(string cell) => BlockBuilder.Clean(cell).ReplaceLineEndings(" ");

    /// <summary>Whether two columns are a question and its answer, by their names.</summary>
    public static (int Question, int Answer)? Pair(IReadOnlyList<string> names)
    {
        var question = Find(names, "question", "questions", "q", "frage", "pregunta", "faq");
        var answer = Find(names, "answer", "answers", "a", "antwort", "respuesta", "réponse", "response");
        return question >= 0 && answer >= 0 && question != answer ? (question, answer) : null;
    }

    private static int Find(IReadOnlyList<string> names, params string[] any)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (any.Contains(names[i].Trim().ToLowerInvariant()))
            {
                return i;
            }
        }

        return -1;
    }
}
