using System.Text.Json;
using CcgBot.OpenAiServer;

namespace CcgBot.Model.Tests.Infrastructure;

/// <summary>Reads a prompt as a model would.</summary>
public static class Scripted
{
    /// <summary>The paragraphs given, by number.</summary>
    public static IReadOnlyDictionary<int, string> Paragraphs(ChatRequest request) => request.User.Split('\n')
        .Where(line => line.StartsWith("{\"paragraph\":", StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .ToDictionary(line => line.GetProperty("paragraph").GetInt32(), line => line.GetProperty("text").GetString()!);

    /// <summary>The number of the first paragraph that has these words; the last number when none has.</summary>
    public static int NumberOf(ChatRequest request, string words)
    {
        var paragraphs = Paragraphs(request);
        return paragraphs.Where(paragraph => paragraph.Value.Contains(words, StringComparison.Ordinal)).Select(paragraph => paragraph.Key).FirstOrDefault(paragraphs.Count);
    }
}
