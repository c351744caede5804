using System.Globalization;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Bot.Activities;
using CcgBot.Storage;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.Turns;

/// <summary>
/// One decision per activity id, kept in the store: channels deliver again when an answer is late, and a restart must not answer
/// twice. The row is taken before the work, so a crash in the middle loses an answer rather than giving it twice.
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
        if (!Take(name))
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
        catch
        {
            Close(name, "failed", null);
            throw;
        }
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
        ActivityTypes.Message => $"{BotTurn.KeyOf(activity)}|{id}",
        ActivityTypes.MessageUpdate => $"{BotTurn.KeyOf(activity)}|{id}|{activity.Type}|{activity.Timestamp}|{ContentHash.Of(activity.Text ?? "")}",
        _ => $"{BotTurn.KeyOf(activity)}|{id}|{activity.Type}",
    };

    private bool Take(string name)
    {
        return database.Write("INSERT OR IGNORE INTO delivery(activity, state, at) VALUES ($1, 'taken', $2)", name, Text(time.GetUtcNow())) == 1;
    }

    private void Close(string name, string state, InvokeResponse? response)
    {
        database.Write(
            "UPDATE delivery SET state = $2, reply = $3 WHERE activity = $1", name, state, response is null ? null : ActivityJson.Write(response));
    }

    private InvokeResponse? Reply(string name)
    {
        using var connection = database.Open();
        return connection.Scalar<string>("SELECT reply FROM delivery WHERE activity = $1", name) is { } reply
            ? JsonSerializer.Deserialize<InvokeResponse>(reply, ActivityJson.Options)
            : null;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Information, Message = "Activity {Activity} was delivered again and is not answered again.")]
    private partial void RepeatedDelivery(string activity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Activity}: whether the reply was shown is not known ({Reason}); it is not sent again.")]
    private partial void OutcomeUnknown(string activity, string reason);
}
