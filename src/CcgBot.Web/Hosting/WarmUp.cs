using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Makes the first answer as quick as the others, while the host is already listening.</summary>
public sealed class WarmUp(BotEngine engine) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        async () =>
        {
            await engine.WarmUpAsync(stoppingToken);
            // The greeting offers these.
            await engine.Suggestions.StartersAsync(stoppingToken);
        },
        stoppingToken);
}
