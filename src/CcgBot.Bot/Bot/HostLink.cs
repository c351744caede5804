using CcgBot.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot;

/// <summary>Keeps this host known to the others on its store, from before it takes work up until after it has put it down.</summary>
public sealed partial class HostLink(Database database, ILogger<HostLink> logger) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.Hosts.JoinAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => database.Hosts.RunAsync(
        error =>
        {
            if (error is null)
            {
                Back();
            }
            else
            {
                Lost(error);
            }
        },
        stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link to the other hosts on the store is broken; it is tried again until it is back.")]
    private partial void Lost(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The link to the other hosts on the store is back.")]
    private partial void Back();
}
