using CcgBot.Articles;

namespace CcgBot.Answering;

/// <summary>What a composer proposes; nothing of it is shown before <see cref="SupportCheck"/>.</summary>
/// <param name="Unanswered">Parts of the question nothing was found for.</param>
/// <param name="Confidence">0..1.</param>
public sealed record Draft(IReadOnlyList<DraftClaim> Claims, IReadOnlyList<string> Unanswered, double Confidence, Composer Composer)
{
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>What the model sent, to the letter, for the evidence record.</summary>
    public IReadOnlyList<string> ModelReplies { get; init; } = [];

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }
}

/// <summary>One statement proposed, with the words it rests on.</summary>
public sealed record DraftClaim(string Text, IReadOnlyList<SourceQuote> Sources, TextSpan? ShortAnswer = null);

/// <summary>The exact words relied on: <c>Paragraph.Text[Start..End]</c>.</summary>
public sealed record SourceQuote(Paragraph Paragraph, int Start, int End)
{
    public string Text => Paragraph.Text[Start..End];
}
