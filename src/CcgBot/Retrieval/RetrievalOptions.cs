using System.ComponentModel.DataAnnotations;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Retrieval;

/// <summary>Settings of finding paragraphs: section <c>Retrieval</c>.</summary>
public sealed class RetrievalOptions
{
    /// <summary>BM25 k1: how fast repeated words stop counting. Default 0.9.</summary>
    [Range(0, 10)]
    public float K1 { get; set; } = 0.9f;

    /// <summary>BM25 b: how much long paragraphs are held back. Default 0.4.</summary>
    [Range(0, 1)]
    public float B { get; set; } = 0.4f;

    /// <summary>Weight of a match in the title field on top of title and body together; 0 asks the joint field alone. Default 0.</summary>
    [Range(0, 10)]
    public float TitleWeight { get; set; }

    /// <summary>Weight of neighbouring question words that stand side by side in a paragraph; 0 = off. Default 0.3.</summary>
    [Range(0, 10)]
    public float PairWeight { get; set; } = 0.3f;

    /// <summary>Leave out words that make a question but that no answer need hold (what, who, how, does …). Default true.</summary>
    public bool SkipQuestionWords { get; set; } = true;

    /// <summary>Hold back words common in all English, however rare they are in the articles. Default true.</summary>
    public bool CapCommonWords { get; set; } = true;

    /// <summary>Weight of the words of an acronym's other form; 0 = off. Default 0.5.</summary>
    [Range(0, 10)]
    public float AcronymWeight { get; set; } = 0.5f;

    /// <summary>Weight of other words of a question word's family ("leadership" for "led"); 0 = off. Default 0.4.</summary>
    [Range(0, 10)]
    public float FamilyWeight { get; set; } = 0.4f;

    /// <summary>Weight of the synonyms of a word that no paragraph has ("merger" for "amalgamation"); 0 = off. Default 0.5.</summary>
    [Range(0, 10)]
    public float SynonymWeight { get; set; } = 0.5f;

    /// <summary>Take a word that no paragraph has for the nearest one that some paragraph has. Default true.</summary>
    public bool RepairSpelling { get; set; } = true;

    /// <summary>Weight of a repaired word. Default 0.8.</summary>
    [Range(0, 10)]
    public float RepairedWeight { get; set; } = 0.8f;

    /// <summary>Weight of the words of the person's last turn before this one; 0 = off. Default 0.3.</summary>
    [Range(0, 10)]
    public float HistoryUserWeight { get; set; } = 0.3f;

    /// <summary>Further weight of these words when the question leaves them out ("And who led it?"). Default 0.4.</summary>
    [Range(0, 10)]
    public float FollowUpWeight { get; set; } = 0.4f;

    /// <summary>Weight of the words of the last answer; 0 = off. Default 0.1.</summary>
    [Range(0, 10)]
    public float HistoryAssistantWeight { get; set; } = 0.1f;

    /// <summary>Weight of the words of a personal scenario; 0 = off. Default 1.</summary>
    [Range(0, 10)]
    public float ScenarioWeight { get; set; } = 1f;

    /// <summary>How many of the best by words are looked at again with pairs and meaning. Default 200.</summary>
    [Range(10, 10_000)]
    public int Candidates { get; set; } = 200;

    /// <summary>How many paragraphs the answer is chosen from. Default 10.</summary>
    [Range(1, 1000)]
    public int Top { get; set; } = 10;

    /// <summary>Finding by meaning as well as words.</summary>
    public DenseOptions Dense { get; set; } = new();
}
