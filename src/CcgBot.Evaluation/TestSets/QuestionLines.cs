using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads <c>queries.jsonl</c> and <c>questions.jsonl</c>, which differ in names only: <c>_id</c>/<c>id</c>, <c>text</c>/<c>question</c>; and MTRAG's lines
/// (Katsis et al. 2025): its tasks (<c>task_id</c>, <c>input</c>, <c>targets</c>, <c>contexts</c>) and its queries, whose turns stand in one text after <c>|user|:</c>.
/// </summary>
internal static class QuestionLines
{
    private const string UserMark = "|user|:";

    /// <param name="judged">Given the documents that the lines themselves name.</param>
    public static List<TestQuestion> Read(string path, List<BadLine> problems, Dictionary<string, IReadOnlyDictionary<string, int>> judged)
    {
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in JsonLines.Read(path, Line))
        {
            if (line.Value?.Question is not { } question)
            {
                problems.Add(new BadLine(path, line.Number, line.Problem!));
            }
            else if (!ids.Add(question.Id))
            {
                problems.Add(new BadLine(path, line.Number, $"the id \"{question.Id}\" is on an earlier line too"));
            }
            else
            {
                questions.Add(question with { Line = line.Number });
                if (line.Value.Judged.Count > 0)
                {
                    judged[question.Id] = line.Value.Judged.Distinct().ToDictionary(id => id, _ => 1, StringComparer.Ordinal);
                }
            }
        }

        return questions;
    }

    private static QuestionLine Line(JsonElement line) => line.TryGetProperty("task_id", out _) && line.TryGetProperty("input", out _)
        ? Task(line)
        : new QuestionLine(Turns(Question(line)), []);

    private static QuestionLine Task(JsonElement line)
    {
        List<Turn> turns = [.. Items(line, "input").Select(Speaker)];
        if (turns is [] || turns[^1].Role != Role.User)
        {
            throw new InvalidDataException("\"input\" does not end with what the user asks");
        }

        var answerability = Items(line, "Answerability").Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : null).FirstOrDefault();
        return new QuestionLine(
            new TestQuestion(line.RequiredText("task_id"), turns[^1].Content)
            {
                History = [.. turns.SkipLast(1)],
                Answers = [.. Items(line, "targets").Select(target => target.Text("text")).OfType<string>().Where(text => text.Length > 0)],
                Answerable = answerability switch { "ANSWERABLE" or "PARTIAL" => true, "UNANSWERABLE" => false, _ => null },
            },
            [.. Items(line, "contexts").Select(context => context.Text("document_id")).OfType<string>()]);
    }

    private static Turn Speaker(JsonElement item) => new(
        item.Text("speaker") switch
        {
            "user" => Role.User,
            "agent" => Role.Assistant,
            var speaker => throw new InvalidDataException($"an \"input\" entry has the speaker \"{speaker}\": it must be user or agent"),
        },
        item.RequiredText("text"));

    private static TestQuestion Turns(TestQuestion question)
    {
        if (!question.Text.StartsWith(UserMark, StringComparison.Ordinal))
        {
            return question;
        }

        var said = question.Text.Split(UserMark, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return said.Length == 0
            ? throw new InvalidDataException("\"text\" is missing or empty")
            : question with { Text = said[^1], History = [.. said.SkipLast(1).Select(text => new Turn(Role.User, text))] };
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
            _ => throw new InvalidDataException($"\"{name}\" must be a list of strings"),
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

    private sealed record QuestionLine(TestQuestion Question, IReadOnlyList<string> Judged);
}
