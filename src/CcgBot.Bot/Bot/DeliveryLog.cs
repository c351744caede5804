using System.Globalization;
using CcgBot.Articles;
using CcgBot.Bot.Adapters;
using CcgBot.Storage;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot;

/// <summary>
/// One decision per activity id, kept in the store: channels deliver again when an answer is late, and a restart must not answer
/// twice. The row is taken before the work and marked before the answer goes out, so that after a crash it is known which turns were
/// never answered (<see cref="Interrupted"/> gives them) and of which that can't be known: those are not answered again.
/// </summary>
public sealed partial class DeliveryLog(Database database, TimeProvider time, ILogger<DeliveryLog> logger)
{
    /// <summary>Runs the work of an activity unless it was taken before.</summary>
    public async Task<InvokeResponse?> OnceAsync(Activity activity, Func<Task<InvokeResponse?>> work)
    {
        if (activity.Id is not { Length: > 0 } id)
        {
            // Nothing to know it by; the protocol gives every incoming activity an id.
            return await work();
        }

        var name = Name(activity, id);
        if (!Take(name, Resumable(activity)))
        {
            RepeatedDelivery(name);
            return Reply(name);
        }

        try
        {
            var response = await work();
            Close(name, "done", response);
            return response;
        }
        catch (ChannelException error) when (error.OutcomeUnknown)
        {
            OutcomeUnknown(name, error.Message);
            Close(name, "unknown", null);
            throw;
        }
        // Canceled is a host that stops: the row stays as it is, and the next process takes the turn up.
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Close(name, "failed", null);
            throw;
        }
    }

    /// <summary>Says that the answer is about to go out: from here on a crash leaves it unknown whether it was shown.</summary>
    public void Sending(Activity activity)
    {
        if (activity.Id is { Length: > 0 } id)
        {
            database.Write("UPDATE delivery SET state = 'sending', turn = NULL WHERE activity = $1 AND state = 'taken'", Name(activity, id));
        }
    }

    /// <summary>
    /// Turns that the last process began and did not answer, oldest first. To be called before the first activity is taken in, by the one
    /// host that serves this store's channels.
    /// </summary>
    /// <param name="longest">An older question is let be: an answer would come out of nowhere.</param>
    public IReadOnlyList<Activity> Interrupted(TimeSpan longest)
    {
        using var connection = database.Open();
        foreach (var name in connection.Query("SELECT activity FROM delivery WHERE state = 'sending'", reader => reader.GetString(0)))
        {
            OutcomeUnknown(name, "the process ended while it went out");
            Close(name, "unknown", null);
        }

        var since = Text(time.GetUtcNow() - longest);
        database.Write("UPDATE delivery SET state = 'failed', turn = NULL WHERE state = 'taken' AND at < $1", since);
        return connection.Query(
            "SELECT turn FROM delivery WHERE state = 'taken' AND turn IS NOT NULL ORDER BY at",
            reader => ActivityJson.Read<Activity>(reader.GetString(0)));
    }

    /// <summary>
    /// Forgets that an activity was taken, for a channel that keeps its own transcript and knows that no answer was given.
    /// </summary>
    public void Reopen(Activity activity)
    {
        database.Write("DELETE FROM delivery WHERE activity = $1", Name(activity, activity.Id ?? ""));
    }

    /// <summary>Removes decisions older than any channel's redelivery.</summary>
    public int RemoveOlderThan(TimeSpan age)
    {
        return database.Write("DELETE FROM delivery WHERE at < $1", Text(time.GetUtcNow() - age));
    }

    // An edit comes under the id of the message it edits, so each version of the text is a delivery of its own.
    private static string Name(Activity activity, string id) => activity.Type switch
    {
        ActivityTypes.Message => $"{activity.ConversationKey}|{id}",
        ActivityTypes.MessageUpdate => $"{activity.ConversationKey}|{id}|{activity.Type}|{activity.Timestamp:O}|{ContentHash.Of(activity.Text ?? "")}",
        _ => $"{activity.ConversationKey}|{id}|{activity.Type}",
    };

    /// <summary>
    /// What a later process needs to answer: null where nothing can follow later (an invoke), where the HTTP answer was to hold the replies,
    /// and where the channel keeps its own transcript (Direct Line, which gives no service URL). As everywhere in the store, what was typed
    /// is masked.
    /// </summary>
    private static string? Resumable(Activity activity)
    {
        if (activity is not { Type: ActivityTypes.Message or ActivityTypes.MessageUpdate, ServiceUrl: not null, DeliveryMode: not DeliveryModes.ExpectReplies })
        {
            return null;
        }

        var kept = ActivityMask.Of(activity);
        // Nothing of an attachment is read but what it is and its name; Teams adds the text once more as one.
        foreach (var attachment in kept.Attachments ?? [])
        {
            (attachment.Content, attachment.ContentUrl, attachment.ThumbnailUrl) = (null, null, null);
        }

        return ActivityJson.Write(kept);
    }

    private bool Take(string name, string? turn)
    {
        return database.Write("INSERT INTO delivery(activity, state, at, turn) VALUES ($1, 'taken', $2, $3) ON CONFLICT DO NOTHING", name, Text(time.GetUtcNow()), turn) == 1;
    }

    private void Close(string name, string state, InvokeResponse? response)
    {
        database.Write(
            "UPDATE delivery SET state = $2, reply = $3, turn = NULL WHERE activity = $1", name, state, response is null ? null : ActivityJson.Write(response));
    }

    private InvokeResponse? Reply(string name)
    {
        using var connection = database.Open();
        return connection.Scalar<string>("SELECT reply FROM delivery WHERE activity = $1", name) is { } reply
            ? ActivityJson.Read<InvokeResponse>(reply)
            : null;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Information, Message = "Activity {Activity} was delivered again and is not answered again.")]
    private partial void RepeatedDelivery(string activity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Activity}: whether the reply was shown is not known ({Reason}); it is not sent again.")]
    private partial void OutcomeUnknown(string activity, string reason);
}
