namespace CcgBot.Articles.Sources;

/// <summary>A file or folder of a document library, as it was when the library last told of it.</summary>
/// <param name="Id">The library's own, which no move or new name changes.</param>
/// <param name="Parent">The id of its folder; null = the root's.</param>
/// <param name="Url">Where people open it; null = the library doesn't say.</param>
/// <param name="State">Changes with content, name or address; null = it may have changed, and is to be asked for.</param>
public sealed record LibraryItem(string Id, string? Parent, string Name, LibraryItemKind Kind, string? Url, long Size, string? State)
{
    /// <summary>The state that was read last; null = none.</summary>
    public string? Read { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? Tried { get; init; }

    /// <summary>Why that state could not be read; null = it was.</summary>
    public string? Problem { get; init; }

    /// <summary>The id of its article, once it has one.</summary>
    public string? Article { get; init; }
}

/// <summary>Numbers are stored: never renumber.</summary>
public enum LibraryItemKind
{
    File = 0,
    Folder = 1,
    Root = 2,

    /// <summary>A notebook or a link to another library: nothing that is read.</summary>
    Other = 3,

    /// <summary>Deleted there, and still to be withdrawn here.</summary>
    Gone = 4,
}

/// <summary>How far a library's changes are known.</summary>
/// <param name="Link">What it is asked for next.</param>
public sealed record LibraryCursor(string Drive, string Link);
