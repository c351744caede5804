using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Connector;
using CcgBot.Bot.Rendering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.Turns;

/// <summary>At start, answers what the last process took in and did not answer: nobody has to ask again because a host was restarted.</summary>
public sealed partial class InterruptedTurns(
    DeliveryLog deliveries, TurnHandler turns, RunningTurns running, ConnectorClient connector, ChannelRenderers renderers, ILogger<InterruptedTurns> logger) : IHostedService
{
    /// <summary>Whoever asked longer ago has found another way.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Read before the server listens: what comes in from then on is this process's own.
        foreach (var activity in deliveries.Interrupted(Longest))
        {
            if (ReplyAddress.Kept(activity) is not { } address)
            {
                continue;
            }

            TakenUp(activity.Id);
            deliveries.Reopen(activity);
            var channel = new ConnectorChannel(connector, address, activity, renderers.For(activity.ChannelId));
            running.Start(stopping => turns.HandleAsync(activity, channel, stopping));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Activity {Activity} was left unanswered by the last process and is taken up.")]
    private partial void TakenUp(string? activity);
}
