namespace CcgBot.Answering;

/// <summary>What a person asked, with what was said before.</summary>
/// <param name="Text">The last turn as typed.</param>
/// <param name="History">Earlier turns, oldest first.</param>
/// <param name="Scenario">The person's own situation, where a test set or a caller gives one.</param>
/// <param name="User">A channel's pseudonymous user id, for evidence and <c>forget</c>; never sent to a model.</param>
public sealed record Question(string Text, IReadOnlyList<Turn>? History = null, string? Scenario = null, string? User = null)
{
    public IReadOnlyList<Turn> History { get; init; } = History ?? [];
}

/// <summary>One earlier turn of a conversation.</summary>
/// <param name="CitedParagraphs">What an assistant turn cited (text form of <see cref="Articles.ParagraphId"/>), where the channel kept it.</param>
public sealed record Turn(Role Role, string Content, IReadOnlyList<string>? CitedParagraphs = null);

public enum Role
{
    User,
    Assistant,
}
