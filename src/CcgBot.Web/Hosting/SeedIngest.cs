using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Takes in <c>seeds/</c> when nothing was ever ingested, before the first request is served.</summary>
public sealed partial class SeedIngest(BotEngine engine, Home home, ILogger<SeedIngest> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var outcome in engine.IngestFirst(home.Seeds, cancellationToken))
        {
            if (outcome.Result == IngestResult.Failed)
            {
                Failed(outcome.Item, outcome.Reason ?? "");
            }
            else
            {
                Ingested(outcome.Item, outcome.Result);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Item}: {Result}")]
    private partial void Ingested(string item, IngestResult result);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Item}: not ingested, {Reason}")]
    private partial void Failed(string item, string reason);
}
