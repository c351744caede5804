using CcgBot.Retrieval;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

public sealed class VectorIndexTests : IDisposable
{
    private readonly VectorFolder _folder = new();

    [Fact]
    public async Task The_nearest_paragraph_is_found_with_its_cosine()
    {
        _folder.Put("a", "apples grow on trees", "trains run on rails");
        _folder.Put("b", "ships sail on water");
        Assert.True(await _folder.Writer().SynchroniseAsync());
        using var index = _folder.Open();
        Assert.Equal(3, index.Count);
        Assert.Equal("trains run on rails", _folder.Find(index, "a trains run on rails")[0]);
        var asked = _folder.Generator.Vector("a. trains run on rails");
        var best = index.Search(asked, 1)[0];
        Assert.InRange(best.Cosine, 0.99f, 1.01f);
        Assert.Equal([best.Cosine, null], index.Cosines(asked, [best.Key, 1]));
    }

    [Fact]
    public async Task Nothing_is_encoded_twice()
    {
        _folder.Put("a", "one", "two");
        await _folder.Writer().SynchroniseAsync();
        _folder.Put("b", "three");
        Assert.True(await _folder.Writer().SynchroniseAsync());
        Assert.False(await _folder.Writer().SynchroniseAsync());
        Assert.Equal(3, _folder.Generator.Asked);
    }

    [Fact]
    public async Task What_an_article_says_twice_is_encoded_once_and_found_in_both_places()
    {
        _folder.Put("a", "one", "two", "one");
        await _folder.Writer().SynchroniseAsync();
        using var index = _folder.Open();
        Assert.Equal(2, _folder.Generator.Asked);
        Assert.Equal(["one", "one", "two"], _folder.Find(index, "a. one"));
    }

    [Fact]
    public async Task Paragraphs_of_a_replaced_version_and_of_a_withdrawn_article_are_gone()
    {
        _folder.Put("a", "old words");
        _folder.Put("b", "other words");
        await _folder.Writer().SynchroniseAsync();
        using var index = _folder.Open();
        _folder.Put("a", "new words");
        _folder.Store.Withdraw("b");
        await _folder.Writer().SynchroniseAsync();
        Assert.True(index.Refresh());
        Assert.Equal(["new words"], _folder.Find(index, "words"));
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public async Task Many_dead_rows_are_cleared_out()
    {
        _folder.Put("a", [.. Enumerable.Range(0, 40).Select(i => $"first {i}")]);
        await _folder.Writer().SynchroniseAsync();
        var before = new FileInfo(_folder.RowsFile).Length;
        _folder.Put("a", [.. Enumerable.Range(0, 20).Select(i => $"second {i}")]);
        await _folder.Writer().SynchroniseAsync();
        Assert.Equal(before / 2, new FileInfo(_folder.RowsFile).Length);
        using var index = _folder.Open();
        Assert.Equal(20, index.Count);
        Assert.Equal("second 7", _folder.Find(index, "second 7")[0]);
    }

    [Fact]
    public async Task A_cancelled_run_goes_on_where_it_stopped()
    {
        _folder.Put("a", [.. Enumerable.Range(0, 1_500).Select(i => $"early {i}")]);
        _folder.Put("b", [.. Enumerable.Range(0, 1_500).Select(i => $"late {i}")]);
        using var stop = new CancellationTokenSource();
        var batches = 0;
        _folder.Generator.BeforeBatch = () =>
        {
            if (++batches == 3)
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _folder.Writer().SynchroniseAsync(cancellationToken: stop.Token));
        Assert.Equal(2_000, _folder.Generator.Asked);
        var progress = new List<IndexProgress>();
        await _folder.Writer().SynchroniseAsync(progress: new Synchronous(progress));
        Assert.Equal(3_000, _folder.Generator.Asked);
        Assert.Equal(new IndexProgress("paragraphs encoded", 3_000, 3_000), progress[^1]);
        using var index = _folder.Open();
        Assert.Equal(3_000, index.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-100)]
    [InlineData(-1_000_000)]
    public async Task A_torn_tail_is_noticed_and_encoded_again(int change)
    {
        _folder.Put("a", [.. Enumerable.Range(0, 10).Select(i => $"words {i}")]);
        await _folder.Writer().SynchroniseAsync();
        using (var file = File.OpenWrite(_folder.RowsFile))
        {
            file.SetLength(Math.Max(0, file.Length + change));
        }

        await RepairsAsync(10);
    }

    [Fact]
    public async Task A_damaged_row_is_noticed_and_encoded_again()
    {
        _folder.Put("a", [.. Enumerable.Range(0, 10).Select(i => $"words {i}")]);
        await _folder.Writer().SynchroniseAsync();
        using (var file = File.Open(_folder.RowsFile, FileMode.Open))
        {
            file.Position = 3 * VectorRow.Bytes(64) + 40;
            file.WriteByte(0x55);
        }

        await RepairsAsync(10);
        Assert.Equal(11, _folder.Generator.Asked);
    }

    [Fact]
    public async Task Rows_beyond_the_commit_are_written_over()
    {
        _folder.Put("a", "one");
        await _folder.Writer().SynchroniseAsync();
        await File.AppendAllTextAsync(_folder.RowsFile, new string('x', 300));
        _folder.Put("b", "two");
        await _folder.Writer().SynchroniseAsync();
        using var index = _folder.Open();
        Assert.Equal((2, 0), (index.Count, index.Damaged));
    }

    [Fact]
    public async Task Vectors_of_another_encoder_are_not_used_and_made_anew()
    {
        _folder.Put("a", "one");
        await _folder.Writer().SynchroniseAsync();
        using (var index = _folder.Open("another"))
        {
            Assert.Equal(0, index.Count);
        }

        Assert.True(await _folder.Writer("another").SynchroniseAsync());
        using var anew = _folder.Open("another");
        Assert.Equal(1, anew.Count);
        Assert.Single(Directory.EnumerateFiles(_folder.Vectors, "rows-*.bin"));
    }

    [Fact]
    public async Task Vectors_of_another_store_are_made_anew()
    {
        _folder.Put("a", "one");
        await _folder.Writer().SynchroniseAsync();
        using var other = new VectorFolder();
        other.Put("b", "two");
        Directory.CreateDirectory(other.Vectors);
        foreach (var file in Directory.EnumerateFiles(_folder.Vectors))
        {
            File.Copy(file, Path.Combine(other.Vectors, Path.GetFileName(file)));
        }

        Assert.True(await other.Writer().SynchroniseAsync());
        using var index = other.Open();
        Assert.Equal(["two"], other.Find(index, "anything"));
    }

    [Fact]
    public async Task An_unreadable_commit_is_made_anew()
    {
        _folder.Put("a", "one");
        await _folder.Writer().SynchroniseAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Vectors, "commit.json"), "{\"Format\":");
        Assert.True(await _folder.Writer().SynchroniseAsync());
        using var index = _folder.Open();
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public async Task While_another_process_writes_nothing_is_done()
    {
        _folder.Put("a", "one");
        Directory.CreateDirectory(_folder.Vectors);
        using var held = new FileStream(Path.Combine(_folder.Vectors, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Assert.False(await _folder.Writer().SynchroniseAsync());
        Assert.Equal(0, _folder.Generator.Asked);
    }

    [Fact]
    public void An_empty_folder_finds_nothing()
    {
        using var index = _folder.Open();
        Assert.Empty(index.Search(new float[64], 5));
        Assert.Equal([null], index.Cosines(new float[64], [7]));
        Assert.Equal(0, index.MeanCosine(new float[64]));
    }

    [Fact]
    public async Task Mean_cosine_is_the_mean_of_all_cosines()
    {
        _folder.Put("a", [.. Enumerable.Range(0, 50).Select(i => $"words {i} {i * 7}")]);
        await _folder.Writer().SynchroniseAsync();
        using var index = _folder.Open();
        var asked = _folder.Generator.Vector("words 3");
        Assert.Equal(index.Search(asked, 50).Average(hit => hit.Cosine), index.MeanCosine(asked), 1e-3f);
    }

    [Fact]
    public async Task In_a_large_corpus_signs_choose_the_rows_and_bytes_rank_them()
    {
        _folder.Put("a", [.. Enumerable.Range(0, 21_000).Select(i => $"w{i} w{i / 7} w{i % 90}")]);
        await _folder.Writer().SynchroniseAsync();
        using var index = _folder.Open();
        for (var i = 0; i < 21_000; i += 1_999)
        {
            Assert.Equal($"w{i} w{i / 7} w{i % 90}", _folder.Find(index, $"a w{i} w{i / 7} w{i % 90}", 1)[0]);
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task RepairsAsync(int count)
    {
        using var index = _folder.Open();
        Assert.NotEqual(0, index.Damaged);
        Assert.Equal(count, index.Count + index.Damaged);
        await _folder.Writer().SynchroniseAsync(repair: true);
        using var repaired = _folder.Open();
        Assert.Equal((count, 0), (repaired.Count, repaired.Damaged));
    }

    private sealed class Synchronous(List<IndexProgress> reports) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => reports.Add(value);
    }
}
