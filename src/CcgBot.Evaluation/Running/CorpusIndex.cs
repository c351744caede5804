using System.Globalization;
using CcgBot.Articles;
using CcgBot.Evaluation.TestSets;
using CcgBot.Storage;

namespace CcgBot.Evaluation.Running;

/// <summary>
/// A corpus's index, built once and kept in a folder named by the corpus's content, with everything else that is derived from it
/// (vectors) beside it. What settings change of an index is the index's own to notice: it is built anew from the store kept here.
/// </summary>
public static class CorpusIndex
{
    /// <summary>Stores a corpus in its folder, unless it is there already. An interrupted build goes on where it stopped; two programs take turns.</summary>
    /// <param name="cache">Where such folders live.</param>
    /// <param name="name">A readable beginning of the folder's name.</param>
    /// <param name="problems">Given the lines that could not be read, also when the corpus was stored before.</param>
    /// <param name="progress">Told how many articles are stored.</param>
    /// <returns>The index folder.</returns>
    public static string Build(
        string cache, string name, TestCorpus corpus, TimeProvider time, ICollection<BadLine> problems, Action<int>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cache, $"{name}-{corpus.Hash()}");
        Directory.CreateDirectory(folder);
        var complete = Path.Combine(folder, "complete.tsv");
        using (Lock(Path.Combine(folder, "build.lock"), cancellationToken))
        {
            if (!File.Exists(complete))
            {
                File.WriteAllLines(complete, Store(folder, corpus, time, progress, cancellationToken)
                    .Select(bad => $"{(InputFile.IsGzip(corpus.Path) ? bad.Item.Replace(Unpacked(folder), corpus.Path, StringComparison.Ordinal) : bad.Item)}\t{bad.Reason}"));
            }
        }

        foreach (var line in File.ReadLines(complete))
        {
            var (item, reason) = (line[..line.IndexOf('\t')], line[(line.IndexOf('\t') + 1)..]);
            var colon = item.LastIndexOf(':');
            problems.Add(colon > 0 && int.TryParse(item.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new BadLine(item[..colon], number, reason)
                : new BadLine(item, 0, reason));
        }

        return folder;
    }

    private static List<IngestOutcome> Store(string folder, TestCorpus corpus, TimeProvider time, Action<int>? progress, CancellationToken cancellationToken)
    {
        var source = corpus.Path;
        if (corpus.WriteJsonLines is { } write)
        {
            source = Unpacked(folder);
            using var writer = new StreamWriter(source);
            write(writer);
        }

        var failed = new List<IngestOutcome>();
        var stored = 0;
        var ingestor = new Ingestor(new ArticleStore(new Database(Path.Combine(folder, "ccgbot.db")), time), new IngestOptions());
        foreach (var outcome in ingestor.Ingest([source], cancellationToken: cancellationToken))
        {
            progress?.Invoke(++stored);
            if (outcome.Result == IngestResult.Failed)
            {
                failed.Add(outcome);
            }
        }

        return failed;
    }

    private static string Unpacked(string folder) => Path.Combine(folder, "corpus.jsonl");

    private static FileStream Lock(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another program builds the same index: wait for it, then find it complete.
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
