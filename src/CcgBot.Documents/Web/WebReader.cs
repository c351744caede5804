using System.Globalization;
using CcgBot.Articles;
using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Web;

/// <summary>Reads one page or document of the web within the bounds of a source's, and stores nothing.</summary>
/// <param name="readDocument">Reads what is fetched: <see cref="ReaderProcess.Read"/>.</param>
public sealed class WebReader(DocumentReader readDocument, IngestOptions options, TimeProvider time)
{
    /// <summary>All requests together: somebody waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="allowPrivate">Whether it may lie in a private network.</param>
    /// <returns>Each article in it, or what is wrong with it.</returns>
    /// <exception cref="InvalidDataException">It is no address, or can't be fetched or read; the message says why and what to do.</exception>
    public async Task<IReadOnlyList<(Article? Article, string? Notice)>> ReadAsync(string address, bool allowPrivate, CancellationToken cancellationToken)
    {
        if (!SourceOptions.IsAddress(address))
        {
            throw new InvalidDataException("no address such as https://www.example.org/guidance");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var fetcher = WebFetcher.For(new SourceOptions { AllowPrivateAddresses = allowPrivate }, options, time);
            var fetched = await fetcher.GetAsync(new Uri(address), null, null, either.Token);
            return fetched.Problem is { } problem ? throw new InvalidDataException(problem)
                : WebAddress.IsNoDocument(fetched.MediaType) ? throw new InvalidDataException($"'{fetched.MediaType}' is no document")
                : WebListing.Read(fetched.Bytes, fetched.Address, fetched.MediaType) is not null
                    ? throw new InvalidDataException("a sitemap or a feed, which names many pages: make it a source, or use 'ccgbot ingest'")
                : SourceIngestor.Read(WebAddress.Document(fetched), readDocument, options, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"not read within {Patience.TotalSeconds:0} s"));
        }
    }
}
