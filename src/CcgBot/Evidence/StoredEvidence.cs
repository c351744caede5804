namespace CcgBot.Evidence;

/// <summary>A record as the log holds it.</summary>
/// <param name="Seq">Its place in the chain, from 1.</param>
/// <param name="Id">32 hex digits.</param>
/// <param name="User">The pseudonym of who asked; null when unknown or deleted.</param>
/// <param name="Record">Null when the payload was deleted (<c>forget</c>, retention).</param>
public sealed record StoredEvidence(long Seq, string Id, DateTimeOffset At, string Kind, string? User, EvidenceRecord? Record);

/// <summary>The last link of the chain.</summary>
/// <param name="Hash">Its mac, 64 hex digits; empty for an empty log.</param>
public sealed record EvidenceHead(long Seq, string Hash);
