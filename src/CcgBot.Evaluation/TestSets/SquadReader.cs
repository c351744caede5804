using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads SQuAD 1.1 and 2.0 JSON (Rajpurkar et al. 2016; Rajpurkar, Jia, Liang 2018): each context is an article <c>TITLE:pN</c> of the corpus and the judged
/// document of its answerable questions; <c>is_impossible</c> negated is answerable. A document that has <c>questions</c> in the place of <c>data</c> is BioASQ's: <see cref="BioAsqReader"/>.
/// </summary>
internal static class SquadReader
{
    public static TestSet Read(string name, string path)
    {
        var root = Parse(path);
        if (root.TryGetProperty("questions", out var asked) && asked.ValueKind == JsonValueKind.Array)
        {
            return BioAsqReader.Read(name, path, root);
        }

        var problems = new List<BadLine>();
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (document, paragraph) in Paragraphs(path, root))
        {
            foreach (var item in Array(path, paragraph, "qas"))
            {
                try
                {
                    var question = Question(item);
                    if (!ids.Add(question.Id))
                    {
                        problems.Add(new BadLine(path, 0, $"a question of {document}: the id \"{question.Id}\" belongs to an earlier question too"));
                        continue;
                    }

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
        foreach (var (document, paragraph) in Paragraphs(path, Parse(path)))
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

    private static IEnumerable<(string Document, JsonElement Paragraph)> Paragraphs(string path, JsonElement root)
    {
        foreach (var article in Array(path, root, "data"))
        {
            var (title, number) = (article.Text("title") ?? "untitled", 0);
            foreach (var paragraph in Array(path, article, "paragraphs"))
            {
                yield return ($"{title}:p{++number}", paragraph);
            }
        }
    }

    private static JsonElement.ArrayEnumerator Array(string path, JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new InvalidDataException($"{path} is not SQuAD 2.0 or 1.1 (\"data\", each with \"paragraphs\", each with \"qas\"), nor BioASQ (\"questions\"): a list \"{name}\" is missing.");

    private static JsonElement Parse(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(InputFile.Bytes(path).AsMemory() is var bytes && bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidDataException($"{path} is not SQuAD 2.0 or 1.1, nor BioASQ: it is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}:{error.LineNumber + 1}: not valid JSON.", error);
        }
    }
}
