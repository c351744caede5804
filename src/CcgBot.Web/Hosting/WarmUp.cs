using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Makes the first answer as quick as the others, while the host is already listening.</summary>
public sealed class WarmUp(BotEngine engine) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => engine.WarmUpAsync(stoppingToken), stoppingToken);
}
