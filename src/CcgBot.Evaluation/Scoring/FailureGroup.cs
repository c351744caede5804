using CcgBot.Evaluation.Running;

namespace CcgBot.Evaluation.Scoring;

/// <summary>What went wrong with a question, by where to look for the cause.</summary>
public enum FailureGroup
{
    /// <summary>It failed with an error.</summary>
    Error,

    /// <summary>Answered although the corpus does not answer it.</summary>
    AnsweredThoughNotThere,

    /// <summary>A judged paragraph is cited, and the answer is wrong all the same.</summary>
    WrongSentence,

    /// <summary>A judged paragraph was among the first found, and another one is cited.</summary>
    WrongParagraph,

    /// <summary>Answered wrongly, and no judged paragraph was among the first found.</summary>
    WrongNotFound,

    /// <summary>Answered wrongly; the set doesn't tell which paragraph was right.</summary>
    Wrong,

    /// <summary>Abstained although a judged paragraph was among the first found.</summary>
    AbstainedThoughFound,

    /// <summary>Abstained from what the corpus answers; no judged paragraph was among the first found.</summary>
    AbstainedNotFound,

    /// <summary>Abstained from what the corpus answers; the set doesn't tell which paragraph was right.</summary>
    Abstained,
}

/// <summary>The group of a question, and how it is said.</summary>
public static class FailureGroups
{
    /// <summary>Null: nothing is known to have gone wrong.</summary>
    public static FailureGroup? Of(QuestionReport question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var scored = question.Scored;
        var relevant = question.Relevant.Count > 0;
        var found = question.Found.Any(question.Relevant.Contains);
        return scored switch
        {
            { Kind: AnswerKind.Failed } => FailureGroup.Error,
            { Kind: AnswerKind.Grounded, Answerable: false } => FailureGroup.AnsweredThoughNotThere,
            { Kind: AnswerKind.Grounded, Right: false } =>
                !relevant ? FailureGroup.Wrong
                : question.Citations.Any(citation => question.Relevant.Contains(citation.Document)) ? FailureGroup.WrongSentence
                : found ? FailureGroup.WrongParagraph
                : FailureGroup.WrongNotFound,
            { Kind: AnswerKind.Abstention, Answerable: true } =>
                !relevant ? FailureGroup.Abstained : found ? FailureGroup.AbstainedThoughFound : FailureGroup.AbstainedNotFound,
            _ => null,
        };
    }

    public static string Label(FailureGroup group) => group switch
    {
        FailureGroup.Error => "failed with an error",
        FailureGroup.AnsweredThoughNotThere => "answered, though the answer isn’t there",
        FailureGroup.WrongSentence => "right paragraph, wrong sentence",
        FailureGroup.WrongParagraph => "wrong paragraph, the right one was found",
        FailureGroup.WrongNotFound => "wrong, the right paragraph was not found",
        FailureGroup.Wrong => "wrong",
        FailureGroup.AbstainedThoughFound => "abstained, though the paragraph was found",
        FailureGroup.AbstainedNotFound => "abstained, the paragraph was not found",
        _ => "abstained, though it can be answered",
    };
}
