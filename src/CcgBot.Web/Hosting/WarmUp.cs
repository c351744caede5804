using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Makes the first answer as quick as the others, while the host is already listening.</summary>
public sealed partial class WarmUp(BotEngine engine, ILogger<WarmUp> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        async () =>
        {
            try
            {
                await engine.WarmUpAsync(stoppingToken);
                // The greeting offers these.
                await engine.Suggestions.StartersAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // What keeps the warm-up from working keeps no question from being asked, and must not end the host.
                NotWarm(error);
            }
        },
        stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The warm-up failed; the first answer takes longer, or says what is wrong.")]
    private partial void NotWarm(Exception error);
}
