using System.Runtime.CompilerServices;
using CcgBot.Articles;
using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Web;

/// <summary>Pages, documents, sitemaps and feeds of the web → store: asks only for what changed, and withdraws what is gone.</summary>
internal sealed class WebSource(WebFetcher fetcher, SourceIngestor ingestor, SourceStore sources)
{
    /// <summary>Addresses gathered from all sitemaps of one source, before doubles are taken out.</summary>
    private const int MostPagesListed = 250_000;

    private const int MostSitemaps = 500;

    /// <param name="source">The source's name: what is known of it hangs on that.</param>
    /// <param name="withdraws">Whether articles of pages that are gone are withdrawn; else they stay, and their absence is a failure.</param>
    public async IAsyncEnumerable<IngestOutcome> SyncAsync(
        string source, IReadOnlyList<string> addresses, int maxPages, bool withdraws, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sync = new Sync(source, sources.Pages(source), maxPages);
        foreach (var named in addresses.Select(address => new Uri(address)))
        {
            await foreach (var outcome in NamedAsync(sync, named, cancellationToken))
            {
                yield return outcome;
            }
        }

        // A feed holds the newest only: what it announced before is asked for by itself, until it is gone.
        foreach (var page in sync.Known.Values.Where(page => page.Kind == SourcePageKind.Announced && addresses.Contains(page.Origin)).OrderBy(page => page.Address, StringComparer.Ordinal).ToList())
        {
            foreach (var outcome in await PageAsync(sync, new Uri(page.Address), page.Origin, page.Kind, null, cancellationToken))
            {
                yield return outcome;
            }
        }

        foreach (var outcome in Gone(sync, withdraws))
        {
            yield return outcome;
        }
    }

    private async IAsyncEnumerable<IngestOutcome> NamedAsync(Sync sync, Uri named, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = sync.Known.GetValueOrDefault(named.OriginalString) is { Kind: SourcePageKind.Named } before ? before : null;
        var fetched = await fetcher.GetAsync(named, known?.ETag, known?.Modified, cancellationToken);
        if (Listing(fetched, out var problem) is not { } listing)
        {
            if (problem is not null)
            {
                sync.KeepAllOf(named.OriginalString);
                yield return new IngestOutcome(named.OriginalString, null, IngestResult.Failed, problem);
                yield break;
            }

            if (fetched.Problem is not null)
            {
                // It may have been a list: what it listed is not gone because it can't be asked.
                sync.KeepAllOf(named.OriginalString, but: fetched.IsGone ? named.OriginalString : null);
            }

            foreach (var outcome in await PageAsync(sync, named, named.OriginalString, SourcePageKind.Named, fetched, cancellationToken))
            {
                yield return outcome;
            }

            yield break;
        }

        var (pages, problems) = await PagesAsync(listing, fetched.Address, cancellationToken);
        foreach (var failed in problems)
        {
            sync.KeepAllOf(named.OriginalString);
            yield return failed;
        }

        if (listing.Kind == SourcePageKind.Listed && pages.Count == 0 && problems.Count == 0)
        {
            sync.KeepAllOf(named.OriginalString);
            yield return new IngestOutcome(named.OriginalString, null, IngestResult.Failed, "the sitemap lists nothing; what it listed before is kept");
        }

        foreach (var page in pages)
        {
            if (sync.IsFull)
            {
                sync.KeepAllOf(named.OriginalString);
                yield return new IngestOutcome(named.OriginalString, null, IngestResult.Failed, $"more than {sync.MaxPages} pages (MaxPages); the others were left out");
                break;
            }

            foreach (var outcome in await PageAsync(sync, page, named.OriginalString, listing.Kind, null, cancellationToken))
            {
                yield return outcome;
            }
        }
    }

    private static WebListing? Listing(Fetched fetched, out string? problem)
    {
        problem = null;
        try
        {
            return fetched.Problem is null && !fetched.IsUnchanged ? WebListing.Read(fetched.Bytes, fetched.Address, fetched.MediaType) : null;
        }
        catch (InvalidDataException error)
        {
            problem = error.Message;
            return null;
        }
    }

    /// <summary>Every page that a list names, those of the sitemaps that it names too. A sitemap speaks for its own site only.</summary>
    private async Task<(List<Uri> Pages, List<IngestOutcome> Problems)> PagesAsync(WebListing listing, Uri address, CancellationToken cancellationToken)
    {
        var pages = new List<Uri>();
        var problems = new List<IngestOutcome>();
        var waiting = new Queue<(WebListing Listing, Uri Address)>([(listing, address)]);
        var asked = new HashSet<Uri> { address };
        while (waiting.TryDequeue(out var next))
        {
            pages.AddRange(next.Listing.Pages.Where(page => next.Listing.Kind != SourcePageKind.Listed || IsOfSite(page, next.Address)));
            if (pages.Count > MostPagesListed)
            {
                problems.Add(new IngestOutcome(next.Address.AbsoluteUri, null, IngestResult.Failed, $"more than {MostPagesListed} pages are listed; the rest are left out"));
                break;
            }

            foreach (var sitemap in next.Listing.Sitemaps.Where(sitemap => IsOfSite(sitemap, next.Address) && asked.Count < MostSitemaps && asked.Add(sitemap)))
            {
                var fetched = await fetcher.GetAsync(sitemap, null, null, cancellationToken);
                if (Listing(fetched, out var problem) is { } further)
                {
                    waiting.Enqueue((further, fetched.Address));
                }
                else
                {
                    problems.Add(new IngestOutcome(sitemap.AbsoluteUri, null, IngestResult.Failed, problem ?? fetched.Problem ?? "no sitemap"));
                }
            }
        }

        return ([.. pages.Distinct()], problems);
    }

    private static bool IsOfSite(Uri page, Uri sitemap) => page.IdnHost == sitemap.IdnHost && page.Port == sitemap.Port || Bare(page) == Bare(sitemap) && page.IsDefaultPort && sitemap.IsDefaultPort;

    private static string Bare(Uri address) => address.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.IdnHost[4..] : address.IdnHost;

    /// <param name="fetched">Null = it is still to be fetched.</param>
    private async Task<IReadOnlyList<IngestOutcome>> PageAsync(Sync sync, Uri address, string origin, SourcePageKind kind, Fetched? fetched, CancellationToken cancellationToken)
    {
        var name = kind == SourcePageKind.Named ? address.OriginalString : address.AbsoluteUri;
        if (!sync.Asked.Add(name))
        {
            return [];
        }

        var known = sync.Known.GetValueOrDefault(name);
        fetched ??= await fetcher.GetAsync(address, known?.ETag, known?.Modified, cancellationToken);
        if (fetched.IsUnchanged && known is not null)
        {
            sync.Keep(name, known.Document);
            // Stored under another origin or kind before: the settings were changed, the page was not.
            sources.Put(sync.Source, known with { Origin = origin, Kind = kind });
            return [.. sources.ArticlesOf(known.Document).Select(id => new IngestOutcome(known.Document, id, IngestResult.Unchanged))];
        }

        if (fetched.Problem is { } problem)
        {
            if (fetched.IsGone && known is not null)
            {
                sync.GoneNow.Add((name, problem));
                return [];
            }

            sync.Keep(name, known?.Document);
            return [new IngestOutcome(name, null, IngestResult.Failed, problem)];
        }

        var document = WebAddress.Document(fetched.Address);
        if (known is not null && known.Document != document)
        {
            sync.Left.Add(known.Document);
        }

        if (!sync.Keep(name, document))
        {
            // Another address led to the same page in this sync.
            sources.Put(sync.Source, new SourcePage(name, document, origin, kind, fetched.ETag, fetched.Modified));
            return [];
        }

        if (WebAddress.IsNoDocument(fetched.MediaType))
        {
            return [new IngestOutcome(name, null, IngestResult.Skipped, $"'{fetched.MediaType}' is no document")];
        }

        var outcomes = ingestor.Put(WebAddress.Document(fetched), cancellationToken);
        // What failed to be read is asked for whole the next time.
        var read = !outcomes.Any(outcome => outcome.Result == IngestResult.Failed);
        sources.Put(sync.Source, new SourcePage(name, read || known is null ? document : known.Document, origin, kind, read ? fetched.ETag : null, read ? fetched.Modified : null));
        if (!read && known is not null)
        {
            sync.Keep(name, known.Document);
            sync.Left.Remove(known.Document);
        }

        return outcomes;
    }

    /// <summary>What was known and neither asked for nor kept: its server says that it is gone, its sitemap lists it no longer, or nobody names it any more.</summary>
    private IEnumerable<IngestOutcome> Gone(Sync sync, bool withdraws)
    {
        foreach (var outcome in withdraws ? sync.Left.Where(left => !sync.Documents.Contains(left)).SelectMany(left => ingestor.Withdraw(left)) : [])
        {
            yield return outcome;
        }

        var reasons = sync.GoneNow.ToDictionary(gone => gone.Address, gone => gone.Reason, StringComparer.Ordinal);
        foreach (var page in sync.Known.Values.Where(page => !sync.IsKept(page)).OrderBy(page => page.Address, StringComparer.Ordinal))
        {
            if (!withdraws)
            {
                if (reasons.TryGetValue(page.Address, out var reason))
                {
                    yield return new IngestOutcome(page.Address, null, IngestResult.Failed, $"{reason}; its article stays ('ingest --prune' withdraws it)");
                }

                continue;
            }

            sources.Remove(sync.Source, page.Address);
            if (!sync.Documents.Contains(page.Document))
            {
                foreach (var outcome in ingestor.Withdraw(page.Document))
                {
                    yield return outcome;
                }
            }
        }
    }

    /// <summary>What one sync has seen so far.</summary>
    private sealed class Sync(string source, IReadOnlyDictionary<string, SourcePage> known, int maxPages)
    {
        private readonly HashSet<string> _kept = new(StringComparer.Ordinal);
        private readonly List<(string Origin, string? But)> _keptOrigins = [];

        public string Source => source;

        public IReadOnlyDictionary<string, SourcePage> Known => known;

        public int MaxPages => maxPages;

        /// <summary>Addresses asked for.</summary>
        public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

        /// <summary>Where they were found in the end.</summary>
        public HashSet<string> Documents { get; } = new(StringComparer.Ordinal);

        public List<(string Address, string Reason)> GoneNow { get; } = [];

        /// <summary>Where pages were that have moved since.</summary>
        public HashSet<string> Left { get; } = new(StringComparer.Ordinal);

        public bool IsFull => Asked.Count >= maxPages;

        /// <returns>False when the document was kept before.</returns>
        public bool Keep(string address, string? document)
        {
            _kept.Add(address);
            return document is null || Documents.Add(document);
        }

        /// <summary>Nothing that this address named is gone: it could not be asked.</summary>
        public void KeepAllOf(string origin, string? but = null)
        {
            _keptOrigins.Add((origin, but));
            foreach (var page in known.Values.Where(page => page.Origin == origin && page.Address != but))
            {
                Documents.Add(page.Document);
            }
        }

        public bool IsKept(SourcePage page) => _kept.Contains(page.Address)
            || !GoneNow.Exists(gone => gone.Address == page.Address) && _keptOrigins.Exists(kept => kept.Origin == page.Origin && kept.But != page.Address);
    }
}
