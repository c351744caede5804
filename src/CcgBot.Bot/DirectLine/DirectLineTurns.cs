using System.Collections.Concurrent;
using System.Text;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering.WebChat;
using CcgBot.Bot.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.DirectLine;

/// <summary>Runs the bot on what clients post: in process, one activity of a conversation after the other.</summary>
public sealed partial class DirectLineTurns(
    TurnHandler handler,
    DeliveryLog deliveries,
    DirectLineHub hub,
    DirectLineStore store,
    IHostApplicationLifetime lifetime,
    IOptions<BotOptions> bot,
    ILogger<DirectLineTurns> logger)
{
    public const string ChannelId = "directline";

    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>The bot's own account in every conversation.</summary>
    public ChannelAccount Bot => new() { Id = "ccgbot", Name = bot.Value.Name, Role = "bot" };

    /// <summary>Deals with an activity after those before it.</summary>
    /// <param name="number">What to tick off in the store when it is done; null for one that is not stored.</param>
    /// <returns>True when the bot dealt with it, false when it failed; the reason is logged.</returns>
    public Task<bool> RunAsync(DirectLineConversation conversation, Activity activity, long? number)
    {
        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = Task.CompletedTask;
        _last.AddOrUpdate(conversation.Id, turn.Task, (_, last) =>
        {
            before = last;
            return turn.Task;
        });
        _ = RunAfterAsync(before, conversation, activity, number, turn);
        return turn.Task;
    }

    /// <summary>Takes up what a stopped or killed process left undone.</summary>
    public void Resume()
    {
        foreach (var (id, stored) in store.Pending())
        {
            if (store.Find(id) is not { } conversation)
            {
                continue;
            }

            var activity = ActivityJson.Read(Encoding.UTF8.GetBytes(stored.Json));
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
    }

    private async Task RunAfterAsync(
        Task before, DirectLineConversation conversation, Activity activity, long? number, TaskCompletionSource<bool> turn)
    {
        var done = false;
        try
        {
            await before;
            // Off the caller's thread: it is answering an HTTP request.
            await Task.Yield();
            var channel = new DirectLineChannel(hub, store, conversation.Id, new WebChatRenderer(conversation.Site, bot.Value.SensitivityLabel));
            await handler.HandleAsync(activity with { Recipient = Bot }, channel, lifetime.ApplicationStopping);
            done = true;
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stays pending: the next process takes it up.
            number = null;
        }
        catch (Exception error)
        {
            Failed(error, activity.Id);
        }
        finally
        {
            if (number is { } dealtWith)
            {
                store.Done(conversation.Id, dealtWith);
            }

            _last.TryRemove(new KeyValuePair<string, Task>(conversation.Id, turn.Task));
            turn.SetResult(done);
        }
    }

    private bool Answered(string conversation, long number, string? id) =>
        store.After(conversation, number).Any(later => ActivityJson.Read(Encoding.UTF8.GetBytes(later.Json)).ReplyToId == id);

    [LoggerMessage(Level = LogLevel.Information, Message = "Direct Line activity {Activity} was left undone by the last process and is taken up.")]
    private partial void Resumed(string? activity);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bot failed on Direct Line activity {Activity}.")]
    private partial void Failed(Exception error, string? activity);
}
