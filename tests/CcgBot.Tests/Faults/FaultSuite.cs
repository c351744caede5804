using CcgBot.Retrieval.Lexical;
using Microsoft.Data.Sqlite;

namespace CcgBot.Tests.Faults;

/// <summary>
/// Breaks ingest, store and index in every way we can think of and looks whether anything acknowledged is lost, or any answer wrong. Each
/// part returns what went wrong: nothing. <c>./test</c> runs it short; <c>bench/faults</c> in full.
/// </summary>
internal sealed class FaultSuite(int seed, Action<string> log)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(seed);

    /// <summary>Kills ingest at random moments, goes on from there, and again.</summary>
    public List<string> Kill(int times, int articles = 6_000, int batch = 150)
    {
        var wrong = new List<string>();
        var (folder, from, rounds, ended) = (NewFolder(), 0, 0, 0);
        for (var i = 0; i < times; i++)
        {
            using var process = IngestProcess.Start(folder, from, articles, batch);
            process.WaitForLine("ready", Long);
            if (process.EndOrKill(TimeSpan.FromMilliseconds(_random.Next(5, 1_500))))
            {
                ended++;
            }

            var (stored, indexed) = (Math.Max(from, process.Stored), process.Indexed);
            var found = Afterwards(folder, stored, indexed);
            if (found.Problem is { } problem)
            {
                wrong.Add($"kill {i + 1}: {problem}");
            }

            from = found.Stored;
            if (from >= articles)
            {
                if (FaultCorpus.Missing(folder, articles) is { } missing)
                {
                    wrong.Add($"kill {i + 1}, completed: {missing}");
                }

                Directory.Delete(folder, recursive: true);
                (folder, from, rounds) = (NewFolder(), 0, rounds + 1);
            }
        }

        using (var last = IngestProcess.Start(folder, from, articles, batch))
        {
            if (!last.EndOrKill(Long) || last.ExitCode != 0)
            {
                wrong.Add($"the run after all kills did not complete: {last.Errors}");
            }
        }

        if (FaultCorpus.Missing(folder, articles) is { } end)
        {
            wrong.Add($"after all kills: {end}");
        }

        Directory.Delete(folder, recursive: true);
        log($"{times} runs, {times - ended} killed, {rounds + 1} corpora of {articles} articles completed");
        return wrong;
    }

    /// <summary>Flips one byte at a time in the files of a small index, every file in turn.</summary>
    public List<string> FlipBytes(int times)
    {
        var wrong = new List<string>();
        var folder = NewFolder();
        // The second batch is large enough for one segment with a block table: what one thread indexes in one go.
        var from = 0;
        foreach (var end in (int[])[150, 1_950, 2_000])
        {
            FaultCorpus.Ingest(folder, from, from = end);
        }

        FaultCorpus.Store(folder).Withdraw("a7");
        FaultCorpus.Ingest(folder, 0, 0);
        List<string> answers;
        using (var index = FaultCorpus.Open(folder))
        {
            answers = FaultCorpus.Answers(index);
        }

        // What was rebuilt no longer counts the withdrawn article in its statistics: the scores differ in their last digits.
        var lucene = FaultCorpus.Lucene(folder);
        var rebuiltAnswers = Rebuilt(folder, lucene);
        var files = Directory.GetFiles(lucene, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0)
            .Select(file => (Path: file, Content: File.ReadAllBytes(file))).ToArray();
        _random.Shuffle(files);
        var (named, remade) = (0, 0);
        for (var i = 0; i < times; i++)
        {
            var (path, content) = files[i % files.Length];
            var damaged = content.ToArray();
            var offset = _random.Next(damaged.Length);
            damaged[offset] ^= (byte)(1 << _random.Next(8));
            File.WriteAllBytes(path, damaged);
            IndexIntegrity.Forget();
            var notices = new List<string>();
            try
            {
                using var index = FaultCorpus.Open(folder, notices.Add);
                if (!FaultCorpus.Answers(index).SequenceEqual(notices.Count > 0 ? rebuiltAnswers : answers))
                {
                    wrong.Add($"{Path.GetFileName(path)} byte {offset}: other answers");
                }
            }
            catch (Exception error)
            {
                wrong.Add($"{Path.GetFileName(path)} byte {offset}: {error.GetType().Name}: {error.Message}");
            }

            // A block table only speeds the search up: it is made again without a word.
            var isTable = Path.GetDirectoryName(path) != lucene;
            (named, remade) = (named + (notices.Count > 0 ? 1 : 0), remade + (isTable ? 1 : 0));
            if (!isTable && !notices.Exists(notice => notice.Contains(Path.GetFileName(path), StringComparison.Ordinal)))
            {
                wrong.Add($"{Path.GetFileName(path)} byte {offset}: not named ({string.Join(' ', notices)})");
            }

            Directory.Delete(lucene, recursive: true);
            foreach (var (file, bytes) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, bytes);
            }
        }

        Directory.Delete(folder, recursive: true);
        log($"{times} bytes flipped in {files.Length} files: {named} named and rebuilt from the store, {remade} in block tables made again");
        return wrong;
    }

    /// <summary>Flips bytes in the store: SQLite or the hash of each article must find out, or the byte stands in unused space.</summary>
    public List<string> FlipStoreBytes(int times)
    {
        var wrong = new List<string>();
        var folder = NewFolder();
        FaultCorpus.Ingest(folder, 0, 300);
        SqliteConnection.ClearAllPools();
        var path = Path.Combine(folder, "ccgbot.db");
        var content = File.ReadAllBytes(path);
        var (found, harmless) = (0, 0);
        for (var i = 0; i < times; i++)
        {
            var damaged = content.ToArray();
            var offset = _random.Next(damaged.Length);
            damaged[offset] ^= (byte)(1 << _random.Next(8));
            File.WriteAllBytes(path, damaged);
            try
            {
                var store = FaultCorpus.Store(folder);
                if (CcgBot.Articles.StoreIntegrity.Check(store.Database).Any())
                {
                    found++;
                }
                else if (Enumerable.Range(0, 300).All(number => store.Find($"a{number}")?.Article.Blocks[0].Text == FaultCorpus.Article(number).Blocks[0].Text))
                {
                    harmless++;
                }
                else
                {
                    wrong.Add($"store byte {offset}: an article changed and the check did not see it");
                }
            }
            catch (Exception error) when (error is InvalidDataException or SqliteException)
            {
                found++;
            }

            SqliteConnection.ClearAllPools();
            foreach (var side in (string[])["-wal", "-shm"])
            {
                File.Delete(path + side);
            }
        }

        Directory.Delete(folder, recursive: true);
        log($"{times} bytes flipped in the store: {found} found, {harmless} without effect on any article");
        return wrong;
    }

    /// <summary>Cuts off or garbles the end of the store's write-ahead log, as a crash may leave it.</summary>
    public List<string> TearLog(int times)
    {
        var wrong = new List<string>();
        var folder = NewFolder();
        var store = FaultCorpus.Store(folder);
        const int Batch = 40;
        using var reader = store.Database.Open(); // keeps the log from being folded in when the writer's connection closes
        for (var next = 0; next < 10 * Batch; next += Batch)
        {
            FaultCorpus.Ingest(folder, next, next + Batch);
        }

        var torn = 0;
        for (var i = 0; i < times; i++)
        {
            var copy = NewFolder();
            File.Copy(Path.Combine(folder, "ccgbot.db"), Path.Combine(copy, "ccgbot.db"));
            var log = File.ReadAllBytes(Path.Combine(folder, "ccgbot.db-wal"));
            var cut = _random.Next(log.Length);
            if (i % 2 == 0)
            {
                log = log[..cut];
            }
            else
            {
                _random.NextBytes(log.AsSpan(cut));
            }

            File.WriteAllBytes(Path.Combine(copy, "ccgbot.db-wal"), log);
            CopyFolder(FaultCorpus.Lucene(folder), FaultCorpus.Lucene(copy));
            try
            {
                var count = (int)FaultCorpus.Store(copy).CountArticles();
                torn += count < 10 * Batch ? 1 : 0;
                var problem = count % Batch != 0 ? $"half a batch: {count} articles" : FaultCorpus.Missing(copy, count);
                if (problem is not null)
                {
                    wrong.Add($"log torn at {cut} of {log.Length}: {problem}");
                }
            }
            catch (Exception error)
            {
                wrong.Add($"log torn at {cut} of {log.Length}: {error.GetType().Name}: {error.Message}");
            }

            SqliteConnection.ClearAllPools();
            Directory.Delete(copy, recursive: true);
        }

        reader.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        log($"{times} torn logs: {torn} lost their last batches whole, and the newer index was noticed and rebuilt");
        return wrong;
    }

    /// <summary>Lets writes fail when a file has reached a size, at one size after the other.</summary>
    public List<string> FillDisk(int times)
    {
        var wrong = new List<string>();
        const int Articles = 1_500;
        var failures = 0;
        for (var i = 0; i < times; i++)
        {
            var folder = NewFolder();
            using (var process = IngestProcess.Start(folder, 0, Articles, 100, largestFile: 8 + (int)(2_000 * Math.Pow(_random.NextDouble(), 2))))
            {
                process.EndOrKill(Long);
                failures += process.ExitCode == 0 ? 0 : 1;
                if (process.ExitCode is not (0 or 1))
                {
                    wrong.Add($"full disk {i + 1}: exit {process.ExitCode}: {process.Errors}");
                }

                if (process.Stored > 0 && Afterwards(folder, process.Stored, process.Indexed).Problem is { } problem)
                {
                    wrong.Add($"full disk {i + 1}: {problem}");
                }
            }

            using (var again = IngestProcess.Start(folder, 0, Articles, 100))
            {
                again.EndOrKill(Long);
            }

            if (FaultCorpus.Missing(folder, Articles) is { } missing)
            {
                wrong.Add($"full disk {i + 1}, run again: {missing}");
            }

            Directory.Delete(folder, recursive: true);
        }

        log($"{times} runs on a full disk: {failures} stopped with one line, all completed when run again with room");
        return wrong;
    }

    /// <summary>Two processes ingest into one folder at once.</summary>
    public List<string> TwoWriters(int articles = 2_000)
    {
        var wrong = new List<string>();
        var folder = NewFolder();
        using (var first = IngestProcess.Start(folder, 0, articles, 50))
        using (var second = IngestProcess.Start(folder, articles, 2 * articles, 50))
        {
            if (!first.EndOrKill(Long) | !second.EndOrKill(Long) || first.ExitCode != 0 || second.ExitCode != 0)
            {
                wrong.Add($"two writers: {first.Errors} {second.Errors}");
            }
        }

        if (FaultCorpus.Missing(folder, 2 * articles) is { } missing)
        {
            wrong.Add($"two writers: {missing}");
        }

        Directory.Delete(folder, recursive: true);
        log($"two processes ingested {articles} articles each at once");
        return wrong;
    }

    /// <summary>Puts an older backup of the store under a newer index, every other time with as many changes since as the index knows of.</summary>
    public List<string> RestoreOlder(int times)
    {
        var wrong = new List<string>();
        for (var i = 0; i < times; i++)
        {
            var (folder, before, lost) = (NewFolder(), _random.Next(1, 60), _random.Next(1, 60));
            FaultCorpus.Ingest(folder, 0, before);
            var (path, backup) = (Path.Combine(folder, "ccgbot.db"), Path.Combine(folder, "backup.db"));
            using (var connection = FaultCorpus.Store(folder).Database.Open())
            using (var target = new SqliteConnection($"Data Source={backup}"))
            {
                target.Open();
                ((SqliteConnection)connection).BackupDatabase(target);
            }

            FaultCorpus.Ingest(folder, before, before + lost);
            SqliteConnection.ClearAllPools();
            Array.ForEach(Directory.GetFiles(folder, "ccgbot.db*"), File.Delete);
            File.Move(backup, path);
            var others = i % 2 == 0 ? [] : Enumerable.Range(1_000, lost).ToList();
            FaultCorpus.Store(folder).Put(others.Select(number => (FaultCorpus.Article(number), (string?)null)));
            var notices = new List<string>();
            using (var index = FaultCorpus.Open(folder, notices.Add))
            {
                var found = Enumerable.Range(0, before + lost).Concat(others)
                    .Where(number => index.Search([new WeightedTerm(FaultCorpus.OwnTerm(number), 1)], 10).Hits.Count == 1);
                if (index.Count != before + others.Count || !found.SequenceEqual(Enumerable.Range(0, before).Concat(others)))
                {
                    wrong.Add($"{before} articles restored, {lost} lost, {others.Count} added: {index.Count} are indexed");
                }
            }

            if (!notices.Exists(notice => notice.Contains("restored to an older state", StringComparison.Ordinal)))
            {
                wrong.Add($"{before} articles restored, {lost} lost, {others.Count} added: not noticed");
            }

            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        log($"{times} stores restored to an older state under a newer index: noticed, and the index rebuilt");
        return wrong;
    }

    private static List<string> Rebuilt(string folder, string lucene)
    {
        Directory.Move(lucene, lucene + ".aside");
        using (var index = FaultCorpus.Open(folder))
        {
            var answers = FaultCorpus.Answers(index);
            Directory.Delete(lucene, recursive: true);
            Directory.Move(lucene + ".aside", lucene);
            return answers;
        }
    }

    private static (int Stored, string? Problem) Afterwards(string folder, int stored, int indexed)
    {
        var store = FaultCorpus.Store(folder);
        var count = (int)store.CountArticles();
        if (count < stored)
        {
            return (count, $"{stored} articles were acknowledged, {count} are stored");
        }

        if (StoreIntegrity(store) is { } damage)
        {
            return (count, damage);
        }

        // As it was left, before anything is brought up to date.
        IndexIntegrity.Forget();
        if (indexed > 0)
        {
            using var left = new ParagraphIndex(FaultCorpus.Lucene(folder), new CcgBot.Retrieval.RetrievalOptions());
            if (left.Count < indexed)
            {
                return (count, $"{indexed} articles were indexed, the index as it was left holds {left.Count}");
            }
        }

        return (count, FaultCorpus.Missing(folder, count));
    }

    private static string? StoreIntegrity(CcgBot.Articles.ArticleStore store) => CcgBot.Articles.StoreIntegrity.Check(store.Database).FirstOrDefault();

    private static string NewFolder() => Directory.CreateTempSubdirectory("ccgbot-fault-").FullName;

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
