using CcgBot.Evidence;
using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Each day: what is past its retention days goes, and the evidence chain's head is exported.</summary>
public sealed partial class DailyRound(BotEngine engine, TimeProvider time, ILogger<DailyRound> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await new Retention(engine.Evidence, engine.Settings.Conversations, time).RunDailyAsync(NotDone, stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The daily round of retention and head export failed; it is tried again tomorrow.")]
    private partial void NotDone(Exception error);
}
