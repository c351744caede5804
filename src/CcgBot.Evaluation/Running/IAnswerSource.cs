using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Running;

/// <summary>A system under test: in this process (<see cref="EngineAnswers"/>) or a running host (<see cref="EndpointAnswers"/>). Safe for many threads.</summary>
public interface IAnswerSource
{
    Task<QuestionResult> AnswerAsync(TestQuestion question, CancellationToken cancellationToken);
}
