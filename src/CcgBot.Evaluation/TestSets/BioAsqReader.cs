using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads BioASQ task b JSON (Tsatsaronis et al. 2015): <c>questions</c> with <c>body</c>; <c>exact_answer</c>, else <c>ideal_answer</c>, is what is expected;
/// the last part of each address in <c>documents</c> is a judged document.
/// </summary>
internal static class BioAsqReader
{
    public static TestSet Read(string name, string path, JsonElement root)
    {
        var problems = new List<BadLine>();
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var item in root.GetProperty("questions").EnumerateArray())
        {
            number++;
            try
            {
                var question = Question(item);
                if (!ids.Add(question.Id))
                {
                    problems.Add(new BadLine(path, 0, $"the id \"{question.Id}\" belongs to an earlier question too"));
                    continue;
                }

                questions.Add(question);
                var documents = Texts(item, "documents").Select(address => address[(address.LastIndexOf('/') + 1)..]).Where(id => id.Length > 0).Distinct().ToDictionary(id => id, _ => 1);
                if (documents.Count > 0)
                {
                    judged[question.Id] = documents;
                }
            }
            catch (InvalidDataException error)
            {
                problems.Add(new BadLine(path, 0, $"question {number}: {error.Message}"));
            }
        }

        return new TestSet(name, path, null, questions, new Qrels(judged), problems);
    }

    private static TestQuestion Question(JsonElement item)
    {
        var isList = item.Text("type") == "list";
        var exact = Exact(item, isList);
        return new TestQuestion(item.RequiredText("id"), item.RequiredText("body"))
        {
            Answers = exact.Count == 0 ? Texts(item, "ideal_answer") : isList ? [] : exact,
            AnswersAll = isList ? exact : [],
        };
    }

    /// <summary>A text; a list of synonyms; or, of a list question, a list of lists of synonyms, of which the first stands for each.</summary>
    private static List<string> Exact(JsonElement item, bool isList) => !item.TryGetProperty("exact_answer", out var answer) ? [] : answer.ValueKind switch
    {
        JsonValueKind.String => [answer.GetString()!],
        JsonValueKind.Array when isList => [.. answer.EnumerateArray().Select(one => Flat(one).FirstOrDefault()).OfType<string>()],
        JsonValueKind.Array => [.. Flat(answer)],
        _ => [],
    };

    private static IEnumerable<string> Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Flat),
        _ => [],
    };

    private static List<string> Texts(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? [.. Flat(value)] : [];
}
