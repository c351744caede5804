namespace CcgBot.Articles;

/// <summary>Files and folders → store. One bad item never stops the rest.</summary>
public sealed class Ingestor(ArticleStore store, IngestOptions options)
{
    private const int ArticlesPerTransaction = 5_000;

    private readonly Dictionary<string, Manifest> _manifests = new(StringComparer.Ordinal);

    /// <summary>Reads and stores, handing out what became of each article once it is stored. Stopped at any point, what was handed out is kept.</summary>
    /// <param name="paths">Files and folders; folders are read with all below them, hidden files left out.</param>
    /// <param name="prune">Withdraw articles that came from these folders and whose files are gone.</param>
    public IEnumerable<IngestOutcome> Ingest(IReadOnlyList<string> paths, bool prune = false, CancellationToken cancellationToken = default)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var batch = new List<(string Item, Article Article, string Source)>();
        var failures = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, problem) in paths.SelectMany(Files))
        {
            foreach (var read in problem is null ? Read(file) : [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Failed, problem))])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (read.Article is null)
                {
                    failures.Add(Path.GetFullPath(file));
                    yield return read.Outcome!;
                }
                else if (!seen.TryAdd(read.Article.Id, read.Item))
                {
                    yield return new IngestOutcome(read.Item, read.Article.Id, IngestResult.Failed,
                        $"id '{read.Article.Id}' is taken by {seen[read.Article.Id]}; give one of them another id in {Manifest.FileName}");
                }
                else
                {
                    batch.Add((read.Item, read.Article, Path.GetFullPath(file)));
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

    private static IEnumerable<(string File, string? Problem)> Files(string path)
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
            return Directory.EnumerateFileSystemEntries(path)
                .Where(entry => !Path.GetFileName(entry).StartsWith('.') && Path.GetFileName(entry) != Manifest.FileName)
                .Order(StringComparer.Ordinal)
                .SelectMany(Files)
                .ToList();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return [(path, $"can't be read: {error.Message}")];
        }
    }

    private IEnumerable<ReadItem> Read(string file)
    {
        var extension = Path.GetExtension(file).ToLowerInvariant();
        if (extension is ".jsonl")
        {
            return ReadAhead.Of(JsonlCorpusReader.Read(file)).Select(line => line.Article is { } article
                ? new ReadItem($"{file}:{line.Number}", article, null)
                : new ReadItem($"{file}:{line.Number}", null, new IngestOutcome($"{file}:{line.Number}", null, IngestResult.Failed, line.Problem)));
        }

        try
        {
            var text = TextFile.Read(file, options.MaxFileMegabytes * 1048576L);
            if (extension is not (".txt" or ".text"))
            {
                return [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Skipped, $"'{extension}' is not read; text (.txt) and corpora (.jsonl) are"))];
            }

            var entry = ManifestOf(Path.GetDirectoryName(Path.GetFullPath(file))!).For(Path.GetFileName(file));
            return [new ReadItem(file, TextArticleReader.Read(Path.GetFileNameWithoutExtension(file), text, entry), null)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var reason = error is InvalidDataException ? error.Message : $"can't be read: {error.Message}";
            return [new ReadItem(file, null, new IngestOutcome(file, null, IngestResult.Failed, reason))];
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

    private List<IngestOutcome> Store(List<(string Item, Article Article, string Source)> batch)
    {
        var outcomes = store.Put(batch.Select(item => (item.Article, (string?)item.Source)))
            .Zip(batch, (outcome, item) => new IngestOutcome(item.Item, item.Article.Id, (IngestResult)outcome))
            .ToList();
        batch.Clear();
        return outcomes;
    }

    /// <summary>A file that is there but failed to be read keeps its article: pruning is for what is gone.</summary>
    private IEnumerable<IngestOutcome> Prune(IReadOnlyList<string> paths, Dictionary<string, string> seen, HashSet<string> failures)
    {
        var roots = paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).ToList();
        foreach (var article in store.List().Where(article => article.Source is { } source && !seen.ContainsKey(article.Id) && !failures.Contains(source)
            && roots.Exists(root => source == root || source.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))))
        {
            if (store.Withdraw(article.Id))
            {
                yield return new IngestOutcome(article.Source!, article.Id, IngestResult.Withdrawn);
            }
        }
    }

    private sealed record ReadItem(string Item, Article? Article, IngestOutcome? Outcome);
}
