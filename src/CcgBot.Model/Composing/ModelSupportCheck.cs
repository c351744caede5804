using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Model.Clients;
using CcgBot.Model.Prompts;

namespace CcgBot.Model.Composing;

/// <summary>Asks the model whether the cited paragraphs say each claim. It can only withhold: what <see cref="SupportCheck"/> refused stays refused.</summary>
internal static class ModelSupportCheck
{
    /// <returns>The claims it supports. A claim without a verdict is not supported.</returns>
    /// <exception cref="ModelException">There is no usable verdict.</exception>
    public static async Task<IReadOnlyList<DraftClaim>> SupportedAsync(
        ModelCalls calls, IReadOnlyList<DraftClaim> claims, ICollection<string> replies, CancellationToken cancellationToken)
    {
        var lines = claims.Select((claim, i) => PromptData.Line(new
        {
            claim = i + 1,
            text = claim.Text,
            cited = claim.Sources.Select(source => PromptData.Clean(source.Paragraph.Text)),
        })).ToList();
        var text = await calls.AskAsync(PromptLibrary.CheckSupport, new() { ["fence"] = PromptData.Fence(lines), ["claims"] = lines }, cancellationToken);
        replies.Add(text);
        var supported = Read(text);
        return [.. claims.Where((_, i) => supported.Contains(i + 1))];
    }

    private static HashSet<int> Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var verdicts = json.RootElement.GetProperty("verdicts").EnumerateArray().ToList();
            return [.. verdicts.Where(verdict => verdict.GetProperty("supported").GetBoolean()).Select(verdict => verdict.GetProperty("claim").GetInt32())
                .Except(verdicts.Where(verdict => !verdict.GetProperty("supported").GetBoolean()).Select(verdict => verdict.GetProperty("claim").GetInt32()))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ModelException(ModelFailure.WrongForm);
        }
    }
}
