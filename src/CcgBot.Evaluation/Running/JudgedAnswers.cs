using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;

namespace CcgBot.Evaluation.Running;

/// <summary>
/// Has a language model grade each answer that was given to a question with an expected one. Its grade is an opinion: it stands beside the
/// measures and goes into none of them. Its time is not counted.
/// </summary>
public sealed class JudgedAnswers(IAnswerSource inner, JudgeAnswer judge) : IAnswerSource
{
    public async Task<QuestionResult> AnswerAsync(TestQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var result = await inner.AnswerAsync(question, cancellationToken);
        IReadOnlyList<string> expected = question.AnswersAll.Count > 0 ? [string.Join("; ", question.AnswersAll)] : question.Answers;
        return result.Kind == AnswerKind.Grounded && question.Answerable != false && expected.Count > 0
            ? result with { Judged = await judge(question.Text, expected, result.Text, cancellationToken) }
            : result;
    }
}
