using CcgBot.Articles;

namespace CcgBot.Documents.Tests;

/// <summary>Documents read as an ingest reads them.</summary>
internal static class Reading
{
    public static readonly ReaderProcess Process = new();

    public static readonly IngestOptions Options = new() { MaxSecondsPerDocument = 20 };

    public static IReadOnlyList<ReadDocument> Documents(string name, byte[] bytes, IngestOptions? options = null) =>
        Process.Read(new DocumentFile(name, bytes), options ?? Options, CancellationToken.None).ShouldNotBeNull();

    public static Article Article(string name) => Article(name, Samples.All[name]);

    public static Article Article(string name, byte[] bytes) => DocumentArticle.Read(Path.GetFileNameWithoutExtension(name), Documents(name, bytes).ShouldHaveSingleItem());

    public static List<string> Texts(this Article article) => [.. article.Paragraphs.Select(block => block.Text)];

    public static Block Block(this Article article, string text) => article.Blocks.Single(block => block.Text == text);
}
