using System.Globalization;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Storage;

namespace CcgBot.Bot.DirectLine;

/// <summary>Direct Line conversations and their activities, kept so that nothing is lost with a socket or the process.</summary>
public sealed class DirectLineStore(Database database, TimeProvider time)
{
    /// <summary>How long a conversation keeps the groups that it was given: as long as a sign-in by default lasts.</summary>
    public static readonly TimeSpan GroupsLast = TimeSpan.FromHours(8);

    // Groups end with their time, and with the key by whose right they were given.
    private const string Groups = """
        directline_groups g WHERE g.conversation = $1 AND g.at > $2
          AND NOT EXISTS (SELECT 1 FROM api_key k WHERE g.holder = 'key:' || k.id AND (k.revoked IS NOT NULL OR k.expires <= $3))
        """;

    // What another host is at that takes longer is not waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Activities in one answer to a poll; the client asks again until there are none.</summary>
    public const int PageSize = 500;

    /// <summary>The hosts that share the store.</summary>
    internal StoreHosts Hosts => database.Hosts;

    /// <returns>False when the conversation was there already.</returns>
    public bool Start(DirectLineConversation conversation) => database.Write(
        "INSERT INTO directline_conversation(id, \"user\", site, seen) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        conversation.Id,
        conversation.User,
        conversation.Site,
        Now()) == 1;

    public DirectLineConversation? Find(string id)
    {
        using var connection = database.Open();
        var now = time.GetUtcNow();
        return connection.Query(
            $"SELECT c.user, c.site, (SELECT g.groups FROM {Groups}) FROM directline_conversation c WHERE c.id = $1",
            reader => new DirectLineConversation(id, reader.GetString(0), reader.GetString(1)) { Access = AccessFrom(reader.StringOrNull(2)) },
            id,
            Text(now - GroupsLast),
            now.ToUnixTimeMilliseconds()).FirstOrDefault();
    }

    /// <summary>Remembers the groups of who gets a conversation's token, which the token itself does not say.</summary>
    /// <param name="holder">By whose right: a caller's id; null for a server with the secret.</param>
    public void SetGroups(string conversation, GroupSet groups, string? holder) => database.Write(
        """
        INSERT INTO directline_groups(conversation, groups, at, holder) VALUES ($1, $2, $3, $4)
        ON CONFLICT(conversation) DO UPDATE SET groups = excluded.groups, at = excluded.at, holder = excluded.holder
        """,
        conversation, groups.Text, Now(), holder);

    /// <summary>Takes from all conversations what they were given by somebody's right: they signed out.</summary>
    public void EndGroups(string holder) => database.Write("DELETE FROM directline_groups WHERE holder = $1", holder);

    /// <summary>
    /// What a conversation's person may read: public articles for one that nobody vouched for, <see cref="GroupsLast"/> after somebody did, and once the
    /// API key that vouched is revoked or has expired.
    /// </summary>
    public Access AccessOf(string conversation)
    {
        using var connection = database.Open();
        var now = time.GetUtcNow();
        return AccessFrom(connection.Scalar<string>($"SELECT g.groups FROM {Groups}", conversation, Text(now - GroupsLast), now.ToUnixTimeMilliseconds()));
    }

    /// <summary>Stores an activity under the next number.</summary>
    /// <param name="write">The activity's JSON, made once its number is known.</param>
    /// <param name="pending">The bot has to deal with it, and this host does.</param>
    /// <param name="answered">The number of what it replies to, where that was pending.</param>
    /// <remarks>Calls for one conversation take turns, those of other hosts on the same store too.</remarks>
    /// <exception cref="TurnTakenOverException">Another host deals with what it replies to by now.</exception>
    public StoredActivity Add(string conversation, Func<long, string> write, bool pending, long? answered = null) => database.Write(connection =>
    {
        if (answered is { } question
            && !connection.Any("SELECT 1 FROM directline_activity WHERE conversation = $1 AND number = $2 AND host = $3", conversation, question, Hosts.Id))
        {
            throw new TurnTakenOverException($"Another host answers activity {question} of conversation {conversation}.");
        }

        var number = connection.Scalar<long>("SELECT max(number) FROM directline_activity WHERE conversation = $1", conversation) + 1;
        var json = write(number);
        connection.Run(
            "INSERT INTO directline_activity(conversation, number, activity, pending, host) VALUES ($1, $2, $3, $4, $5)",
            conversation, number, json, pending ? 1 : 0, pending ? Hosts.Id : null);
        connection.Run("UPDATE directline_conversation SET seen = $2 WHERE id = $1", conversation, Now());
        return new StoredActivity(number, json);
    }, Storage.Turns.Of(conversation));

    /// <summary>Puts another text in the place of an activity; clients that already have it keep what they have.</summary>
    public bool Replace(string conversation, long number, string json) =>
        database.Write("UPDATE directline_activity SET activity = $3 WHERE conversation = $1 AND number = $2", conversation, number, json) == 1;

    /// <summary>Activities after a watermark, oldest first, at most <see cref="PageSize"/>.</summary>
    public IReadOnlyList<StoredActivity> After(string conversation, long watermark)
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT number, activity FROM directline_activity WHERE conversation = $1 AND number > $2 ORDER BY number LIMIT $3",
            reader => new StoredActivity(reader.GetInt64(0), reader.GetString(1)),
            conversation,
            watermark,
            PageSize);
    }

    public void Done(string conversation, long number) =>
        database.Write("UPDATE directline_activity SET pending = 0 WHERE conversation = $1 AND number = $2", conversation, number);

    /// <summary>What the bot is at, or has not begun, each with the host that has to deal with it.</summary>
    public IReadOnlyList<(string Conversation, StoredActivity Activity, string? Host)> Pending()
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT conversation, number, activity, host FROM directline_activity WHERE pending = 1 ORDER BY conversation, number",
            reader => (reader.GetString(0), new StoredActivity(reader.GetInt64(1), reader.GetString(2)), reader.StringOrNull(3)));
    }

    /// <summary>Takes what a host has to deal with that no longer lives.</summary>
    /// <returns>False when another host did, or it is dealt with.</returns>
    public bool TakeOver(string conversation, long number, string? from) => database.Write(
        connection => connection.Run(
            "UPDATE directline_activity SET host = $4 WHERE conversation = $1 AND number = $2 AND pending = 1 AND host IS NOT DISTINCT FROM $3",
            conversation, number, from, Hosts.Id),
        // The same turn as a reply: it is stored before this, and seen, or refused after it.
        Storage.Turns.Of(conversation)) == 1;

    /// <summary>Waits until other hosts have dealt with what is earlier in a conversation: a follow-up sees the answer before it. Not for ever.</summary>
    public async Task AfterOthersAsync(string conversation, long number, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (Hosts.AreMany && IsAwaited(conversation, number) && time.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    /// <summary>The number of the newest activity of each of these conversations that has any.</summary>
    public IReadOnlyList<(string Conversation, long Number)> Newest(IEnumerable<string> conversations)
    {
        using var connection = database.Open();
        return connection.Query(
            """
            SELECT conversation, max(number) FROM directline_activity
            WHERE conversation IN (SELECT value FROM json_each($1)) GROUP BY conversation
            """,
            reader => (reader.GetString(0), reader.GetInt64(1)),
            JsonSerializer.Serialize(conversations));
    }

    /// <returns>Conversations removed.</returns>
    public int RemoveOlderThan(TimeSpan age)
    {
        var before = Text(time.GetUtcNow() - age);
        return database.Write(connection =>
        {
            connection.Run(
                "DELETE FROM directline_groups WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM directline_conversation c WHERE c.id = conversation AND c.seen >= $1)", before);
            connection.Run("DELETE FROM directline_activity WHERE conversation IN (SELECT id FROM directline_conversation WHERE seen < $1)", before);
            return connection.Run("DELETE FROM directline_conversation WHERE seen < $1", before);
        });
    }

    /// <summary>Removes what limits counted in windows that are over.</summary>
    public int RemoveOldWindows() => SharedLimiter.RemoveOld(database, time);

    private bool IsAwaited(string conversation, long before)
    {
        using var connection = database.Open();
        return connection.Any(
            "SELECT 1 FROM directline_activity WHERE conversation = $1 AND number < $2 AND pending = 1 AND host IS DISTINCT FROM $3 LIMIT 1",
            conversation,
            before,
            Hosts.Id);
    }

    private static Access AccessFrom(string? groups) => groups is null ? Access.Public : Access.Of(GroupSet.FromText(groups));

    private string Now() => Text(time.GetUtcNow());

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <param name="User">The one person in it.</param>
/// <param name="Site">The address the client came to, such as <c>https://bot.example.org</c>.</param>
public sealed record DirectLineConversation(string Id, string User, string Site)
{
    /// <summary>What the person may read, by the groups that whoever got the token named.</summary>
    public Access Access { get; init; } = Access.Public;
}

/// <param name="Number">From 1; as text it is the watermark.</param>
public sealed record StoredActivity(long Number, string Json);
