using System.Collections.Concurrent;
using System.Data.Common;
using CcgBot.Bot.Adapters;
using CcgBot.Storage;
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

    // What this process has in hand of the stored activities.
    private readonly ConcurrentDictionary<(string Conversation, long Number), byte> _inHand = new();
    private HashSet<(string Conversation, long Number)> _stray = [];

    /// <summary>The bot's own account in every conversation.</summary>
    public ChannelAccount Bot => new() { Id = "ccgbot", Name = options.Value.Name, Role = "bot" };

    /// <summary>Deals with an activity after those before it.</summary>
    /// <param name="number">What to tick off in the store when it is done; null for one that is not stored.</param>
    /// <returns>True when the bot dealt with it, false when it failed; the reason is logged.</returns>
    public async Task<bool> RunAsync(DirectLineConversation conversation, Activity activity, long? number)
    {
        if (number is not { } stored)
        {
            return await _queue.RunAsync(conversation.Id, () => RunNextAsync(conversation, activity, null));
        }

        if (!_inHand.TryAdd((conversation.Id, stored), 0))
        {
            return true;
        }

        try
        {
            return await _queue.RunAsync(conversation.Id, () => RunNextAsync(conversation, activity, stored));
        }
        finally
        {
            _inHand.TryRemove((conversation.Id, stored), out _);
        }
    }

    private async Task<bool> RunNextAsync(DirectLineConversation conversation, Activity activity, long? number)
    {
        var done = false;
        try
        {
            if (number is { } own)
            {
                await store.AfterOthersAsync(conversation.Id, own, lifetime.ApplicationStopping);
            }

            activity.Recipient = Bot;
            await adapter.ProcessAsync(conversation, activity, number, bot.OnTurnAsync, lifetime.ApplicationStopping);
            done = true;
        }
        catch (TurnTakenOverException)
        {
            TakenOver(activity.Id);
            return true;
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
    }

    /// <summary>Takes up what a stopped or killed process left undone, and what this one could not tick off.</summary>
    public void Resume()
    {
        var (lives, stray) = (new Dictionary<string, bool>(StringComparer.Ordinal), new HashSet<(string, long)>());
        foreach (var (id, stored, host) in store.Pending())
        {
            try
            {
                if (host == store.Hosts.Id)
                {
                    // Seen twice: what was stored just now is about to be taken in hand.
                    if (!_inHand.ContainsKey((id, stored.Number)) && stray.Add((id, stored.Number)) && _stray.Contains((id, stored.Number)))
                    {
                        Resume(id, stored);
                    }

                    continue;
                }

                if (!lives.TryGetValue(host ?? "", out var alive))
                {
                    lives[host ?? ""] = alive = store.Hosts.Lives(host);
                }

                if (!alive && store.TakeOver(id, stored.Number, host))
                {
                    Resume(id, stored);
                }
            }
            catch (Exception error)
            {
                // One that can't be read must not keep the others waiting, nor be read each second.
                if (error is not DbException)
                {
                    _inHand.TryAdd((id, stored.Number), 0);
                }

                Failed(error, DirectLineHub.IdOf(id, stored.Number));
            }
        }

        _stray = stray;
    }

    private void Resume(string id, StoredActivity stored)
    {
        if (store.Find(id) is not { } conversation)
        {
            store.Done(id, stored.Number);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Direct Line activity {Activity} was taken over by another host, which answers it.")]
    private partial void TakenOver(string? activity);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot failed on Direct Line activity {Activity}.")]
    private partial void Failed(Exception error, string? activity);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not store that Direct Line activity {Activity} is dealt with.")]
    private partial void NotTickedOff(Exception error, string? activity);
}
