using CcgBot.Articles;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Training;

/// <summary>
/// A test set → small sets of its own, each the paragraphs of one title with the questions about them. What is sure in a corpus of thousands
/// (rare words, a clear lead) looks otherwise among a few dozen paragraphs on one subject: weights have to be learnt from both.
/// </summary>
public static class TitleCorpora
{
    /// <summary>A title of fewer paragraphs is no corpus to search.</summary>
    private const int FewestParagraphs = 10;

    /// <summary>Fewer questions than this would count as much as a whole set's (each set counts alike) and mean little.</summary>
    private const int FewestQuestions = 100;

    /// <summary>The small sets, all under one name of their own; none when the set has fewer than four titles of ten paragraphs, or hardly a question about them.</summary>
    /// <param name="folder">Where their corpora are written.</param>
    /// <param name="most">At most this many, evenly spread over the titles.</param>
    public static IReadOnlyList<TestSet> Of(TestSet set, string folder, int most)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Corpus is not { WriteJsonLines: null } corpus || !File.Exists(corpus.Path))
        {
            return [];
        }

        var titles = Titles(corpus.Path);
        if (titles.Count < 4)
        {
            return [];
        }

        Directory.CreateDirectory(folder);
        var few = Math.Min(most, titles.Count);
        List<TestSet> small = [.. Enumerable.Range(0, few).Select(i => Small(set, folder, i, titles[(int)((long)i * titles.Count / few)]))];
        return small.Sum(one => one.Questions.Count) < FewestQuestions ? [] : small;
    }

    private static List<List<Row>> Titles(string path) =>
    [
        .. JsonLines.Read(path, line => new Row(line.RequiredText("_id"), line.Text("title") ?? "", line.GetRawText()))
            .Select(line => line.Value)
            .OfType<Row>()
            .GroupBy(row => row.Title, StringComparer.Ordinal)
            .Where(title => title.Key.Length > 0)
            .Select(title => title.ToList())
            .Where(title => title.Count >= FewestParagraphs),
    ];

    private static TestSet Small(TestSet set, string folder, int number, List<Row> paragraphs)
    {
        var path = Path.Combine(folder, $"{set.Name}-title{number}.jsonl");
        File.WriteAllLines(path, paragraphs.Select(paragraph => paragraph.Line));
        var ids = paragraphs.Select(paragraph => paragraph.Id).ToHashSet(StringComparer.Ordinal);
        return set with
        {
            Name = $"{set.Name} by title",
            Corpus = new TestCorpus(path),
            Questions = [.. set.Questions.Where(question => DocumentsOf(set, question) is { Count: > 0 } about && about.All(ids.Contains))],
        };
    }

    private static IReadOnlyCollection<string> DocumentsOf(TestSet set, TestQuestion question) =>
        set.Qrels.Relevant(question.Id) is { Count: > 0 } relevant ? relevant : question.About is { } about ? [about] : [];

    /// <param name="Line">As it stands in the corpus.</param>
    private sealed record Row(string Id, string Title, string Line);
}
