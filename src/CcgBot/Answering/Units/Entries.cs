using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Answering.Units;

/// <summary>A list or a table, wherever its parts stand: in one paragraph, or each item in its own.</summary>
/// <param name="LeadIn">What introduces it; null = nothing that can be cited.</param>
/// <param name="Head">The row with the names of a table's columns; null for a list, and for a table without.</param>
internal sealed record Entries(SourceQuote? LeadIn, Entry? Head, IReadOnlyList<Entry> Items)
{
    public bool IsTable => Items.Any(item => item.Cells.Count > 1);

    /// <summary>The names of a table's columns as text; empty where it has none.</summary>
    public string ColumnNames => Head?.Text ?? string.Join(' ', Items.SelectMany(item => Enumerable.Range(0, item.IsWordedRow ? item.Cells.Count : 0).Select(item.Name)).Distinct());
}

/// <summary>An item of a list, or a row of a table.</summary>
/// <param name="Span">Its words in the paragraph, without the mark.</param>
/// <param name="Mark">"-", or its number as written.</param>
/// <param name="Level">Depth from 1.</param>
/// <param name="Cells">Of a row; empty for an item.</param>
internal sealed record Entry(Paragraph Paragraph, TextSpan Span, string Mark, int Level, IReadOnlyList<TextSpan> Cells)
{
    /// <summary>Whether it is a row that says its columns' names itself: "Dose: 5 mg · Form: tablet".</summary>
    public bool IsWordedRow => Paragraph.Layout?.Form == BlockForm.TableRow;

    /// <summary>The column's name in a worded row; empty where it gives none.</summary>
    public string Name(int column) => Worded(column).Name ?? "";

    /// <summary>A cell without its column's name.</summary>
    public string Value(int column) => IsWordedRow ? Paragraph.Text[Worded(column).Value..Cells[column].End] : Cell(column);

    private WordedCell Worded(int column) => WordedRow.Cell(Paragraph.Text, Cells[column].Start, Cells[column].End);

    public string Text => Paragraph.Text[Span.Start..Span.End];

    public SourceQuote Quote => new(Paragraph, Span.Start, Span.End);

    public string Cell(int column) => Paragraph.Text[Cells[column].Start..Cells[column].End];

    public bool Holds(Paragraph paragraph, TextSpan sentence) => Paragraph.Key == paragraph.Key && sentence.Start < Span.End && Span.Start < sentence.End;
}
