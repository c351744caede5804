using CcgBot.Answering;
using CcgBot.Evaluation.TestSets;
using CcgBot.Retrieval;

namespace CcgBot.Evaluation.Training;

/// <summary>A question with what was found for it: all that the features need.</summary>
/// <param name="Set">The corpus it was asked of.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Fold">0..4, the same for all questions about one article.</param>
public sealed record TrainingQuestion(
    string Set, TrainingKind Kind, int Fold, TestQuestion Expected, IReadOnlySet<string> Relevant, Question Asked, RetrievalResult Found);

public enum TrainingKind
{
    /// <summary>Answerable, asked of the whole corpus.</summary>
    Whole,

    /// <summary>People marked it as unanswerable.</summary>
    Unanswerable,

    /// <summary>Answerable, with its judged paragraphs hidden.</summary>
    Removed,

    /// <summary>Another set's question.</summary>
    Foreign,
}
