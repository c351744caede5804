using CcgBot.Articles.Sources;
using CcgBot.Documents;
using CcgBot.Documents.Web;
using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>
/// Keeps the sources of the settings in step, each when its <see cref="SourceSchedule"/> says or somebody asks; one after the other, the store has one writer.
/// Of several hosts on the store the keeper does.
/// </summary>
public sealed partial class SourceWatcher(
    BotEngine engine, ReaderProcess documents, HostTelemetry telemetry, SourceTurns turns, TimeProvider time, ILogger<SourceWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (engine.Settings.Sources.Count == 0)
        {
            return;
        }

        await Task.Yield();
        var sync = new SourceSync(engine, documents.Read, time);
        var schedules = engine.Settings.Sources.ToDictionary(source => source.Key, source => new SourceSchedule(source.Value, time.GetUtcNow()));
        turns.Join(engine.Database.Hosts);
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            if (!engine.Database.Hosts.IsKeeper)
            {
                // Asked of another host, which was told.
                foreach (var name in engine.Settings.Sources.Keys)
                {
                    turns.Take(name);
                }

                continue;
            }

            foreach (var (name, options) in engine.Settings.Sources.Where(source => turns.Take(source.Key) | schedules[source.Key].IsDue(time.GetUtcNow())))
            {
                await SyncAsync(sync, name, options, schedules[name], stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SyncAsync(SourceSync sync, string name, SourceOptions options, SourceSchedule schedule, CancellationToken stoppingToken)
    {
        turns.UnderWay = name;
        try
        {
            var record = await Task.Run(() => sync.SyncAsync(name, options, stoppingToken), stoppingToken);
            telemetry.Synced(name, record.Failed);
            var again = schedule.Done(time.GetUtcNow(), record.Failed > 0);
            if (record.HasNews)
            {
                Synced(name, record.Added, record.Updated, record.Unchanged, record.Withdrawn, record.Failed);
            }

            if (again is { } retry)
            {
                SomeFailed(name, record.Failed, retry);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            telemetry.Synced(name, failed: 1);
            NotSynced(name, schedule.Done(time.GetUtcNow(), failed: true), error);
        }
        finally
        {
            turns.UnderWay = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {Name}: {Added} added, {Updated} updated, {Unchanged} unchanged, {Withdrawn} withdrawn, {Failed} failed")]
    private partial void Synced(string name, int added, int updated, int unchanged, int withdrawn, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Source {Name}: {Failed} failed; 'ccgbot sources' says which and why. Tried again at {Again:u}, or when it changes.")]
    private partial void SomeFailed(string name, int failed, DateTimeOffset again);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Source {Name} could not be brought up to date; it is tried again at {Again:u}.")]
    private partial void NotSynced(string name, DateTimeOffset? again, Exception error);
}
