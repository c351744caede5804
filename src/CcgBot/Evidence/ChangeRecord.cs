namespace CcgBot.Evidence;

/// <summary>A change that somebody made by hand to what the bot answers from, as a record of the chain.</summary>
/// <param name="Who">A person's or key's name.</param>
/// <param name="What">For example <c>article.withdraw</c>.</param>
/// <param name="Subject">What was changed: an article's id, a key's.</param>
/// <param name="Why">In the words of who did it; null where none were given.</param>
/// <param name="Before">How it was, as JSON; null where there was nothing.</param>
/// <param name="After">How it is since, as JSON.</param>
public sealed record ChangeRecord(string Who, string What, string Subject, string? Why = null, string? Before = null, string? After = null);

/// <param name="Seq">Its place in the chain.</param>
public sealed record StoredChange(long Seq, string Id, DateTimeOffset At, ChangeRecord Change);
