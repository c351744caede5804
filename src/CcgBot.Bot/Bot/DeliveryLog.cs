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
/// never answered (<see cref="Interrupted"/> gives them) and of which that can't be known: those are not answered again. Hosts on one store share it.
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

    /// <summary>The hosts that share the store.</summary>
    internal StoreHosts Hosts => database.Hosts;

    /// <summary>Says that the answer is about to go out: from here on a crash leaves it unknown whether it was shown.</summary>
    /// <exception cref="TurnTakenOverException">Another host has the turn by now: the answer must not go out.</exception>
    public void Sending(Activity activity)
    {
        if (activity.Id is not { Length: > 0 } id)
        {
            return;
        }

        var name = Name(activity, id);
        var own = database.Write(
            "UPDATE delivery SET state = 'sending', turn = NULL WHERE activity = $1 AND state IN ('taken', 'left') AND host = $2", name, Hosts.Id);
        if (own == 0)
        {
            using var connection = database.Open();
            if (connection.Any("SELECT 1 FROM delivery WHERE activity = $1 AND host IS DISTINCT FROM $2", name, Hosts.Id))
            {
                throw new TurnTakenOverException($"Another host answers activity {name}.");
            }
        }
    }

    /// <summary>
    /// Turns that hosts began and did not answer that no longer live (on a store that nobody shares: the last process), oldest first. They are this
    /// host's from here on.
    /// </summary>
    /// <param name="longest">An older question is let be: an answer would come out of nowhere.</param>
    public IReadOnlyList<Activity> Interrupted(TimeSpan longest)
    {
        using var connection = database.Open();
        var since = Text(time.GetUtcNow() - longest);
        return
        [
            .. connection.Query(
                "SELECT DISTINCT host FROM delivery WHERE state IN ('taken', 'sending', 'left') AND host IS DISTINCT FROM $1",
                reader => reader.StringOrNull(0),
                Hosts.Id)
                .FindAll(host => !Hosts.Lives(host))
                .SelectMany(host => LeftBy(host, since))
                .OrderBy(left => left.At, StringComparer.Ordinal)
                .Select(left => left.Turn),
        ];
    }

    private List<(string At, Activity Turn)> LeftBy(string? host, string since) => database.Write(connection =>
    {
        foreach (var name in connection.Query(
            "UPDATE delivery SET state = 'unknown', turn = NULL WHERE state = 'sending' AND host IS NOT DISTINCT FROM $1 RETURNING activity",
            reader => reader.GetString(0),
            host))
        {
            OutcomeUnknown(name, "the process ended while it went out");
        }

        connection.Run(
            """
            UPDATE delivery SET state = 'failed', turn = NULL
            WHERE state IN ('taken', 'left') AND host IS NOT DISTINCT FROM $1 AND (turn IS NULL OR at < $2)
            """,
            host,
            since);
        return connection.Query(
            "UPDATE delivery SET state = 'left', host = $2 WHERE state IN ('taken', 'left') AND host IS NOT DISTINCT FROM $1 RETURNING at, turn",
            reader => (reader.GetString(0), ActivityJson.Read<Activity>(reader.GetString(1))),
            host,
            Hosts.Id);
    });

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
        // What a dead host left is anybody's: the one who took it over, or one whom the channel tells of it again, whichever comes first.
        return database.Write(
            """
            INSERT INTO delivery(activity, state, at, turn, host) VALUES ($1, 'taken', $2, $3, $4)
            ON CONFLICT(activity) DO UPDATE SET state = 'taken', host = excluded.host WHERE delivery.state = 'left'
            """,
            name, Text(time.GetUtcNow()), turn, Hosts.Id) == 1;
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
