using CcgBot.Bot.Adapters;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.DirectLine;

/// <summary>Runs the bot on what clients post: in process, one activity of a conversation after the other.</summary>
public sealed partial class DirectLineTurns(
    DirectLineAdapter adapter,
    IBot bot,
    DeliveryLog deliveries,
    DirectLineStore store,
    IHostApplicationLifetime lifetime,
    IOptions<BotOptions> options,
    ILogger<DirectLineTurns> logger)
{
    public const string ChannelId = "directline";

    private readonly ConversationQueue _queue = new();

    /// <summary>The bot's own account in every conversation.</summary>
    public ChannelAccount Bot => new() { Id = "ccgbot", Name = options.Value.Name, Role = "bot" };

    /// <summary>Deals with an activity after those before it.</summary>
    /// <param name="number">What to tick off in the store when it is done; null for one that is not stored.</param>
    /// <returns>True when the bot dealt with it, false when it failed; the reason is logged.</returns>
    public Task<bool> RunAsync(DirectLineConversation conversation, Activity activity, long? number) => _queue.RunAsync(conversation.Id, async () =>
    {
        var done = false;
        try
        {
            activity.Recipient = Bot;
            await adapter.ProcessAsync(conversation, activity, bot.OnTurnAsync, lifetime.ApplicationStopping);
            done = true;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stays pending: the next process takes it up.
            return false;
        }
        catch (Exception error)
        {
            Failed(error, activity.Id);
        }

        TickOff(conversation.Id, activity.Id, number);
        return done;
    });

    /// <summary>Takes up what a stopped or killed process left undone.</summary>
    public void Resume()
    {
        foreach (var (id, stored) in store.Pending())
        {
            try
            {
                Resume(id, stored);
            }
            catch (Exception error)
            {
                // One that can't be read must not keep the others waiting.
                Failed(error, DirectLineHub.IdOf(id, stored.Number));
            }
        }
    }

    private void Resume(string id, StoredActivity stored)
    {
        if (store.Find(id) is not { } conversation)
        {
            return;
        }

        var activity = ActivityJson.Read<Activity>(stored.Json);
        if (Answered(id, stored.Number, activity.Id))
        {
            store.Done(id, stored.Number);
        }
        else
        {
            Resumed(activity.Id);
            deliveries.Reopen(activity);
            _ = RunAsync(conversation, activity, stored.Number);
        }
    }

    private void TickOff(string conversation, string activity, long? number)
    {
        try
        {
            if (number is { } dealtWith)
            {
                store.Done(conversation, dealtWith);
            }
        }
        catch (Exception error)
        {
            // Stays pending: the next process sees that it was answered. The conversation goes on meanwhile.
            NotTickedOff(error, activity);
        }
    }

    private bool Answered(string conversation, long number, string? id) =>
        store.After(conversation, number).Any(later => ActivityJson.Read<Activity>(later.Json).ReplyToId == id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Direct Line activity {Activity} was left undone by the last process and is taken up.")]
    private partial void Resumed(string? activity);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot failed on Direct Line activity {Activity}.")]
    private partial void Failed(Exception error, string? activity);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not store that Direct Line activity {Activity} is dealt with.")]
    private partial void NotTickedOff(Exception error, string? activity);
}
