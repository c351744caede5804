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
    private const int BatchSize = 10_000;

    /// <summary>The folder of a corpus's index, complete. An interrupted build goes on where it stopped; two programs take turns.</summary>
    /// <param name="cache">Where such folders live.</param>
    /// <param name="name">A readable beginning of the folder's name.</param>
    /// <param name="problems">Given the lines that could not be read, also when the index was built before.</param>
    /// <param name="progress">Told how many articles are stored.</param>
    public static string Build(
        string cache, string name, TestCorpus corpus, TimeProvider time, ICollection<BadLine> problems, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cache, $"{name}-{corpus.Hash()}");
        Directory.CreateDirectory(folder);
        var complete = Path.Combine(folder, "complete.tsv");
        using (Lock(Path.Combine(folder, "build.lock"), cancellationToken))
        {
            if (!File.Exists(complete))
            {
                var found = Store(folder, corpus, time, progress, cancellationToken);
                File.WriteAllLines(complete, found.Select(problem => string.Create(CultureInfo.InvariantCulture, $"{problem.File}\t{problem.Line}\t{problem.Problem}")));
            }
        }

        foreach (var line in File.ReadLines(complete))
        {
            var fields = line.Split('\t', 3);
            problems.Add(new BadLine(fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), fields[2]));
        }

        return folder;
    }

    private static List<BadLine> Store(string folder, TestCorpus corpus, TimeProvider time, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<BadLine>();
        var store = new ArticleStore(new Database(Path.Combine(folder, "ccgbot.db")), time);
        var stored = 0;
        foreach (var batch in corpus.Read().Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            problems.AddRange(batch.Where(line => line.Value is null).Select(line => new BadLine(line.File, line.Number, line.Problem!)));
            store.Put(batch.Where(line => line.Value is not null).Select(line => (line.Value!, (string?)line.File)));
            progress?.Report(stored += batch.Length);
        }

        return problems;
    }

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
