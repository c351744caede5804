using CcgBot.Bot.Adapters;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

/// <summary>
/// At start, answers what the last process took in and did not answer; where other hosts serve the store too, also what one of them leaves that dies. Nobody
/// has to ask again because a host was restarted.
/// </summary>
public sealed partial class InterruptedTurns(
    DeliveryLog deliveries,
    ChannelAdapter adapter,
    IBot bot,
    RunningTurns running,
    IOptions<BotOptions> options,
    ILogger<InterruptedTurns> logger) : BackgroundService
{
    /// <summary>Whoever asked longer ago has found another way.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        TakeUp();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        HostRounds.RunAsync(deliveries.Hosts, TimeProvider.System, TakeUp, Failed, stoppingToken);

    private void TakeUp()
    {
        foreach (var activity in deliveries.Interrupted(Longest))
        {
            TakenUp(activity.Id);
            running.Start(async stopping =>
            {
                await adapter.ContinueConversationAsync(options.Value.AppId, activity, bot.OnTurnAsync, stopping);
                return true;
            });
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other hosts left unanswered can't be looked for; it is tried again each second.")]
    private partial void Failed(Exception error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Activity {Activity} was left unanswered by the last process and is taken up.")]
    private partial void TakenUp(string? activity);
}
