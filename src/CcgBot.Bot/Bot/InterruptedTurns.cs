using CcgBot.Bot.Adapters;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

/// <summary>At start, answers what the last process took in and did not answer: nobody has to ask again because a host was restarted.</summary>
public sealed partial class InterruptedTurns(
    DeliveryLog deliveries,
    ChannelAdapter adapter,
    IBot bot,
    RunningTurns running,
    IOptions<BotOptions> options,
    ILogger<InterruptedTurns> logger) : IHostedService
{
    /// <summary>Whoever asked longer ago has found another way.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Read before the server listens: what comes in from then on is this process's own.
        foreach (var activity in deliveries.Interrupted(Longest))
        {
            TakenUp(activity.Id);
            deliveries.Reopen(activity);
            running.Start(async stopping =>
            {
                await adapter.ContinueConversationAsync(options.Value.AppId, activity, bot.OnTurnAsync, stopping);
                return true;
            });
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Activity {Activity} was left unanswered by the last process and is taken up.")]
    private partial void TakenUp(string? activity);
}
