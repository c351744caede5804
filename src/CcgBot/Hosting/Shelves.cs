using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Storage;

namespace CcgBot.Hosting;

/// <summary>The shelf of what everyone may read, and one for each set of groups that articles name. New ones are opened as articles name new sets.</summary>
/// <param name="store">The whole store.</param>
internal sealed class Shelves(string indexFolder, ArticleStore store, BotSettings settings, Shelf open, Action<string>? notice) : IDisposable
{
    /// <summary>Below the index folder; in it a folder for each set, by a hash of its names.</summary>
    private const string Folder = "audiences";

    private readonly Lock _opening = new();
    private volatile IReadOnlyDictionary<long, (GroupSet Groups, Shelf Shelf)> _restricted = new Dictionary<long, (GroupSet, Shelf)>();

    public Shelf Public { get; } = open;

    /// <summary>Every shelf, the public one first, then in the order in which they came.</summary>
    public IReadOnlyList<Shelf> All => _restricted.Count == 0 ? [Public] : [Public, .. _restricted.OrderBy(each => each.Key).Select(each => each.Value.Shelf)];

    /// <summary>Whether every shelf has all that the store has.</summary>
    public bool IsInStep => store.CountAudiences() == _restricted.Count && All.All(shelf => shelf.IsInStep);

    /// <summary>Keys of the audiences beside the public one that somebody belongs to, in order.</summary>
    public IReadOnlyList<long> OpenTo(Access access)
    {
        var restricted = _restricted;
        return restricted.Count == 0 || access == Access.Public
            ? []
            : [.. restricted.Where(each => access.MayRead(each.Value.Groups)).Select(each => each.Key).Order()];
    }

    public Shelf Of(long audience) => audience == ArticleStore.Public ? Public : _restricted[audience].Shelf;

    /// <summary>Opens the shelves of sets of groups that are new.</summary>
    /// <param name="indexed">Only those that another process has indexed already.</param>
    public void OpenNew(CancellationToken cancellationToken, bool indexed = false, IProgress<IndexProgress>? progress = null)
    {
        if (store.CountAudiences() == _restricted.Count)
        {
            return;
        }

        lock (_opening)
        {
            var restricted = new Dictionary<long, (GroupSet, Shelf)>(_restricted);
            foreach (var (key, groups) in store.Audiences().Where(audience => !restricted.ContainsKey(audience.Key)).OrderBy(audience => audience.Key))
            {
                // By the names and not by the key: in a store put back to an earlier state a key may mean others.
                var folder = Path.Combine(indexFolder, Folder, ContentHash.Of(groups.Text));
                if (indexed && !IsIndexed(folder))
                {
                    continue;
                }

                OwnerOnly.CreateFolder(folder);
                restricted[key] = (groups, Shelf.Open(
                    folder, store.For([key]), settings, (vectors, articles, index) => Public.Dense.Beside(vectors, articles, index), notice, progress, cancellationToken));
            }

            _restricted = restricted;
        }
    }

    /// <summary>Takes up newest commits, also those that another process made.</summary>
    /// <exception cref="IOException">One can't be read; what was open goes on serving.</exception>
    /// <exception cref="InvalidDataException">One is damaged; what was open goes on serving.</exception>
    public void Follow()
    {
        OpenNew(CancellationToken.None, indexed: true);
        foreach (var shelf in All)
        {
            shelf.Index.Refresh();
        }
    }

    private static bool IsIndexed(string folder) =>
        Directory.Exists(Path.Combine(folder, "lucene")) && Directory.EnumerateFiles(Path.Combine(folder, "lucene"), "segments_*").Any();

    public void Refresh(CancellationToken cancellationToken)
    {
        OpenNew(cancellationToken);
        foreach (var shelf in All)
        {
            shelf.Refresh();
        }
    }

    public void Synchronise(IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        Public.Synchronise(progress, cancellationToken);
        OpenNew(cancellationToken, progress: progress);
        foreach (var shelf in All.Skip(1))
        {
            shelf.Synchronise(progress, cancellationToken);
        }
    }

    public async Task EncodeAsync(int? atMost, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var shelf in All)
        {
            await shelf.Dense.SynchroniseAsync(atMost, progress, cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var shelf in All)
        {
            shelf.Dispose();
        }
    }
}
