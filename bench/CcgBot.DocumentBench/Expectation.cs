/// <summary>What a document must give, written down from the file itself. A line that begins with "¶" begins a paragraph; others stand somewhere in one.</summary>
/// <param name="File">Below documents/.</param>
internal sealed record Expectation(string File)
{
    /// <summary>A word of the reason for which it must be refused; null = it must be read.</summary>
    public string? Fails { get; init; }

    public string? Title { get; init; }

    /// <summary>yyyy-MM-dd; "none" where the document gives none.</summary>
    public string? Published { get; init; }

    /// <summary>First words of paragraphs, in reading order.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>What stands in some paragraph, wherever.</summary>
    public IReadOnlyList<string> Has { get; init; } = [];

    /// <summary>What stands in no paragraph: menus, running heads, comments, words run together.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    /// <summary>Parts of section paths that some paragraph has.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>How many paragraphs it has, at least and at most.</summary>
    public IReadOnlyList<int> Paragraphs { get; init; } = [];

    /// <summary>How many documents the file holds.</summary>
    public int Documents { get; init; } = 1;
}
