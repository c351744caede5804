using System.Globalization;
using CcgBot.Evaluation.Running;

namespace CcgBot.Evaluation.Scoring;

/// <summary>What a run comes to, in a sentence or two of plain words.</summary>
public static class Headline
{
    public static string Of(IReadOnlyList<ScoredQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var asked = questions.Where(question => question.Kind is not (AnswerKind.Ranking or AnswerKind.Failed)).ToList();
        List<string> said = asked.Count > 0 ? [.. Answering(asked)] : [.. Ranking(questions)];
        var failed = questions.Count(question => question.Kind == AnswerKind.Failed);
        if (failed > 0)
        {
            said.Add(failed == questions.Count ? "Every question failed." : string.Create(CultureInfo.InvariantCulture, $"{failed:N0} of {questions.Count:N0} questions failed."));
        }

        return said.Count > 0 ? string.Join(' ', said) : "Nothing of this set can be scored.";
    }

    private static IEnumerable<string> Answering(List<ScoredQuestion> asked)
    {
        var can = asked.Where(question => question.Answerable == true).ToList();
        var cannot = asked.Where(question => question.Answerable == false).ToList();
        yield return (can.Count, cannot.Count) switch
        {
            ( > 0, > 0) => $"Answers {Share(can, IsAnswered)} of what it can and {Share(cannot, IsAnswered)} of what it can’t.",
            ( > 0, 0) => $"Answers {Share(can, IsAnswered)} of what it can.",
            (0, > 0) => $"Answers {Share(cannot, IsAnswered)} of what it can’t.",
            _ => $"Answers {Share(asked, IsAnswered)} of the questions.",
        };

        var judged = asked.Where(question => question.Right is not null && question.Answerable != false).ToList();
        var citations = asked.Where(question => question.Scores.ContainsKey(QuestionMeasure.CitationPrecision)).Select(question => question.Scores[QuestionMeasure.CitationPrecision]).ToList();
        if (judged.Count > 0 && citations.Count > 0)
        {
            yield return $"Of its answers {Share(judged, question => question.Right == true)} are right; {OfTen(citations.Average())} citations {(IsOneOfTen(citations.Average()) ? "is" : "are")} right.";
        }
        else if (judged.Count > 0)
        {
            yield return $"Of its answers {Share(judged, question => question.Right == true)} are right.";
        }
        else if (citations.Count > 0)
        {
            yield return $"{OfTen(citations.Average())} citations {(IsOneOfTen(citations.Average()) ? "is" : "are")} right.";
        }
    }

    private static IEnumerable<string> Ranking(IReadOnlyList<ScoredQuestion> questions)
    {
        var ranked = questions.Where(question => question.Scores.ContainsKey(QuestionMeasure.Mrr10)).ToList();
        if (ranked.Count > 0)
        {
            yield return $"A relevant paragraph stands first for {Share(ranked, question => question.Scores[QuestionMeasure.Mrr10] >= 1)} of the questions, and among the first ten for {Share(ranked, question => question.Scores[QuestionMeasure.Mrr10] > 0)}.";
        }
    }

    private static bool IsAnswered(ScoredQuestion question) => question.Kind == AnswerKind.Grounded;

    private static bool IsOneOfTen(double share) => Math.Round(share * 10) == 1;

    private static string OfTen(double share) => share is > 0.95 and < 1 or > 0 and < 0.05
        ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} % of the")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 10, MidpointRounding.AwayFromZero)} of 10");

    private static string Share(List<ScoredQuestion> questions, Func<ScoredQuestion, bool> counts)
    {
        var share = 100.0 * questions.Count(counts) / questions.Count;
        // Not "0 %" of what happened, nor "100 %" of what didn't quite.
        return share is > 0 and < 1 or > 99 and < 100
            ? string.Create(CultureInfo.InvariantCulture, $"{share:0.0} %")
            : string.Create(CultureInfo.InvariantCulture, $"{share:0} %");
    }
}
