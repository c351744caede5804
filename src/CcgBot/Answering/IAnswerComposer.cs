using CcgBot.Articles;
using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Found paragraphs → what could be said; nothing of it is shown before <see cref="SupportCheck"/>.</summary>
public interface IAnswerComposer
{
    /// <summary>Composes from the paragraphs given and from nothing else.</summary>
    Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken);
}

/// <summary>A composer's proposal.</summary>
/// <param name="Claims">Best first; none when the paragraphs don't answer.</param>
/// <param name="Unanswered">Parts of the question nothing was found for.</param>
/// <param name="Confidence">That the claims answer the question, 0..1, calibrated.</param>
public sealed record Draft(IReadOnlyList<DraftClaim> Claims, IReadOnlyList<string> Unanswered, double Confidence, Composer Composer)
{
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>A model's replies as they came, for the evidence record and for replay.</summary>
    public IReadOnlyList<string> ModelReplies { get; init; } = [];

    /// <summary>Tokens that the model read; 0 without one.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens that the model wrote; 0 without one.</summary>
    public long OutputTokens { get; init; }
}

/// <summary>One statement with the words it rests on, best source first.</summary>
public sealed record DraftClaim(string Text, IReadOnlyList<SourceQuote> Sources, TextSpan? ShortAnswer = null);

/// <summary>The exact words relied on: <c>Paragraph.Text[Start..End]</c>, UTF-16 offsets.</summary>
public sealed record SourceQuote(Paragraph Paragraph, int Start, int End)
{
    public string Text => Paragraph.Text[Start..End];
}
