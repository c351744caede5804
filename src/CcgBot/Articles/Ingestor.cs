using CcgBot.Text;

namespace CcgBot.Articles;

/// <summary>Files and folders → store. One bad item never stops the rest.</summary>
/// <param name="readDocument">Reads what is neither text nor a corpus; null = such files are skipped.</param>
public sealed class Ingestor(ArticleStore store, IngestOptions options, DocumentReader? readDocument = null)
{
    private const int ArticlesPerTransaction = 5_000;
    private const int DeepestFolder = 64;

    private readonly Dictionary<string, Manifest> _manifests = new(StringComparer.Ordinal);
    private readonly PageStore _pages = new(store.Database);

    /// <summary>Reads and stores, handing out what became of each article once it is stored. Stopped at any point, what was handed out is kept.</summary>
    /// <param name="paths">Files and folders; folders are read with all below them, hidden files left out.</param>
    /// <param name="prune">Withdraw articles that came from these folders and whose files are gone.</param>
    /// <param name="groups">Who may read what neither itself nor <c>articles.yaml</c> says it of; null = everyone, and of what is known whoever might before.</param>
    public IEnumerable<IngestOutcome> Ingest(
        IReadOnlyList<string> paths, bool prune = false, CancellationToken cancellationToken = default, GroupSet? groups = null)
    {
        // What articles.yaml says now: a host goes on for months, and the file may come to restrict articles.
        _manifests.Clear();
        var seen = new Dictionary<string, (string Item, string File)>(StringComparer.Ordinal);
        var batch = new List<(string Item, Article Article, string Source, string? Notice, string? Pages)>();
        var failures = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, problem, root) in paths.SelectMany(path => Files(path, []).Select(found => (found.File, found.Problem, path))))
        {
            foreach (var item in problem is null
                ? Grouped(Read(file, cancellationToken), file, root, groups)
                : [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Failed, problem))])
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = item is { IdWithEnding: { } longer, Article: { } article } && TakesEnding(article.Id, longer, file, seen) ? item with { Article = article with { Id = longer } } : item;
                if (read.Article is null)
                {
                    failures.Add(Path.GetFullPath(file));
                    yield return read.Outcome!;
                }
                else if (TakenBy(read.Article, file) is { } other)
                {
                    failures.Add(Path.GetFullPath(file));
                    yield return new IngestOutcome(read.Item, read.Article.Id, IngestResult.Failed,
                        $"id '{read.Article.Id}' is taken by {other}, which says something else; give one of them another id in {Manifest.FileName}, or remove that file");
                }
                else if (!seen.TryAdd(read.Article.Id, (read.Item, file)))
                {
                    yield return new IngestOutcome(read.Item, read.Article.Id, IngestResult.Failed,
                        $"id '{read.Article.Id}' is taken by {seen[read.Article.Id].Item}; give one of them another id in {Manifest.FileName}");
                }
                else
                {
                    batch.Add((read.Item, read.Article, Path.GetFullPath(file), read.Notice, read.Pages));
                }

                if (batch.Count == ArticlesPerTransaction)
                {
                    foreach (var outcome in Store(batch))
                    {
                        yield return outcome;
                    }
                }
            }
        }

        foreach (var outcome in Store(batch))
        {
            yield return outcome;
        }

        if (prune)
        {
            foreach (var outcome in Prune(paths, seen, failures))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return outcome;
            }
        }
    }

    /// <summary>Who may read each article: as it says itself, else as the nearest folder's manifest says, up to the folder that was given.</summary>
    private IEnumerable<ReadItem> Grouped(IEnumerable<ReadItem> items, string file, string root, GroupSet? given)
    {
        GroupSet? fallback = null;
        string? problem = null;
        try
        {
            fallback = FolderGroups(file, root) ?? given;
        }
        catch (InvalidDataException error)
        {
            problem = error.Message;
        }

        return problem is not null
            ? [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Failed, problem))]
            : fallback is null ? items : items.Select(item => item.Article is { Groups: null } article ? item with { Article = article with { Groups = fallback } } : item);
    }

    private GroupSet? FolderGroups(string file, string root)
    {
        var top = Directory.Exists(root) ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)) : null;
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(file)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (ManifestOf(folder).Groups is { } groups)
            {
                return groups;
            }

            if (top is null || folder == top || !folder.StartsWith(top, StringComparison.Ordinal))
            {
                break;
            }
        }

        return null;
    }

    /// <summary>Reads one file that was sent rather than found, and stores nothing: each article in it, or what is wrong with it.</summary>
    /// <param name="name">With its ending, without a folder.</param>
    /// <exception cref="InvalidDataException">It can't be read; the message says why and what to do.</exception>
    public IReadOnlyList<(Article? Article, string? Notice)> ReadOne(string name, byte[] bytes, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(bytes);
        var id = SearchFolding.Composed(Path.GetFileNameWithoutExtension(name));
        if (readDocument?.Invoke(new DocumentFile(name, bytes), options, cancellationToken) is { } documents)
        {
            return [.. documents.Select(document => document.Problem is { } problem
                ? ((Article?)null, (string?)problem)
                : (DocumentArticle.Read(document.Member.Length == 0 ? id : $"{id}/{document.Member}", document) with { Groups = document.Groups }, document.Notice))];
        }

        var text = TextFile.Decode(bytes, out var notice);
        return text is null || string.IsNullOrWhiteSpace(text)
            ? throw new InvalidDataException(text is null ? "binary, and none of the formats that are read" : "empty")
            : [(TextArticleReader.Read(id, text), notice)];
    }

    /// <summary>Another file of that id, still there and with another text: one must not replace the other unseen.</summary>
    private string? TakenBy(Article article, string file) =>
        !IsCorpus(file) && store.SourceOf(article.Id) is { Source: { } source, Version: var version }
        && source != Path.GetFullPath(file) && version != article.Version && File.Exists(source)
            ? source
            : null;

    /// <summary>
    /// Two files of one name that differ in their endings are two articles: the first that was ever read keeps the name alone, in this run and in all
    /// later ones, and the other is named with its ending. A file that replaces one of another ending (notes.txt, now notes.docx) goes on as its article.
    /// </summary>
    private bool TakesEnding(string id, string withEnding, string file, Dictionary<string, (string Item, string File)> seen)
    {
        var name = Path.GetFileName(file);
        bool IsOther(string taker) => Path.GetFileName(taker) != name;
        return store.SourceOf(withEnding).Source is { } kept && !IsOther(kept)
            || (seen.TryGetValue(id, out var first) ? IsOther(first.File) : store.SourceOf(id).Source is { } source && IsOther(source) && File.Exists(source));
    }

    /// <param name="above">The folders gone through to get here, links followed: one that leads back is not gone through again.</param>
    private static IEnumerable<(string File, string? Problem)> Files(string path, IReadOnlyList<string> above)
    {
        if (File.Exists(path))
        {
            return [(path, null)];
        }

        if (!Directory.Exists(path))
        {
            return [(path, "no such file or folder")];
        }

        try
        {
            var linked = new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            var real = Path.TrimEndingDirectorySeparator(linked ?? (above.Count > 0 ? Path.Combine(above[^1], Path.GetFileName(path)) : Path.GetFullPath(path)));
            if (above.Contains(real) || above.Count > DeepestFolder)
            {
                return [];
            }

            IReadOnlyList<string> through = [.. above, real];
            return Directory.EnumerateFileSystemEntries(path)
                .Where(entry => !Path.GetFileName(entry).StartsWith('.') && Path.GetFileName(entry) != Manifest.FileName)
                .Order(StringComparer.Ordinal)
                .SelectMany(entry => Files(entry, through))
                .ToList();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return [(path, $"can't be read: {error.Message}")];
        }
    }

    private static bool IsCorpus(string file) =>
        file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<ReadItem> Read(string file, CancellationToken cancellationToken)
    {
        var extension = Path.GetExtension(file).ToLowerInvariant();
        if (IsCorpus(file))
        {
            return ReadAhead.Of(JsonlCorpusReader.Read(file)).Select(line => line.Article is { } article
                ? new ReadItem($"{file}:{line.Number}", article, null)
                : new ReadItem($"{file}:{line.Number}", null, new IngestOutcome($"{file}:{line.Number}", null, IngestResult.Failed, line.Problem)));
        }

        try
        {
            if (readDocument is not null && ReadDocuments(file, cancellationToken) is { } documents)
            {
                return documents;
            }

            var text = TextFile.Read(file, options.MaxFileMegabytes * 1048576L, out var notice);
            if (extension is not (".txt" or ".text"))
            {
                return [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Skipped, $"'{extension}' is not read; text (.txt) and corpora (.jsonl) are{(readDocument is null ? "" : ", and so are PDF, Word, PowerPoint, Excel, HTML, Markdown, CSV, mail, RTF, EPUB and ZIP files")}"))];
            }

            var entry = ManifestOf(Path.GetDirectoryName(Path.GetFullPath(file))!).For(Path.GetFileName(file));
            var article = TextArticleReader.Read(SearchFolding.Composed(Path.GetFileNameWithoutExtension(file)), text, entry) with { Groups = entry?.Groups };
            return [new ReadItem(file, article, null, notice)
            {
                IdWithEnding = entry?.Id is null ? SearchFolding.Composed(Path.GetFileName(file)) : null,
            }];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var reason = error is InvalidDataException ? error.Message : $"can't be read: {error.Message}";
            return [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Failed, reason))];
        }
    }

    /// <returns>Null when the file is to be read as text.</returns>
    private List<ReadItem>? ReadDocuments(string file, CancellationToken cancellationToken)
    {
        if (Path.GetExtension(file).ToLowerInvariant() is ".txt" or ".text" && new FileInfo(file).Length > options.MaxFileMegabytes * 1048576L)
        {
            return null;
        }

        var bytes = TextFile.Bytes(file, options.MaxDocumentMegabytes * 1048576L, nameof(options.MaxDocumentMegabytes));
        var documents = readDocument!(new DocumentFile(Path.GetFileName(file), bytes), options, cancellationToken);
        return documents?.Select(document => ReadDocument(file, document)).Select(item => HasPages(item) ? item with { Pages = file } : item).ToList();
    }

    private bool HasPages(ReadItem item) => options.KeepOriginals && item.Article is { } article && article.Blocks.Any(block => block.Places is not null);

    private ReadItem ReadDocument(string file, ReadDocument document)
    {
        var item = document.Member.Length == 0 ? file : $"{file}:{document.Member}";
        if (document.Problem is { } problem)
        {
            return new ReadItem(item, null, new IngestOutcome(item, null, document.Skipped ? IngestResult.Skipped : IngestResult.Failed, problem));
        }

        try
        {
            var member = document.Member.Length == 0 ? "" : $"/{document.Member}";
            var manifest = ManifestOf(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var (whole, entry) = (manifest.For(Path.GetFileName(file)), manifest.For(Path.GetFileName(file) + member));
            var article = DocumentArticle.Read(SearchFolding.Composed(Path.GetFileNameWithoutExtension(file)) + member, document, entry);
            return new ReadItem(item, article with { Groups = entry?.Groups ?? document.Groups ?? whole?.Groups }, null, document.Notice)
            {
                IdWithEnding = entry?.Id is null ? SearchFolding.Composed(Path.GetFileName(file)) + member : null,
            };
        }
        catch (InvalidDataException error)
        {
            return new ReadItem(item, null, new IngestOutcome(item, null, IngestResult.Failed, error.Message));
        }
    }

    private Manifest ManifestOf(string folder)
    {
        if (!_manifests.TryGetValue(folder, out var manifest))
        {
            _manifests[folder] = manifest = Manifest.Of(folder);
        }

        return manifest;
    }

    private List<IngestOutcome> Store(List<(string Item, Article Article, string Source, string? Notice, string? Pages)> batch)
    {
        var outcomes = store.Put(batch.Select(item => (item.Article, (string?)item.Source)))
            .Zip(batch, (outcome, item) => outcome switch
            {
                PutOutcome.StaysRemoved =>
                    new IngestOutcome(item.Item, item.Article.Id, IngestResult.Removed, $"it was removed; 'ccgbot ingest --restore {item.Article.Id}' brings it back"),
                PutOutcome.TooManyAudiences => new IngestOutcome(item.Item, item.Article.Id, IngestResult.Failed,
                    $"there are {ArticleStore.MostAudiences} different sets of groups already, and no more can be; name one of those sets, or one larger group"),
                _ => new IngestOutcome(item.Item, item.Article.Id, (IngestResult)outcome, item.Notice),
            })
            .ToList();
        foreach (var (_, article, _, _, pages) in batch.Where(item => item.Pages is not null))
        {
            KeepPages(article, pages!);
        }

        batch.Clear();
        return outcomes;
    }

    private void KeepPages(Article article, string file)
    {
        try
        {
            _pages.Put(article, File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone since it was read, or no room for it: the article is cited and shown without its pages.
        }
    }

    /// <summary>A file that is there but failed to be read keeps its article: pruning is for what is gone.</summary>
    private IEnumerable<IngestOutcome> Prune(IReadOnlyList<string> paths, Dictionary<string, (string Item, string File)> seen, HashSet<string> failures)
    {
        var roots = paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).ToList();
        foreach (var article in store.List().Where(article => article.Source is { } source && !seen.ContainsKey(article.Id) && !failures.Contains(source)
            && !failures.Any(failed => source.StartsWith(failed + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            && roots.Exists(root => source == root || source.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))))
        {
            if (store.Withdraw(article.Id))
            {
                yield return new IngestOutcome(article.Source!, article.Id, IngestResult.Withdrawn);
            }
        }
    }

    /// <param name="Notice">What its reader should know though it was read.</param>
    private sealed record ReadItem(string Item, Article? Article, IngestOutcome? Outcome, string? Notice = null)
    {
        /// <summary>The id that it takes where another file has its name; null where the manifest or the corpus names it.</summary>
        public string? IdWithEnding { get; init; }

        /// <summary>The file whose pages it is shown by; null where it has none.</summary>
        public string? Pages { get; init; }
    }
}
