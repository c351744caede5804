using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;
using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Text;

namespace CcgBot.Documents.Libraries;

/// <summary>
/// A document library of SharePoint or a OneDrive → store, by Microsoft Graph's delta query: what changed since the last sync alone is asked for. What a
/// library told is kept first and its files are read after: a sync that is stopped anywhere is gone on with by the next.
/// </summary>
internal sealed class LibrarySource(GraphClient graph, SourceIngestor ingestor, LibraryStore store, IngestOptions options, TimeProvider time)
{
    private const int MostItems = 500_000;
    private const int LongestId = 200;

    /// <summary>A file that could not be read is tried again before it changes: what reads it may have been mended.</summary>
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromDays(1);

    /// <exception cref="GraphException">The library can't be asked; what it had is kept.</exception>
    public async IAsyncEnumerable<IngestOutcome> SyncAsync(string source, SourceOptions settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var library = settings.Library!;
        var drive = await DriveAsync(library, cancellationToken);
        await FollowAsync(source, drive, cancellationToken);

        var items = store.Items(source);
        var tree = new LibraryTree(items);
        var scope = Scope(library.Folder);
        if (scope.Length > 0 && !items.Values.Any(item => item.Kind == LibraryItemKind.Folder && Lies(tree.PathOf(item) + "/", scope)))
        {
            throw new GraphException($"the library has no folder '{library.Folder}'; what was read from it before is kept", 404);
        }

        foreach (var outcome in items.Values.Where(item => !IsIn(item)).SelectMany(item => Leave(source, item)))
        {
            yield return outcome;
        }

        var asked = 0;
        var files = items.Values.Where(IsIn).Select(item => (Item: item, Path: tree.PathOf(item)!)).OrderBy(file => file.Path, StringComparer.Ordinal);
        foreach (var (item, path) in files)
        {
            if (item.Kind == LibraryItemKind.Other || !FormatDetector.IsNamedAsDocument(item.Name))
            {
                yield return new IngestOutcome(path, null, IngestResult.Skipped, WhyNot(item));
                // It may have been a document under another name.
                foreach (var outcome in Leave(source, item))
                {
                    yield return outcome;
                }

                continue;
            }

            if (item.State is not null && item.Read == item.State && (item.Problem is null || time.GetUtcNow() - item.Tried < TriedAgainAfter))
            {
                yield return new IngestOutcome(path, item.Article, item.Problem is null ? IngestResult.Unchanged : IngestResult.Failed, item.Problem);
                continue;
            }

            if (asked == settings.MaxPages)
            {
                yield return new IngestOutcome(
                    source, null, IngestResult.Failed, $"more than {settings.MaxPages} files to read (MaxPages); the next sync goes on with {path}");
                yield break;
            }

            asked++;
            var (outcomes, goesOn) = await ReadAsync(source, drive, item, path, items, cancellationToken);
            foreach (var outcome in outcomes)
            {
                yield return outcome;
            }

            if (!goesOn)
            {
                yield break;
            }
        }

        bool IsIn(LibraryItem item) => item.Kind is LibraryItemKind.File or LibraryItemKind.Other && tree.PathOf(item) is { } path && Lies(path, scope);
    }

    private static string WhyNot(LibraryItem item) => item.Kind == LibraryItemKind.Other ? "a notebook or a link to another library is not read"
        : Path.GetExtension(item.Name) is { Length: > 0 } ending ? $"'{ending}' is not read"
        : "a file without an ending is not read";

    private static string Scope(string? folder) => folder?.Replace('\\', '/').Trim('/') is { Length: > 0 } path ? path + "/" : "";

    private static bool Lies(string path, string scope) => path.StartsWith(scope, StringComparison.OrdinalIgnoreCase);

    /// <returns>The drive's id.</returns>
    private async Task<string> DriveAsync(LibraryOptions library, CancellationToken cancellationToken)
    {
        if (library.Drive is { Length: > 0 } drive)
        {
            return drive;
        }

        if (library.User is { Length: > 0 } user)
        {
            return await IdAsync($"users/{Uri.EscapeDataString(user)}/drive?$select=id", $"user '{user}' with a OneDrive");
        }

        var address = new Uri(library.Site!);
        var path = address.AbsolutePath.Trim('/');
        var site = await IdAsync(path.Length == 0 ? $"sites/{address.Host}?$select=id" : $"sites/{address.Host}:/{path}?$select=id", $"site {library.Site}");
        if (string.IsNullOrWhiteSpace(library.Name))
        {
            return await IdAsync($"sites/{site}/drive?$select=id", $"library in {library.Site}");
        }

        var names = new List<string?>();
        for (var next = $"sites/{site}/drives?$select=id,name"; next is not null && names.Count < MostItems;)
        {
            var page = await graph.GetAsync(next, GraphJson.Default.GraphIds, cancellationToken);
            if (page.Value?.FirstOrDefault(one => library.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)) is { Id: { } id })
            {
                return id;
            }

            names.AddRange(page.Value?.Select(known => known.Name) ?? []);
            next = page.NextLink;
        }

        throw new GraphException($"{library.Site} has no library '{library.Name}'; it has {string.Join(", ", names.Take(20).Select(name => $"'{name}'"))}", 404);

        async Task<string> IdAsync(string asked, string what)
        {
            try
            {
                return (await graph.GetAsync(asked, GraphJson.Default.GraphId, cancellationToken)).Id ?? throw new GraphException($"there is no {what}", 404);
            }
            catch (GraphException error) when (error.Status == 404)
            {
                throw new GraphException($"there is no {what} that the app may see; what was read before is kept", 404);
            }
        }
    }

    /// <summary>Takes in what changed since the last sync; where the library no longer knows, all that it has.</summary>
    private async Task FollowAsync(string source, string drive, CancellationToken cancellationToken)
    {
        var whole = $"drives/{Uri.EscapeDataString(drive)}/root/delta";
        var cursor = store.Cursor(source) is { } known && known.Drive == drive ? known : null;
        (Dictionary<string, GraphItem> Items, string Link) told;
        try
        {
            told = await DeltaAsync(cursor?.Link ?? whole, cancellationToken);
        }
        catch (GraphException error) when (cursor is not null && error.AsksToStartOver)
        {
            cursor = null;
            told = await DeltaAsync(whole, cancellationToken);
        }

        var before = store.Items(source);
        if (cursor is null && before.Values.Any(item => item.Kind == LibraryItemKind.File) && !told.Items.Values.Any(item => item.File is not null))
        {
            throw new GraphException("the library lists nothing; what was read from it before is kept", 404);
        }

        var changed = told.Items.Values.Select(item => Merged(before.GetValueOrDefault(item.Id!), item.ToItem()))
            .ToDictionary(item => item.Id, StringComparer.Ordinal);
        // A list from the start has all that there is.
        foreach (var missing in cursor is null ? before.Values.Where(item => !changed.ContainsKey(item.Id)).ToList() : [])
        {
            changed[missing.Id] = missing with { Kind = LibraryItemKind.Gone };
        }

        // A file's address has the names of its folders, and of a folder that has another name only the folder itself is told.
        var moved = changed.Values
            .Where(item => item.Kind == LibraryItemKind.Folder && before.TryGetValue(item.Id, out var old) && (old.Name, old.Parent) != (item.Name, item.Parent))
            .Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var tree = new LibraryTree(before);
        var files = before.Values.Where(item => item.Kind == LibraryItemKind.File && !changed.ContainsKey(item.Id));
        foreach (var below in moved.Count == 0 ? [] : files.Where(item => tree.IsBelow(item, moved)))
        {
            changed[below.Id] = below with { State = null };
        }

        store.Apply(source, new LibraryCursor(drive, told.Link), changed.Values);
    }

    private async Task<(Dictionary<string, GraphItem> Items, string Link)> DeltaAsync(string from, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, GraphItem>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        for (var next = from; asked.Add(next);)
        {
            var page = await graph.GetAsync(next, GraphJson.Default.GraphDelta, cancellationToken);
            foreach (var item in page.Value?.Where(item => item.Id is { Length: > 0 }) ?? [])
            {
                // What is told twice is told in its order: the last word counts.
                items[item.Id!] = item;
            }

            if (items.Count > MostItems)
            {
                throw new GraphException($"the library has more than {MostItems} files and folders; name one with fewer", 413);
            }

            if (page.DeltaLink is { } link)
            {
                return (items, link);
            }

            next = page.NextLink ?? throw new GraphException("Microsoft Graph's list of changes breaks off", 400);
        }

        throw new GraphException("Microsoft Graph's list of changes goes round in a circle", 400);
    }

    /// <summary>What the library says now, with what was read of it before.</summary>
    private static LibraryItem Merged(LibraryItem? before, LibraryItem now) => before is null ? now
        : now with
        {
            // Of what is deleted nothing but the id is told.
            Name = now.Kind == LibraryItemKind.Gone ? before.Name : now.Name,
            Read = before.Read,
            Tried = before.Tried,
            Problem = before.Problem,
            Article = before.Article,
        };

    /// <summary>Withdraws what came from a file that is deleted, or lies where nothing is read any more.</summary>
    private IEnumerable<IngestOutcome> Leave(string source, LibraryItem item)
    {
        if (item.Article is not null && item.Kind is LibraryItemKind.File or LibraryItemKind.Gone)
        {
            foreach (var outcome in ingestor.Withdraw(AddressOf(source, item.Id)))
            {
                yield return outcome with { Item = item.Name };
            }
        }

        if (item.Kind == LibraryItemKind.Gone)
        {
            store.Remove(source, item.Id);
        }
        else if (item.Read is not null)
        {
            store.Put(source, item with { Read = null, Problem = null });
        }
    }

    private async Task<(IReadOnlyList<IngestOutcome> Outcomes, bool GoesOn)> ReadAsync(
        string source, string drive, LibraryItem item, string path, IReadOnlyDictionary<string, LibraryItem> items, CancellationToken cancellationToken)
    {
        try
        {
            if (item.State is null)
            {
                var asked = $"drives/{Uri.EscapeDataString(drive)}/items/{Uri.EscapeDataString(item.Id)}";
                var now = await graph.GetAsync(asked, GraphJson.Default.GraphItem, cancellationToken);
                item = Merged(item, now.ToItem() with { Kind = LibraryItemKind.File });
                if (item.Read == item.State && item.Problem is null)
                {
                    store.Put(source, item);
                    return ([new IngestOutcome(path, item.Article, IngestResult.Unchanged)], true);
                }
            }

            var most = options.MaxDocumentMegabytes * 1048576L;
            var bytes = item.Size > most ? null : await graph.DownloadAsync(drive, item.Id, most, cancellationToken);
            var id = item.Article ?? IdOf(source, item, items);
            var address = AddressOf(source, item.Id);
            IReadOnlyList<IngestOutcome> outcomes = bytes is null
                ? [new IngestOutcome(path, null, IngestResult.Failed, $"larger than {options.MaxDocumentMegabytes} MB (setting Ingest:MaxDocumentMegabytes)")]
                : [.. ingestor.Put(
                    new FetchedDocument(address, id, Path.GetFileNameWithoutExtension(item.Name), new DocumentFile(item.Name, bytes)) { Url = item.Url },
                    cancellationToken).Select(outcome => outcome with { Item = path + outcome.Item[address.Length..] })];
            store.Put(source, item with
            {
                Read = item.State,
                Tried = time.GetUtcNow(),
                Problem = outcomes.FirstOrDefault(outcome => outcome.Result == IngestResult.Failed)?.Reason,
                Article = id,
            });
            return (outcomes, true);
        }
        catch (GraphException error)
        {
            var wait = error.HoldsForAll ? "; it and the files after it wait for the next sync" : "";
            return ([new IngestOutcome(path, null, IngestResult.Failed, error.Message + wait)], !error.HoldsForAll);
        }
    }

    /// <summary>What its articles have for their source: the same wherever it is moved to.</summary>
    private static string AddressOf(string source, string item) => $"library:{source}/{item}";

    /// <summary>By its name when it was first read; where another has that, with its ending; where another has that too, with a mark of its own.</summary>
    private static string IdOf(string source, LibraryItem item, IReadOnlyDictionary<string, LibraryItem> items)
    {
        var name = SearchFolding.Composed(item.Name);
        var mark = Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(item.Id)))[..8];
        var stem = Path.GetFileNameWithoutExtension(name);
        string Cut(string text) => $"{source}/{(text.Length > LongestId ? $"{text[..LongestId]}-{mark}" : text)}";
        var taken = items.Values.Where(other => other.Id != item.Id).Select(other => other.Article).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return ((string[])[Cut(stem), Cut(name)]).FirstOrDefault(id => !taken.Contains(id)) ?? Cut($"{stem}-{mark}");
    }
}
