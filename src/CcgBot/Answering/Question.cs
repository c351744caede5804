using System.Collections.Frozen;
using System.Globalization;
using CcgBot.Articles;

namespace CcgBot.Answering;

/// <summary>What a person asked, with what was said before.</summary>
/// <param name="Text">The last turn as typed.</param>
/// <param name="History">Earlier turns, oldest first.</param>
/// <param name="Scenario">The person's own situation, where a test set or a caller gives one.</param>
/// <param name="User">A channel's pseudonymous user id, for evidence and <c>forget</c>; never sent to a model.</param>
public sealed record Question(string Text, IReadOnlyList<Turn>? History = null, string? Scenario = null, string? User = null)
{
    public IReadOnlyList<Turn> History { get; init; } = History ?? [];

    /// <summary>
    /// Paragraphs that must not answer, as <c>ARTICLE</c> or <c>ARTICLE#pORDINAL</c>: how the evaluator asks what is said when the
    /// right paragraph is missing.
    /// </summary>
    public IReadOnlySet<string> Excluded { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What the asker may read: set by whoever knows them; nothing but public articles where nobody does.</summary>
    public Access Access { get; init; } = Access.Public;

    /// <summary>Nothing is answered, paragraphs are only looked for: also those that editors marked as no evidence.</summary>
    public bool IsSearch { get; init; }

    /// <summary>The client address that a question came from, for quotas only; null where the channel has none.</summary>
    public string? Address { get; init; }

    /// <summary>The conversation that it is part of, for quotas only; null where it is part of none.</summary>
    public string? Conversation { get; init; }

    /// <summary>True when a paragraph is among <see cref="Excluded"/>.</summary>
    public bool Excludes(ParagraphId paragraph) =>
        Excluded.Count > 0
        && (Excluded.Contains(paragraph.ArticleId)
            || Excluded.Contains(string.Create(CultureInfo.InvariantCulture, $"{paragraph.ArticleId}#p{paragraph.Ordinal}")));
}

/// <summary>One earlier turn of a conversation.</summary>
/// <param name="CitedParagraphs">What an assistant turn cited (text form of <see cref="Articles.ParagraphId"/>), where the channel kept it.</param>
public sealed record Turn(Role Role, string Content, IReadOnlyList<string>? CitedParagraphs = null);

public enum Role
{
    User,
    Assistant,
}
