using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;

namespace CcgBot.Evaluation.TestSets;

/// <summary>Reads <c>queries.jsonl</c> and <c>questions.jsonl</c>, which differ in names only: <c>_id</c>/<c>id</c>, <c>text</c>/<c>question</c>.</summary>
internal static class QuestionLines
{
    public static List<TestQuestion> Read(string path, List<BadLine> problems)
    {
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in JsonLines.Read(path, Question))
        {
            if (line.Value is not { } question)
            {
                problems.Add(new BadLine(path, line.Number, line.Problem!));
            }
            else if (!ids.Add(question.Id))
            {
                problems.Add(new BadLine(path, line.Number, $"the id \"{question.Id}\" stands on an earlier line too"));
            }
            else
            {
                questions.Add(question);
            }
        }

        return questions;
    }

    private static TestQuestion Question(JsonElement line) =>
        new(line.RequiredText(line.TryGetProperty("_id", out _) ? "_id" : "id"), line.RequiredText(line.TryGetProperty("question", out _) ? "question" : "text"))
        {
            Answers = Texts(line, "answers"),
            AnswersAll = Texts(line, "answersAll"),
            Answerable = Flag(line, "answerable"),
            History = [.. Items(line, "history").Select(Turn)],
            Scenario = line.Text("scenario") is { Length: > 0 } scenario ? scenario : null,
            About = line.Text("about") is { Length: > 0 } about ? about : null,
            Evidence = [.. Items(line, "evidence").Where(IsQuote).Select(item => new EvidenceQuote(item.RequiredText("article"), item.RequiredText("quote")))],
        };

    // Other sets keep evidence of their own kinds under the same name: these are no quotes from an article.
    private static bool IsQuote(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("article", out _) && item.TryGetProperty("quote", out _);

    private static Turn Turn(JsonElement item) => item.ValueKind != JsonValueKind.Object
        ? throw new InvalidDataException("a \"history\" entry is no object")
        : new Turn(
            item.Text("role") switch
            {
                "user" => Role.User,
                "assistant" => Role.Assistant,
                var role => throw new InvalidDataException($"a \"history\" entry has the role \"{role}\": it must be user or assistant"),
            },
            item.Text("content") ?? item.Text("text") ?? throw new InvalidDataException("a \"history\" entry has neither content nor text"));

    private static List<string> Texts(JsonElement line, string name) =>
        [.. Items(line, name).Select(item => item.ValueKind switch
        {
            JsonValueKind.String => item.GetString()!,
            JsonValueKind.Number => item.GetRawText(),
            _ => throw new InvalidDataException($"\"{name}\" must be a list of texts"),
        }).Where(text => !string.IsNullOrWhiteSpace(text))];

    private static bool? Flag(JsonElement line, string name) => !line.TryGetProperty(name, out var value)
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => throw new InvalidDataException($"\"{name}\" must be true, false or null"),
        };

    private static JsonElement.ArrayEnumerator Items(JsonElement line, string name) => !line.TryGetProperty(name, out var value)
        ? default
        : value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Null => default,
            _ => throw new InvalidDataException($"\"{name}\" must be a list"),
        };
}
