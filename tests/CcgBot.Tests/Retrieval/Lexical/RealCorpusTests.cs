using System.Text.Json;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Retrieval.Lexical;

/// <summary>The top-k query against Lucene's exhaustive search on corpora and questions that people wrote.</summary>
public sealed class RealCorpusTests
{
    private const int MostParagraphs = 6_000;
    private const int MostQuestions = 150;

    [TestSetTheory]
    [InlineData("cranfield")]
    [InlineData("scifact")]
    [InlineData("nhs-conditions")]
    public void Finds_what_an_exhaustive_search_finds(string set)
    {
        var folder = TestSetTheoryAttribute.Folder(set);
        using var oracle = new LuceneOracle(new RetrievalOptions());
        var key = 0L;
        foreach (var line in File.ReadLines(Path.Combine(folder, "corpus.jsonl")).Take(MostParagraphs))
        {
            using var json = JsonDocument.Parse(line);
            oracle.Add(key++, Text(json, "title"), Text(json, "text"));
            if (key % 1_500 == 0)
            {
                oracle.Commit();
            }
        }

        oracle.Commit();
        using var index = oracle.Open();
        var analyzer = new EnglishTextAnalyzer();
        foreach (var line in File.ReadLines(Path.Combine(folder, "queries.jsonl")).Take(MostQuestions))
        {
            using var json = JsonDocument.Parse(line);
            var terms = analyzer.Terms(Text(json, "text")).GroupBy(term => term).Select(group => new WeightedTerm(group.Key, group.Count())).ToList();
            Assert.Null(LuceneOracle.Difference(index.Search(terms, 10).Hits, oracle.Search(terms, 10), 10));
        }
    }

    private static string Text(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    /// <summary>A test on the shared test sets; skipped, saying what is missing, where these are absent.</summary>
    private sealed class TestSetTheoryAttribute : TheoryAttribute
    {
        public TestSetTheoryAttribute()
        {
            if (!Directory.Exists(Root))
            {
                Skip = $"No test sets in {Root}: set CCGBOT_SHARED to the folder that holds testsets/.";
            }
        }

        private static string Root => Path.GetFullPath(Path.Combine(
            Environment.GetEnvironmentVariable("CCGBOT_SHARED") is { Length: > 0 } named ? named : Path.Combine(Repository(), "..", "shared"), "testsets"));

        public static string Folder(string set) => Path.Combine(Root, set);

        private static string Repository()
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder.Parent is not null && !File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
            {
                folder = folder.Parent;
            }

            return folder.FullName;
        }
    }
}
