using CcgBot.Articles.Sources;
using CcgBot.Documents;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Web.Tests.Hosting;

/// <summary>An operator sees from outside that the index is behind, and which source fails.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly BotHome _home = new(indexed: false);
    private readonly FakeTimeProvider _time = new();
    private readonly Measures _measures;
    private readonly BotEngine _engine;

    public TelemetryTests()
    {
        _measures = new Measures(_time);
        var settings = new BotSettings { Retrieval = { Dense = { Enabled = false } } };
        settings.Sources["leaflets"] = new SourceOptions { Folder = Path.Combine(_home.Path, "leaflets") };
        _engine = BotEngine.Open(_home.Index, settings, TimeProvider.System);
        _engine.IngestFirst(Path.Combine(_home.Path, "seeds"));
    }

    private double Lag => _measures["ccgbot.index.lag"]!.Value;

    public void Dispose()
    {
        _engine.Dispose();
        _measures.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task The_lag_of_the_index_grows_until_it_has_what_the_store_has()
    {
        using var watcher = new StoreWatcher(_engine, Options.Create(new WebOptions()), _measures.Host, _time, NullLogger<StoreWatcher>.Instance);
        await watcher.StartAsync(CancellationToken.None);
        await UntilInStepAsync();

        // Stored and not indexed, as by an ingest that was killed in between.
        var folder = _home.Write("new", "board.txt", "A board is formed\n\nThe board was formed by seventeen members in 1999.\n");
        Assert.All(_engine.Ingestor.Ingest([folder]), outcome => Assert.NotNull(outcome.ArticleId));

        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5, Lag);

        await UntilInStepAsync();
        Assert.True(_engine.IsInStep);
        await watcher.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_sync_that_fails_is_counted_by_its_source()
    {
        using var reader = new ReaderProcess();
        using var watcher = new SourceWatcher(_engine, reader, _measures.Host, new SourceTurns(), _time, NullLogger<SourceWatcher>.Instance);
        await watcher.StartAsync(CancellationToken.None);
        while (_measures["ccgbot.source.failures leaflets"] is null)
        {
            await Task.Delay(20);
        }

        Assert.Equal(1, _measures["ccgbot.source.syncs leaflets"]);
        Assert.Equal(1, _measures["ccgbot.source.failures leaflets"]);
        await watcher.StopAsync(CancellationToken.None);
    }

    private async Task UntilInStepAsync()
    {
        do
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20);
        }
        while (Lag > 0);
    }
}
