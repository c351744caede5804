using CcgBot.Retrieval.Reading;
using CcgBot.Retrieval;

namespace CcgBot.Evidence;

/// <summary>Everything needed to show and replay one answer.</summary>
public sealed record EvidenceRecord
{
    /// <summary>As typed, masked, or null when questions are not stored.</summary>
    public string? Question { get; init; }

    /// <summary>The question after follow-up rewriting: what was searched. Null when questions are not stored.</summary>
    public string? Standalone { get; init; }

    public StoredQuestion QuestionStored { get; init; }

    /// <summary>The groups that the asker was known to be in; empty for one who was in none, "*" for one who may read everything.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>grounded, abstention, clarification or reply.</summary>
    public required string Kind { get; init; }

    /// <summary>Why there is no answer (camel case of <see cref="Answering.AbstentionReason"/>); null for another kind.</summary>
    public string? Reason { get; init; }

    /// <summary>The Markdown that was shown.</summary>
    public string Text { get; init; } = "";

    /// <summary>The terms searched for, with their weight at the time; empty when questions are not stored.</summary>
    public IReadOnlyList<QuestionTerm> Terms { get; init; } = [];

    public IReadOnlyList<RetrievedParagraph> Retrieved { get; init; } = [];

    /// <summary>What was searched and found for each part of a question that asks several things; questions and terms are empty when not stored.</summary>
    public IReadOnlyList<RetrievedPart> Parts { get; init; } = [];

    /// <summary>Of a clarification: what was asked back.</summary>
    public string? Prompt { get; init; }

    /// <summary>Of a clarification: each way to read the question, with what was found for it.</summary>
    public IReadOnlyList<RetrievedPart> Readings { get; init; } = [];

    public IReadOnlyList<JudgedClaim> Claims { get; init; } = [];

    public IReadOnlyList<CitedWords> Citations { get; init; } = [];

    public IReadOnlyList<Answering.Disagreement> Disagreements { get; init; } = [];

    /// <summary>Parts of the question nothing was found for; empty when questions are not stored.</summary>
    public IReadOnlyList<string> Unanswered { get; init; } = [];

    /// <summary>extractive, model, curated, or article for what was read from an article or its record without a search.</summary>
    public string Composer { get; init; } = "extractive";

    public double Confidence { get; init; }

    /// <summary>Hash of the settings that the answer depends on (<see cref="SettingsHash"/>).</summary>
    public string SettingsHash { get; init; } = "";

    /// <summary>Prompt name → hash of its text; empty without a model.</summary>
    public IReadOnlyDictionary<string, string> PromptHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>What the model replied, in order: replay hears these instead of a model.</summary>
    public IReadOnlyList<string> ModelReplies { get; init; } = [];

    /// <summary>Ids of the paragraphs that the model was given, by number, where these were not simply the best of <see cref="Retrieved"/>.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    public double ElapsedMs { get; init; }
}

/// <summary>A paragraph as retrieved.</summary>
/// <param name="Id">Text form of <see cref="Articles.ParagraphId"/>.</param>
/// <param name="Version">The article version.</param>
/// <param name="Score">Fused.</param>
/// <param name="Lexical">BM25.</param>
public sealed record RetrievedParagraph(string Id, string Version, double Score, double Lexical, double? Cosine)
{
    /// <summary>The cosine of each of its sentences; empty when they have no vectors.</summary>
    public IReadOnlyList<float> SentenceCosines { get; init; } = [];

    /// <summary>What the reader made of it; null where it was not read.</summary>
    public PassageReading? Reading { get; init; }
}

/// <param name="Question">The part as a question of its own.</param>
/// <param name="Label">Of a reading: its name among the choices.</param>
public sealed record RetrievedPart(string Question, IReadOnlyList<QuestionTerm> Terms, IReadOnlyList<RetrievedParagraph> Retrieved, string? Label = null);

/// <summary>A claim with what <c>SupportCheck</c> said of it; a withheld one was not shown.</summary>
/// <param name="Verdict">supported, or the name of what failed.</param>
public sealed record JudgedClaim(string Text, IReadOnlyList<int> Citations, string Verdict, string? Reason = null)
{
    public bool Withheld { get; init; }
}

/// <summary>A citation: <c>Quote</c> stood at <c>Start..End</c> (UTF-16) of the paragraph version.</summary>
public sealed record CitedWords(int Number, string ParagraphId, string Version, string Quote, int Start, int End);
