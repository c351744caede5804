using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Storage;

namespace CcgBot.Conversations;

/// <summary>What was said in each conversation, kept in the store so that a follow-up works after a restart.</summary>
public sealed class ConversationStore(Database database, TimeProvider time)
{
    /// <summary>The last turns of a conversation, oldest first: a user's, then the assistant's with the paragraphs it cited.</summary>
    /// <param name="conversation">A channel's name and its conversation id: see <see cref="KeyOf"/>.</param>
    /// <param name="exchanges">How many questions to go back.</param>
    /// <param name="before">The message asked about: an edited question is answered from what was said before it, not from its own earlier form.</param>
    /// <param name="user">The pseudonym of the one person whose questions count, as in a group; null = everybody's.</param>
    public IReadOnlyList<Turn> History(string conversation, int exchanges = 10, string? before = null, string? user = null)
    {
        using var connection = database.Open();
        var rows = connection.Query(
            """
            SELECT question, answer, cited FROM exchange
            WHERE conversation = $1 AND key < coalesce((SELECT key FROM exchange WHERE conversation = $1 AND message = $3), 9223372036854775807) AND (CAST($4 AS TEXT) IS NULL OR exchange.user = $4)
            ORDER BY key DESC LIMIT $2
            """,
            reader => (Question: reader.GetString(0), Answer: reader.GetString(1), Cited: reader.GetString(2)),
            conversation,
            exchanges,
            before,
            user);
        rows.Reverse();
        return [.. rows.SelectMany(row => (Turn[])
        [
            new Turn(Role.User, row.Question),
            new Turn(Role.Assistant, row.Answer, JsonSerializer.Deserialize<string[]>(row.Cited)),
        ])];
    }

    /// <summary>Adds a question with its answer; one whose message was edited takes the place of the earlier.</summary>
    public void Add(Exchange exchange)
    {
        database.Write(
            """
            INSERT INTO exchange(conversation, message, "user", question, answer, cited, evidence, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT(conversation, message) DO UPDATE
            SET question = excluded.question, answer = excluded.answer, cited = excluded.cited, evidence = excluded.evidence, at = excluded.at
            """,
            exchange.Conversation,
            exchange.Message,
            exchange.User,
            exchange.Question,
            exchange.Answer,
            JsonSerializer.Serialize(exchange.CitedParagraphs),
            exchange.EvidenceId,
            Now());
    }

    /// <summary>The evidence id of the last answer given; null when there is none.</summary>
    /// <param name="user">As in <see cref="History"/>.</param>
    public string? LastEvidence(string conversation, string? user = null)
    {
        using var connection = database.Open();
        return connection.Scalar<string>("SELECT evidence FROM exchange WHERE conversation = $1 AND (CAST($2 AS TEXT) IS NULL OR exchange.user = $2) ORDER BY key DESC LIMIT 1", conversation, user);
    }

    /// <summary>Forgets what was said: the next question stands alone.</summary>
    /// <param name="user">As in <see cref="History"/>: what others said stays.</param>
    public void StartOver(string conversation, string? user = null)
    {
        database.Write("DELETE FROM exchange WHERE conversation = $1 AND (CAST($2 AS TEXT) IS NULL OR exchange.user = $2)", conversation, user);
    }

    /// <summary>Forgets one question and its answer.</summary>
    public void Remove(string conversation, string message)
    {
        database.Write("DELETE FROM exchange WHERE conversation = $1 AND message = $2", conversation, message);
    }

    /// <summary>Removes everything a person said, in every conversation.</summary>
    /// <returns>Exchanges removed.</returns>
    public int Forget(string user)
    {
        return database.Write("DELETE FROM exchange WHERE exchange.user = $1", user);
    }

    /// <summary>Removes what is older than the retention setting.</summary>
    /// <returns>Exchanges removed.</returns>
    public int RemoveOlderThan(TimeSpan age)
    {
        var before = Text(time.GetUtcNow() - age);
        database.Write("DELETE FROM greeted WHERE at < $1", before);
        return database.Write("DELETE FROM exchange WHERE at < $1", before);
    }

    /// <summary>Whether a conversation still has to be greeted: true once for each.</summary>
    public bool FirstGreeting(string conversation)
    {
        return database.Write("INSERT INTO greeted(conversation, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", conversation, Now()) == 1;
    }

    /// <summary>The name a conversation is kept under: ids are only unique within a channel.</summary>
    public static string KeyOf(string channel, string conversationId) => $"{channel}|{conversationId}";

    private string Now() => Text(time.GetUtcNow());

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}

/// <summary>One question and its answer.</summary>
/// <param name="Message">The channel's id of the question's message; null where there is none.</param>
/// <param name="User">Pseudonymous.</param>
/// <param name="CitedParagraphs">Text form of each <see cref="Articles.ParagraphId"/> cited, in citation order.</param>
/// <param name="EvidenceId">Of the answer; null when it left no record.</param>
public sealed record Exchange(
    string Conversation, string? Message, string? User, string Question, string Answer, IReadOnlyList<string> CitedParagraphs, string? EvidenceId = null);
