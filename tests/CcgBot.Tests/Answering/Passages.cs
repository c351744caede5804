using CcgBot.Articles;
using CcgBot.Retrieval;

namespace CcgBot.Tests.Answering;

/// <summary>Paragraphs as if they had been found.</summary>
internal static class Passages
{
    public static ScoredParagraph Found(string text, string title = "A title", long key = 1, double score = 1) => new(
        new Paragraph(key, new ParagraphId($"article{key}", 1, ContentHash.Of(text)), text, title, null, null, null, "v", true, false), 1, score, score, null);
}
