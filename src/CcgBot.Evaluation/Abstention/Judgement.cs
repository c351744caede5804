namespace CcgBot.Evaluation.Abstention;

/// <summary>One question as the abstention measures see it.</summary>
/// <param name="Confidence">Of the answer, or of the answer that was withheld.</param>
/// <param name="Good">What confidence should tell: that the question is answerable, or that the answer is right; the measure says which.</param>
public readonly record struct Judgement(double Confidence, bool Good);

/// <summary>What was done with a question, and what should have been.</summary>
public readonly record struct AbstentionDecision(bool Abstained, bool Answerable);
