using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>What a composer proposes; nothing of it is shown before <see cref="SupportCheck"/>.</summary>
/// <param name="Unanswered">Parts of the question nothing was found for.</param>
/// <param name="Confidence">0..1.</param>
public sealed record Draft(IReadOnlyList<DraftClaim> Claims, IReadOnlyList<string> Unanswered, double Confidence, Composer Composer)
{
    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Words of the question that no paragraph of any article has.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>None of the missing words is a name: a paragraph may answer in other words.</summary>
    public bool IsMissingWordsOnly { get; init; }

    /// <summary>Names of the question that articles have, but none of those found together.</summary>
    public IReadOnlyList<string> Apart { get; init; } = [];

    /// <summary>What the model sent, to the letter, for the evidence record.</summary>
    public IReadOnlyList<string> ModelReplies { get; init; } = [];

    /// <summary>The paragraphs that the model was given, by number, where these were not simply the best found.</summary>
    public IReadOnlyList<Paragraph> Given { get; init; } = [];

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>What the tokens cost, in the currency of the prices set.</summary>
    public decimal Cost { get; init; }

    /// <summary>Prompt name → hash of its text; empty without a model.</summary>
    public IReadOnlyDictionary<string, string> PromptHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>What the composer withheld itself, for the evidence record.</summary>
    public IReadOnlyList<WithheldClaim> Withheld { get; init; } = [];
}

/// <summary>A statement that is not shown.</summary>
/// <param name="Verdict">The name of what failed: notGiven, notSupported, modelCheck.</param>
public sealed record WithheldClaim(string Text, string Verdict, string? Reason = null);

/// <summary>One statement proposed, with the words it rests on.</summary>
public sealed record DraftClaim(string Text, IReadOnlyList<SourceQuote> Sources, TextSpan? ShortAnswer = null)
{
    /// <summary>See <see cref="Claim.Parts"/>.</summary>
    public IReadOnlyList<DraftPart> Parts { get; init; } = [];
}

/// <param name="Span">Where in the claim's text: words of each of its sources.</param>
public sealed record DraftPart(TextSpan Span, IReadOnlyList<SourceQuote> Sources);

/// <summary>The exact words relied on: <c>Paragraph.Text[Start..End]</c>.</summary>
public sealed record SourceQuote(Paragraph Paragraph, int Start, int End)
{
    public string Text => Paragraph.Text[Start..End];
}
