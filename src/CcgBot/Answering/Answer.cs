using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Exactly one of <see cref="Grounded"/>, <see cref="Abstention"/>, <see cref="Clarification"/> or <see cref="Reply"/>.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    public required string Question { get; init; }

    /// <summary>The question after follow-up rewriting.</summary>
    public required string Standalone { get; init; }

    public IReadOnlyList<Notice> Notices { get; init; } = [];

    /// <summary>Next questions that the articles answer.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>Words of the question that were searched for in another spelling.</summary>
    public IReadOnlyList<SpellingRepair> Repairs { get; init; } = [];

    /// <summary>Calibrated: of answers given with confidence 0.9, about nine in ten are right. 0..1.</summary>
    public double Confidence { get; init; }

    /// <summary>The evidence record's id (128 random bits, 32 hex digits); empty until it is written.</summary>
    public string EvidenceId { get; init; } = "";

    public Composer Composer { get; init; } = Composer.Extractive;

    public double ElapsedMs { get; init; }

    /// <summary>Claims from the articles, each cited.</summary>
    public sealed record Grounded(IReadOnlyList<Claim> Claims, IReadOnlyList<Citation> Citations) : Answer
    {
        public IReadOnlyList<Disagreement> Disagreements { get; init; } = [];

        /// <summary>Parts of the question nothing was found for.</summary>
        public IReadOnlyList<string> Unanswered { get; init; } = [];

        /// <summary>An operator's curated answer rather than one found by search.</summary>
        public bool Curated { get; init; }

        /// <summary>Read from an article as it stands or from its record, rather than found by search.</summary>
        public bool FromArticle { get; init; }
    }

    /// <summary>The articles don't answer: a good outcome with a named reason.</summary>
    /// <param name="Nearest">Paragraphs that come near, but were not found to answer; empty where nothing does.</param>
    public sealed record Abstention(AbstentionReason Reason, IReadOnlyList<Citation> Nearest) : Answer
    {
        /// <summary>Words of the question that no paragraph of any article has: "warfarin".</summary>
        public IReadOnlyList<string> Missing { get; init; } = [];

        /// <summary>None of the missing words is a name: the paragraphs shown may answer in other words.</summary>
        public bool IsMissingWordsOnly { get; init; }

        /// <summary>Names of the question that articles have, but no paragraph found has all of: "ibuprofen", "warfarin".</summary>
        public IReadOnlyList<string> Apart { get; init; } = [];
    }

    /// <summary>Two readings are equally good: the person chooses.</summary>
    public sealed record Clarification(string Prompt, IReadOnlyList<ClarificationOption> Options) : Answer;

    /// <summary>
    /// A word of the bot itself, to small talk, to a command, or to an emergency: nothing was searched for, nothing is said of the articles' subject,
    /// and so nothing is cited.
    /// </summary>
    /// <param name="Text">Plain text.</param>
    public sealed record Reply(string Text) : Answer;
}

public enum Composer
{
    Extractive,
    Model,
}

public enum AbstentionReason
{
    /// <summary>Near enough to search, but no paragraph answers.</summary>
    NotInArticles,

    /// <summary>Nothing to do with the articles.</summary>
    OutOfScope,

    /// <summary>There was no question in the message, or there are no articles.</summary>
    Empty,
}

public sealed record ClarificationOption(string Label, string Question);

/// <summary>Cited paragraphs that give different numbers, dates or names for the same thing.</summary>
public sealed record Disagreement(string About, IReadOnlyList<int> Citations);

public sealed record Notice(NoticeKind Kind, string Text);

internal static class NoticeExtensions
{
    /// <summary>One notice or none.</summary>
    public static IReadOnlyList<Notice> AsList(this Notice? notice) => notice is null ? [] : [notice];
}

public enum NoticeKind
{
    /// <summary>Personal medical advice or an emergency was asked for.</summary>
    Safety,

    /// <summary>The model failed and the extractive answer is shown.</summary>
    ModelFallback,

    /// <summary>Every source is older than a setting.</summary>
    OldSource,

    /// <summary>Something the model said was withheld because its paragraph does not support it.</summary>
    UnverifiedWithheld,

    /// <summary>Personal details in the question were masked before anything was stored or sent.</summary>
    Masked,

    /// <summary>Operators wrote the answer; it was checked like any other.</summary>
    Curated,

    /// <summary>The answer left no evidence record: the disk is full, for example.</summary>
    NotRecorded,
}
