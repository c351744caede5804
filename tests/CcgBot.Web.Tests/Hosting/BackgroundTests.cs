using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Web.Tests.Hosting;

/// <summary>What runs beside the requests must never end the host, nor leave a damaged index as it is.</summary>
public sealed class BackgroundTests : IDisposable
{
    private readonly BotHome _home = new(indexed: false);
    private readonly BotEngine _engine;

    public BackgroundTests()
    {
        _engine = BotEngine.Open(_home.Index, new BotSettings { Retrieval = { Dense = { Enabled = false } } }, TimeProvider.System);
        _engine.IngestFirst(Path.Combine(_home.Path, "seeds"));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task A_warm_up_that_fails_does_not_end_the_host()
    {
        _engine.Dispose();
        using var warmUp = new WarmUp(_engine, NullLogger<WarmUp>.Instance);

        await warmUp.StartAsync(CancellationToken.None);

        // What it throws would stop the host.
        await warmUp.ExecuteTask!;
        Assert.True(warmUp.ExecuteTask.IsCompletedSuccessfully);
        await Assert.ThrowsAnyAsync<Exception>(() => _engine.WarmUpAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_damaged_index_is_built_again_by_the_running_host()
    {
        var time = new FakeTimeProvider();
        var lucene = Path.Combine(_home.Index, "lucene");
        foreach (var file in Directory.GetFiles(lucene, "segments*"))
        {
            File.WriteAllText(file, "damaged");
        }

        File.WriteAllText(Path.Combine(lucene, "segments_zz"), "damaged");
        using var measures = new Measures(time);
        using var watcher = new StoreWatcher(_engine, Options.Create(new WebOptions()), measures.Host, time, NullLogger<StoreWatcher>.Instance);
        await watcher.StartAsync(CancellationToken.None);

        while (Directory.GetFiles(lucene, "segments_*").Any(file => new FileInfo(file).Length < 20))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }

        await watcher.StopAsync(CancellationToken.None);
        Assert.NotEmpty((await _engine.Retriever.RetrieveAsync(new Answering.Question("Who led the research?"))).Paragraphs);
    }
}
