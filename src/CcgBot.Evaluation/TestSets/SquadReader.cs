using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads SQuAD 2.0 JSON (Rajpurkar, Jia, Liang 2018): each context is an article <c>TITLE:pN</c> of the corpus and the judged
/// document of its answerable questions; <c>is_impossible</c> negated is answerable.
/// </summary>
internal static class SquadReader
{
    public static TestSet Read(string name, string path)
    {
        var problems = new List<BadLine>();
        var questions = new List<TestQuestion>();
        var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (document, paragraph) in Paragraphs(path))
        {
            foreach (var item in paragraph.GetProperty("qas").EnumerateArray())
            {
                try
                {
                    var question = Question(item);
                    questions.Add(question);
                    if (question.Answerable == true)
                    {
                        judged[question.Id] = new Dictionary<string, int>(StringComparer.Ordinal) { [document] = 1 };
                    }
                }
                catch (InvalidDataException error)
                {
                    problems.Add(new BadLine(path, 0, $"a question of {document}: {error.Message}"));
                }
            }
        }

        return new TestSet(name, path, new TestCorpus(path, writer => WriteCorpus(path, writer)), questions, new Qrels(judged), problems);
    }

    private static TestQuestion Question(JsonElement item)
    {
        var impossible = item.TryGetProperty("is_impossible", out var flag) && flag.ValueKind == JsonValueKind.True;
        return new TestQuestion(item.RequiredText("id"), item.RequiredText("question"))
        {
            Answerable = !impossible,
            Answers = impossible || !item.TryGetProperty("answers", out var answers)
                ? []
                : [.. answers.EnumerateArray().Select(answer => answer.RequiredText("text")).Distinct()],
        };
    }

    private static void WriteCorpus(string path, TextWriter writer)
    {
        foreach (var (document, paragraph) in Paragraphs(path))
        {
            var title = document[..document.LastIndexOf(':')].Replace('_', ' ');
            writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, string>
            {
                ["_id"] = document,
                ["title"] = title,
                ["text"] = paragraph.RequiredText("context"),
            }));
        }
    }

    private static IEnumerable<(string Document, JsonElement Paragraph)> Paragraphs(string path)
    {
        var root = Parse(path);
        foreach (var article in root.EnumerateArray())
        {
            var (title, number) = (article.Text("title") ?? "untitled", 0);
            foreach (var paragraph in article.GetProperty("paragraphs").EnumerateArray())
            {
                yield return ($"{title}:p{++number}", paragraph);
            }
        }
    }

    private static JsonElement Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
                ? data.Clone()
                : throw new InvalidDataException($"{path} is not SQuAD 2.0: it has no \"data\" list.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}:{error.LineNumber + 1}: not valid JSON.", error);
        }
    }
}
