using CcgBot.Articles.Sources;
using CcgBot.Documents;
using CcgBot.Documents.Web;
using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Keeps the sources of the settings in step: a folder when something in it changed, addresses once every while; one after the other, the store has one writer.</summary>
public sealed partial class SourceWatcher(
    BotEngine engine, ReaderProcess documents, HostTelemetry telemetry, TimeProvider time, ILogger<SourceWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan EveryFolder = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EveryAddress = TimeSpan.FromHours(1);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (engine.Settings.Sources.Count == 0)
        {
            return;
        }

        await Task.Yield();
        var sync = new SourceSync(engine, documents.Read, time);
        var due = engine.Settings.Sources.ToDictionary(source => source.Key, _ => time.GetUtcNow());
        var folders = new Dictionary<string, string>();
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            foreach (var (name, options) in engine.Settings.Sources.Where(source => due[source.Key] <= time.GetUtcNow()))
            {
                var state = options.Folder is { } folder ? FolderState.Of(folder) : null;
                if (state is null || folders.GetValueOrDefault(name) != state)
                {
                    folders[name] = state ?? "";
                    await SyncAsync(sync, name, options, stoppingToken);
                }

                due[name] = time.GetUtcNow() + (options.Every ?? (options.Folder is null ? EveryAddress : EveryFolder));
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SyncAsync(SourceSync sync, string name, SourceOptions options, CancellationToken stoppingToken)
    {
        try
        {
            var record = await Task.Run(() => sync.SyncAsync(name, options, stoppingToken), stoppingToken);
            telemetry.Synced(name, record.Failed);
            if (record.HasNews)
            {
                Synced(name, record.Added, record.Updated, record.Unchanged, record.Withdrawn, record.Failed);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            telemetry.Synced(name, failed: 1);
            NotSynced(name, error);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {Name}: {Added} added, {Updated} updated, {Unchanged} unchanged, {Withdrawn} withdrawn, {Failed} failed")]
    private partial void Synced(string name, int added, int updated, int unchanged, int withdrawn, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Source {Name} could not be brought up to date; it is tried again.")]
    private partial void NotSynced(string name, Exception error);
}
