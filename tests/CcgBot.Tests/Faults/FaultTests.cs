using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;
using Directory = System.IO.Directory;

namespace CcgBot.Tests.Faults;

/// <summary>The fault suite in its short form, and the faults that need no repetition.</summary>
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    private readonly FaultSuite _suite = new(seed: 1, output.WriteLine);
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-fault-").FullName;

    [Fact]
    public void Loses_nothing_acknowledged_when_ingest_is_killed() => Assert.Empty(_suite.Kill(3, articles: 1_500, batch: 50));

    [Fact]
    public void Names_and_rebuilds_an_index_with_a_flipped_byte() => Assert.Empty(_suite.FlipBytes(30));

    [Fact]
    public void Finds_a_flipped_byte_in_the_store() => Assert.Empty(_suite.FlipStoreBytes(30));

    [Fact]
    public void Opens_a_store_with_a_torn_log() => Assert.Empty(_suite.TearLog(4));

    [Fact]
    public void Stops_with_one_line_on_a_full_disk_and_goes_on_with_room() => Assert.Empty(_suite.FillDisk(2));

    [Fact]
    public void Lets_two_processes_ingest_at_once() => Assert.Empty(_suite.TwoWriters(300));

    [Fact]
    public void Notices_a_store_restored_to_an_older_state() => Assert.Empty(_suite.RestoreOlder(4));

    [Fact]
    public void Serves_what_was_last_indexed_while_another_process_writes()
    {
        FaultCorpus.Ingest(_folder, 0, 20);
        var store = FaultCorpus.Store(_folder);
        var upkeep = new IndexUpkeep(FaultCorpus.Lucene(_folder), store, new RetrievalOptions(), null);
        using var early = upkeep.Open(null, CancellationToken.None);
        store.Put(FaultCorpus.Article(20));
        using (var directory = new MMapDirectory(FaultCorpus.Lucene(_folder)))
        using (new IndexWriter(directory, IndexSettings.Writer(OpenMode.APPEND)))
        {
            upkeep.Refresh(early);
            var notices = new List<string>();
            using var late = FaultCorpus.Open(_folder, notices.Add);
            Assert.Equal((20, 20), (early.Count, late.Count));
            Assert.Contains("Another process", Assert.Single(notices), StringComparison.Ordinal);
        }

        upkeep.Refresh(early);
        Assert.Equal(21, early.Count);
    }

    /// <summary>Lucene.Net writes the end of a commit file last; a kill just before leaves it beside the commit that stands.</summary>
    [Fact]
    public void Goes_on_from_the_commit_before_an_unfinished_one()
    {
        FaultCorpus.Ingest(_folder, 0, 20);
        var last = Directory.GetFiles(FaultCorpus.Lucene(_folder), "segments_*").Max(StringComparer.Ordinal)!;
        var next = Path.Combine(FaultCorpus.Lucene(_folder), "segments_" + (char)(last[^1] + 1));
        File.WriteAllBytes(next, File.ReadAllBytes(last)[..^8]);
        IndexIntegrity.Forget();
        var notices = new List<string>();
        using (var index = FaultCorpus.Open(_folder, notices.Add))
        {
            Assert.Equal(20, index.Count);
        }

        FaultCorpus.Ingest(_folder, 20, 30);
        Assert.Null(FaultCorpus.Missing(_folder, 30));
        Assert.Empty(notices);
    }

    [Fact]
    public void Readers_hold_while_the_index_is_rebuilt()
    {
        FaultCorpus.Ingest(_folder, 0, 800);
        var store = FaultCorpus.Store(_folder);
        using var reader = FaultCorpus.Open(_folder);
        var answers = FaultCorpus.Answers(reader);
        foreach (var file in Directory.GetFiles(FaultCorpus.Lucene(_folder), "segments_*"))
        {
            File.Delete(file);
        }

        new IndexUpkeep(FaultCorpus.Lucene(_folder), store, new RetrievalOptions(), null).Refresh(reader);
        Assert.Equal(answers, FaultCorpus.Answers(reader));
        store.Put(FaultCorpus.Article(800));
        new ParagraphIndexWriter(FaultCorpus.Lucene(_folder), store).Synchronise();
        Assert.True(reader.Refresh());
        Assert.Equal(801, reader.Count);
    }

    [Fact]
    public async Task Answers_stay_right_while_articles_are_added()
    {
        FaultCorpus.Ingest(_folder, 0, 400);
        using var index = FaultCorpus.Open(_folder);
        var upkeep = new IndexUpkeep(FaultCorpus.Lucene(_folder), FaultCorpus.Store(_folder), new RetrievalOptions(), null);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            while (!stop.IsCancellationRequested)
            {
                Assert.Single(index.Search([new WeightedTerm(FaultCorpus.OwnTerm(random.Next(400)), 1)], 10).Hits);
            }
        })).ToList();
        for (var number = 400; number < 420; number++)
        {
            FaultCorpus.Store(_folder).Put(FaultCorpus.Article(number));
            upkeep.Refresh(index);
            Assert.Single(index.Search([new WeightedTerm(FaultCorpus.OwnTerm(number), 1)], 10).Hits);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
