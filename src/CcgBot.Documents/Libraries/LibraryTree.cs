using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Libraries;

/// <summary>The folders and files of a library, by what is known of each alone: a moved folder takes along what it holds.</summary>
internal sealed class LibraryTree(IReadOnlyDictionary<string, LibraryItem> items)
{
    /// <summary>SharePoint's paths have at most 400 letters.</summary>
    private const int Deepest = 200;

    /// <summary>Its path below the root, as in "Clinical/Burns.docx"; null where it hangs on nothing: it went with a folder.</summary>
    public string? PathOf(LibraryItem item)
    {
        var names = new List<string>();
        for (LibraryItem? at = item; at is not null && names.Count < Deepest; at = at.Parent is { } parent ? items.GetValueOrDefault(parent) : null)
        {
            if (at.Kind == LibraryItemKind.Root)
            {
                names.Reverse();
                return string.Join('/', names);
            }

            if (at.Kind == LibraryItemKind.Gone)
            {
                return null;
            }

            names.Add(at.Name);
        }

        return null;
    }

    /// <summary>Whether an item lies below a folder, however deep.</summary>
    public bool IsBelow(LibraryItem item, IReadOnlySet<string> folders)
    {
        var at = item;
        for (var depth = 0; depth < Deepest && at?.Parent is { } parent; depth++)
        {
            if (folders.Contains(parent))
            {
                return true;
            }

            at = items.GetValueOrDefault(parent);
        }

        return false;
    }
}
