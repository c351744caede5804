using System.Text.Json;
using CcgBot.Model.Clients;
using CcgBot.Model.Prompts;

namespace CcgBot.Model.Composing;

/// <summary>Splits a question into the questions it asks, in its own words.</summary>
internal static class ModelQuestionSplitter
{
    private const int MostParts = 4;

    /// <returns>The parts, none when it asks one thing or the model makes up words.</returns>
    /// <exception cref="ModelException">There is no usable reply.</exception>
    public static async Task<IReadOnlyList<string>> SplitAsync(ModelCalls calls, string question, ICollection<string> replies, CancellationToken cancellationToken)
    {
        var asked = PromptData.Line(new { question = PromptData.Clean(question) });
        var reply = await calls.AskAsync(PromptLibrary.Split, new() { ["fence"] = PromptData.Fence(asked), ["asked"] = asked }, cancellationToken);
        replies.Add(reply);
        try
        {
            using var json = JsonDocument.Parse(reply);
            var parts = json.RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetString() ?? "").Where(part => OwnWords.Only(part, question)).Take(MostParts).ToList();
            return parts.Count > 1 ? parts : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }
}
