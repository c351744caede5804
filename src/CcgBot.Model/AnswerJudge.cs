using System.Text.Json;
using CcgBot.Model.Clients;
using CcgBot.Model.Composing;
using CcgBot.Model.Prompts;

namespace CcgBot.Model;

/// <summary>A model's grade of an answer, for evaluation only: to be shown as a model's opinion, never as a measure of its own.</summary>
public sealed class AnswerJudge(ModelKernel model)
{
    /// <param name="expected">Acceptable answers.</param>
    /// <returns>Null when the model gave no usable grade.</returns>
    public async Task<Grade?> GradeAsync(string question, IReadOnlyList<string> expected, string given, CancellationToken cancellationToken = default)
    {
        var asked = PromptData.Line(new { question, expected, given });
        try
        {
            var reply = await model.For(model.NewBudget()).AskAsync(PromptLibrary.Judge, new() { ["fence"] = PromptData.Fence(asked), ["asked"] = asked }, cancellationToken);
            using var json = JsonDocument.Parse(reply);
            return json.RootElement.GetProperty("grade").GetString() switch
            {
                "correct" => Grade.Correct,
                "partly" => Grade.Partly,
                "wrong" => Grade.Wrong,
                _ => null,
            };
        }
        catch (Exception error) when (error is ModelException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}

public enum Grade
{
    Wrong,
    Partly,
    Correct,
}
