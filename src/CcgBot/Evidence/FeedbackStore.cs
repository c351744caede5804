using System.Data.Common;
using CcgBot.Privacy;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>What people said of answers. A channel tells which answer a message showed; feedback then comes with the message's id alone.</summary>
public sealed class FeedbackStore(Database database, EvidenceLog log, TimeProvider time)
{
    /// <summary>Notes that a message showed an answer. Message ids need be unique across channels: put the conversation before the activity id.</summary>
    public void Shown(string message, string evidenceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        database.Write(
            "INSERT INTO shown(message, evidence, at) VALUES ($1, $2, $3) ON CONFLICT(message) DO UPDATE SET evidence = excluded.evidence, at = excluded.at", message, Convert.FromHexString(evidenceId), Now());
    }

    /// <summary>Which answer a message showed; null when none, or when that is not known any more.</summary>
    public string? AnswerOf(string message)
    {
        using var connection = database.Open();
        return connection.Scalar<byte[]>("SELECT evidence FROM shown WHERE message = $1", message) is { } evidence ? Convert.ToHexStringLower(evidence) : null;
    }

    /// <summary>
    /// Stores one reaction; a person's newest on an answer replaces the one before. Text is masked, the user id stored as a keyed hash.
    /// </summary>
    /// <param name="message">The message reacted to, as told to <see cref="Shown"/>; null when the evidence id is known.</param>
    /// <param name="evidenceId">The answer's id; null to find it by the message.</param>
    /// <returns>The id of the answer it is about; null when the message is not known, then the feedback is kept without an answer.</returns>
    public string? Record(string? message, string? evidenceId, Reaction reaction, string? text, string? user)
    {
        using var connection = database.Open();
        using var transaction = database.BeginWrite(connection, Turns.Other);
        var evidence = evidenceId is not null
            ? Convert.FromHexString(evidenceId)
            : message is null ? null : connection.Scalar<byte[]>("SELECT evidence FROM shown WHERE message = $1", message);
        var pseudonym = user is null ? null : log.Pseudonym(user);
        var masked = string.IsNullOrWhiteSpace(text) ? null : PersonalData.Mask(text.Length > MaxText ? text[..MaxText] : text).Text;
        connection.Run("DELETE FROM feedback WHERE feedback.user = $1 AND (evidence = $2 OR evidence IS NULL AND message = $3)", pseudonym, evidence, message);
        connection.Run(
            "INSERT INTO feedback(evidence, message, \"user\", reaction, text, at) VALUES ($1, $2, $3, $4, $5, $6)",
            evidence,
            message,
            pseudonym,
            reaction == Reaction.Like ? "like" : "dislike",
            masked,
            Now());
        transaction.Commit();
        return evidence is null ? null : Convert.ToHexStringLower(evidence);
    }

    /// <summary>Feedback, newest first.</summary>
    public IReadOnlyList<Feedback> Latest(int count, int offset = 0, Reaction? only = null) => Read(
        "WHERE CAST($3 AS TEXT) IS NULL OR reaction = $3 ORDER BY key DESC LIMIT $1 OFFSET $2",
        count,
        offset,
        only is null ? null : only == Reaction.Like ? "like" : "dislike");

    /// <summary>What was said of one answer, oldest first.</summary>
    public IReadOnlyList<Feedback> Of(string evidenceId) => Read("WHERE evidence = $1 ORDER BY key", Convert.FromHexString(evidenceId));

    private const int MaxText = 4_000;

    private List<Feedback> Read(string where, params ReadOnlySpan<object?> parameters)
    {
        using var connection = database.Open();
        return connection.Query($"SELECT evidence, reaction, text, at, feedback.user FROM feedback {where}", ReadFeedback, parameters);
    }

    private static Feedback ReadFeedback(DbDataReader reader) => new(
        reader.IsDBNull(0) ? null : Convert.ToHexStringLower((byte[])reader[0]),
        reader.GetString(1) == "like" ? Reaction.Like : Reaction.Dislike,
        reader.StringOrNull(2),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
        reader.StringOrNull(4));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <param name="EvidenceId">The answer's id; null when the message was not known.</param>
/// <param name="Text">What the person wrote, masked; null when nothing.</param>
/// <param name="User">Pseudonym; null when not known.</param>
public sealed record Feedback(string? EvidenceId, Reaction Reaction, string? Text, DateTimeOffset At, string? User);

public enum Reaction
{
    Like,
    Dislike,
}
