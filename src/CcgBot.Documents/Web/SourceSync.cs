using System.Runtime.CompilerServices;
using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Documents.Libraries;
using CcgBot.Hosting;

namespace CcgBot.Documents.Web;

/// <summary>Brings a source of the settings up to date in the store and in the index, and records what that did. Encoding is the caller's.</summary>
/// <param name="readDocument">Reads what is fetched: <see cref="ReaderProcess.Read"/>.</param>
public sealed class SourceSync(BotEngine engine, DocumentReader readDocument, TimeProvider time)
{
    /// <summary>The source that addresses given to <c>ingest</c> belong to: each is known by itself.</summary>
    private const string ByHand = "ingest:";

    private readonly SourceStore _sources = new(engine.Database);

    public SourceStore Sources => _sources;

    /// <summary>What requests to Microsoft go through: tests put a server of their own in its place. Null = the system's.</summary>
    internal Func<HttpMessageHandler>? ToMicrosoft { get; init; }

    /// <summary>Reads addresses that were given by hand.</summary>
    /// <param name="withdraws">Whether what is gone there is withdrawn here.</param>
    public async IAsyncEnumerable<IngestOutcome> IngestAsync(
        IReadOnlyList<string> addresses, SourceOptions options, bool withdraws, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var fetcher = Fetcher(options);
        foreach (var address in addresses)
        {
            await foreach (var outcome in Web(fetcher, options).SyncAsync(ByHand + address, [address], options.MaxPages, withdraws, cancellationToken))
            {
                yield return outcome;
            }
        }
    }

    /// <summary>Brings one source up to date. What was stored before it is stopped is kept.</summary>
    /// <returns>What it did, as it is recorded in the store.</returns>
    public async Task<SyncRecord> SyncAsync(string name, SourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var started = time.GetUtcNow();
        var outcomes = new List<IngestOutcome>();
        try
        {
            _sources.NoteGroups(name, options.Readers());
            await foreach (var outcome in options.Folder is { } folder ? Folder(folder, options.Readers(), cancellationToken).ToAsyncEnumerable()
                : options.Library is { } library ? Library(name, library, options, cancellationToken)
                : Addresses(name, options, cancellationToken))
            {
                outcomes.Add(outcome);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            outcomes.Add(new IngestOutcome(name, null, IngestResult.Failed, error.Message));
        }
        finally
        {
            _sources.Record(SyncRecord.Of(name, started, time.GetUtcNow(), outcomes));
        }

        if (outcomes.Exists(outcome => outcome.Result is IngestResult.Added or IngestResult.Updated or IngestResult.Withdrawn))
        {
            engine.Synchronise(cancellationToken: cancellationToken);
        }

        return _sources.Syncs(name, 1)[0];
    }

    private IEnumerable<IngestOutcome> Folder(string folder, GroupSet? groups, CancellationToken cancellationToken)
    {
        // A share that is not there, or an empty place where it is mounted, is no reason to withdraw what it held.
        var there = Directory.Exists(folder);
        return there && Directory.EnumerateFileSystemEntries(folder).Any()
            ? engine.Ingestor.Ingest([folder], prune: true, cancellationToken, groups)
            : [new IngestOutcome(folder, null, IngestResult.Failed, there ? "the folder is empty; what was read from it before is kept" : "no such folder; what was read from it before is kept")];
    }

    private async IAsyncEnumerable<IngestOutcome> Addresses(string name, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var fetcher = Fetcher(options);
        await foreach (var outcome in Web(fetcher, options).SyncAsync(name, options.Addresses, options.MaxPages, withdraws: true, cancellationToken))
        {
            yield return outcome;
        }
    }

    private async IAsyncEnumerable<IngestOutcome> Library(string name, LibraryOptions library, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var graph = new GraphClient(library, time, ToMicrosoft?.Invoke());
        await foreach (var outcome in new LibrarySource(graph, Ingestor(options), new LibraryStore(engine.Database), engine.Settings.Ingest, time).SyncAsync(name, options, cancellationToken))
        {
            yield return outcome;
        }
    }

    private WebSource Web(WebFetcher fetcher, SourceOptions options) => new(fetcher, Ingestor(options), _sources);

    private SourceIngestor Ingestor(SourceOptions options) => new(engine.Articles, _sources, engine.Settings.Ingest, readDocument, options.Readers());

    private WebFetcher Fetcher(SourceOptions options) => WebFetcher.For(options, engine.Settings.Ingest, time);
}
