using CcgBot.Answering;

namespace CcgBot.Text;

/// <summary>A table's row as words, as documents give it: "Dose: 5 mg · Form: tablet", or "5 mg · tablet" where the columns have no names.</summary>
public static class WordedRow
{
    /// <summary>Separates the cells.</summary>
    public const string CellMark = " · ";

    /// <summary>Separates a column's name from what the cell says.</summary>
    public const string NameMark = ": ";

    /// <summary>The cells of a row, in order.</summary>
    public static IReadOnlyList<WordedCell> Cells(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cells = new List<WordedCell>();
        for (var start = 0; start <= text.Length;)
        {
            var mark = text.IndexOf(CellMark, start, StringComparison.Ordinal);
            cells.Add(Cell(text, start, mark < 0 ? text.Length : mark));
            start = mark < 0 ? text.Length + 1 : mark + CellMark.Length;
        }

        return cells;
    }

    /// <summary>The cell between two places of a row's text.</summary>
    public static WordedCell Cell(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(NameMark, start, end - start, StringComparison.Ordinal);
        return colon > start ? new WordedCell(text[start..colon], start, colon + NameMark.Length, end) : new WordedCell(null, start, start, end);
    }
}

/// <param name="Name">The column's name; null where the cell gives none.</param>
/// <param name="Start">Where the cell begins, with its name.</param>
/// <param name="Value">Where what it says begins, after the name.</param>
/// <param name="End">Exclusive.</param>
public sealed record WordedCell(string? Name, int Start, int Value, int End)
{
    /// <summary>The cell with its name.</summary>
    public TextSpan Span => new(Start, End);
}
