namespace CcgBot.Articles.Sources;

/// <summary>A document that was fetched from where it lives.</summary>
/// <param name="Address">Where: what its articles have for their source and address.</param>
/// <param name="Id">Its article's id.</param>
/// <param name="Title">What it is called where it says nothing itself.</param>
public sealed record FetchedDocument(string Address, string Id, string Title, DocumentFile File)
{
    /// <summary>Where people open it.</summary>
    public string? Url { get; init; } = Address;
}

/// <summary>Documents fetched from elsewhere → store.</summary>
/// <param name="groups">Who may read what doesn't say it itself; null = everyone, and of what is known whoever might before.</param>
public sealed class SourceIngestor(ArticleStore articles, SourceStore sources, IngestOptions options, DocumentReader readDocument, GroupSet? groups = null)
{
    /// <summary>Reads and stores one; what stood there before and is no longer in it is withdrawn.</summary>
    /// <returns>What became of each article in it; one failure where it can't be read, and what was stored of it before then stays.</returns>
    public IReadOnlyList<IngestOutcome> Put(FetchedDocument fetched, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        try
        {
            var documents = Documents(fetched, readDocument, options, cancellationToken);
            var outcomes = documents.Select(document => Put(fetched, document)).ToList();
            return [.. outcomes, .. Withdraw(fetched.Address, outcomes.Select(outcome => outcome.ArticleId).OfType<string>().ToHashSet(), outcomes.Exists(outcome => outcome.Result == IngestResult.Failed))];
        }
        catch (InvalidDataException error)
        {
            return [new IngestOutcome(fetched.Address, null, IngestResult.Failed, error.Message)];
        }
    }

    /// <summary>Reads one and stores nothing: each article in it, or what is wrong with it.</summary>
    /// <exception cref="InvalidDataException">It can't be read; the message says why.</exception>
    public static IReadOnlyList<(Article? Article, string? Notice)> Read(
        FetchedDocument fetched, DocumentReader readDocument, IngestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        ArgumentNullException.ThrowIfNull(readDocument);
        return [.. Documents(fetched, readDocument, options, cancellationToken).Select(document => document.Problem is { } problem
            ? ((Article?)null, (string?)problem)
            : (ArticleOf(fetched, document) with { Groups = document.Groups }, document.Notice))];
    }

    private static IReadOnlyList<ReadDocument> Documents(
        FetchedDocument fetched, DocumentReader readDocument, IngestOptions options, CancellationToken cancellationToken) =>
        readDocument(fetched.File, options, cancellationToken) ?? [AsText(fetched.File)];

    private static string IdOf(FetchedDocument fetched, ReadDocument document) => document.Member.Length == 0 ? fetched.Id : $"{fetched.Id}/{document.Member}";

    /// <summary>A page may call itself whatever it likes: it is cited by where it was found.</summary>
    private static Article ArticleOf(FetchedDocument fetched, ReadDocument document) => DocumentArticle.Read(
        IdOf(fetched, document), document with { Url = fetched.Url, Title = document.Title ?? (document.Text is null ? fetched.Title : null) });

    /// <summary>Takes out the articles of a document that is gone.</summary>
    public IReadOnlyList<IngestOutcome> Withdraw(string address) => Withdraw(address, new HashSet<string>(), failed: false);

    private List<IngestOutcome> Withdraw(string address, HashSet<string> kept, bool failed) => failed ? []
        : [.. sources.ArticlesOf(address).Where(id => !kept.Contains(id) && articles.Withdraw(id)).Select(id => new IngestOutcome(address, id, IngestResult.Withdrawn))];

    private IngestOutcome Put(FetchedDocument fetched, ReadDocument document)
    {
        var item = document.Member.Length == 0 ? fetched.Address : $"{fetched.Address}:{document.Member}";
        if (document.Problem is { } problem)
        {
            return new IngestOutcome(item, null, document.Skipped ? IngestResult.Skipped : IngestResult.Failed, problem);
        }

        var id = IdOf(fetched, document);
        try
        {
            var article = ArticleOf(fetched, document) with { Groups = document.Groups ?? groups };
            if (articles.SourceOf(id) is { Source: { } other } && other != fetched.Address && File.Exists(other))
            {
                return new IngestOutcome(item, id, IngestResult.Failed, $"id '{id}' is taken by {other}; give that file another id in {Manifest.FileName}");
            }

            var outcome = articles.Put(article, fetched.Address);
            if (options.KeepOriginals && document.Member.Length == 0 && outcome is PutOutcome.Added or PutOutcome.Updated or PutOutcome.Unchanged)
            {
                new PageStore(articles.Database).Put(article, fetched.File.Bytes);
            }

            return outcome switch
            {
                PutOutcome.Added => new IngestOutcome(item, id, IngestResult.Added, document.Notice),
                PutOutcome.Updated => new IngestOutcome(item, id, IngestResult.Updated, document.Notice),
                PutOutcome.Unchanged => new IngestOutcome(item, id, IngestResult.Unchanged, document.Notice),
                PutOutcome.StaysRemoved => new IngestOutcome(item, id, IngestResult.Removed, $"it was removed; 'ccgbot ingest --restore {id}' brings it back"),
                _ => new IngestOutcome(item, id, IngestResult.Failed, $"not stored ({outcome})"),
            };
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException)
        {
            return new IngestOutcome(item, id, IngestResult.Failed, error.Message);
        }
    }

    private static ReadDocument AsText(DocumentFile file)
    {
        var text = TextFile.Decode(file.Bytes, out var notice) ?? throw new InvalidDataException("not a kind of document that is read");
        return string.IsNullOrWhiteSpace(text.Trim('\uFEFF')) ? throw new InvalidDataException("empty") : new ReadDocument("") { Text = text, Notice = notice };
    }
}
