using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests;

internal static class IndexTerm
{
    private static readonly EnglishTextAnalyzer Analyzer = new();

    /// <summary>What the index has of a word.</summary>
    public static string Of(string word) => Analyzer.Terms(word).Single();
}
