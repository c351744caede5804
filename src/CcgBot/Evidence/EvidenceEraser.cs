using System.Data.Common;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>
/// Deletes payloads: what was asked and answered, who asked, and the salt that would let the digest be guessed at. The links stay, and
/// an erasure link says which payloads went, so that a lawful deletion verifies and any other doesn't.
/// </summary>
public sealed class EvidenceEraser(EvidenceLog log, TimeProvider time)
{
    /// <summary>Deletes everything stored of one person: payloads, feedback, which messages showed the answers, and what was said in conversations.</summary>
    /// <param name="user">The channel's user id, as it was when the person asked.</param>
    public ErasureReport Forget(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        var pseudonym = log.Pseudonym(user);
        var (feedback, conversations) = (0, 0);
        var records = log.Erase("forget", connection =>
        {
            feedback = connection.Run("DELETE FROM feedback WHERE feedback.user = $1", pseudonym);
            // A Direct Line client is known by the id it was given, and may have posted under others, or in a conversation that another began:
            // such a conversation is one person's, and goes whole, with the records of its answers.
            connection.Run("CREATE TEMP TABLE IF NOT EXISTS forgotten(conversation TEXT PRIMARY KEY, kept TEXT)");
            connection.Run("DELETE FROM forgotten");
            connection.Run("INSERT INTO forgotten SELECT id, 'directline|' || id FROM directline_conversation c WHERE c.user = $1 ON CONFLICT DO NOTHING", user);
            connection.Run(
                """
                INSERT INTO forgotten SELECT DISTINCT conversation, 'directline|' || conversation FROM directline_activity
                WHERE json_valid(activity) AND (json_extract(activity, '$.from.id') = $1 OR json_extract(activity, '$.recipient.id') = $1)
                ON CONFLICT DO NOTHING
                """,
                user);
            var gone = Delete(
                connection,
                "(p.user = $1 OR lower(hex(e.id)) IN (SELECT evidence FROM exchange WHERE evidence IS NOT NULL AND (exchange.user = $1 OR conversation IN (SELECT kept FROM forgotten))))",
                pseudonym);
            conversations = connection.Run("DELETE FROM exchange WHERE exchange.user = $1 OR conversation IN (SELECT kept FROM forgotten)", pseudonym);
            connection.Run("DELETE FROM delivery WHERE EXISTS (SELECT 1 FROM forgotten f WHERE instr(activity, f.kept || '|') = 1)");
            connection.Run("DELETE FROM greeted WHERE conversation IN (SELECT kept FROM forgotten)");
            connection.Run("DELETE FROM directline_activity WHERE conversation IN (SELECT conversation FROM forgotten)");
            connection.Run("DELETE FROM directline_groups WHERE conversation IN (SELECT conversation FROM forgotten)");
            connection.Run("DELETE FROM directline_conversation WHERE id IN (SELECT conversation FROM forgotten)");
            connection.Run("DELETE FROM forgotten");
            return gone;
        });
        return new ErasureReport(records, feedback, conversations);
    }

    /// <summary>Deletes what is older than the retention days; an erasure link is written only when something went.</summary>
    public ErasureReport Sweep()
    {
        if (log.Options.RetentionDays == 0)
        {
            return new ErasureReport(0, 0);
        }

        var before = time.GetUtcNow().AddDays(-log.Options.RetentionDays).ToUnixTimeMilliseconds();
        int feedback;
        bool due;
        using (var connection = log.Database.Open())
        {
            feedback = connection.Run("DELETE FROM feedback WHERE at < $1", before);
            connection.Run("DELETE FROM shown WHERE at < $1", before);
            due = connection.Any($"SELECT 1 FROM evidence e JOIN evidence_payload p ON p.seq = e.seq WHERE {Due} LIMIT 1", before);
        }

        return new ErasureReport(due ? log.Erase("retention", connection => Delete(connection, Due, before)) : 0, feedback);
    }

    private const string Due = "e.at < $1 AND e.kind NOT IN ('erasure', 'break', 'change')";

    private static List<long> Delete(DbConnection connection, string which, object parameter)
    {
        var gone = connection.Query(
            $"SELECT e.seq, e.id FROM evidence e JOIN evidence_payload p ON p.seq = e.seq WHERE {which} ORDER BY e.seq",
            reader => (Seq: reader.GetInt64(0), Id: (byte[])reader[1]),
            parameter);
        using var payload = connection.Command("DELETE FROM evidence_payload WHERE seq = $1", 0L);
        using var shown = connection.Command("DELETE FROM shown WHERE evidence = $1", Array.Empty<byte>());
        foreach (var (seq, id) in gone)
        {
            payload.Fill(seq).ExecuteNonQuery();
            shown.Fill(id).ExecuteNonQuery();
        }

        return [.. gone.Select(item => item.Seq)];
    }
}

/// <param name="Records">Payloads deleted.</param>
/// <param name="Feedback">Feedback entries deleted.</param>
/// <param name="Conversations">Remembered questions deleted.</param>
public sealed record ErasureReport(long Records, int Feedback, int Conversations = 0);
