using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Storage;

namespace CcgBot.Documents.Tests;

public sealed class IngestTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-documents").FullName;
    private readonly ArticleStore _store;

    public IngestTests() => _store = new ArticleStore(new Database(Path.Combine(_folder, "ccgbot.db")), TimeProvider.System);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_folder_of_all_formats_is_taken_in_and_what_is_bad_is_named()
    {
        var articles = Write();
        File.WriteAllBytes(Path.Combine(articles, "cut.pdf"), Samples.All["ward.pdf"][..300]);
        File.WriteAllText(Path.Combine(articles, "plain.txt"), "A plain file\n\nIt has a paragraph that says something.");

        var outcomes = Ingest(articles);

        outcomes.Where(outcome => outcome.Result == IngestResult.Failed).Select(outcome => Path.GetFileName(outcome.Item)).ShouldBe(["cut.pdf"]);
        outcomes.Count(outcome => outcome.Result == IngestResult.Added).ShouldBe(Samples.All.Count + 4);
        outcomes.ShouldContain(outcome => outcome.ArticleId == "pack/sub/note.txt");
        Ingest(articles).Count(outcome => outcome.Result == IngestResult.Unchanged).ShouldBe(Samples.All.Count + 4);
    }

    [Fact]
    public void A_paragraph_knows_its_page_and_section_and_so_does_the_citation()
    {
        Ingest(Write());
        var block = _store.Find("ward").ShouldNotBeNull().Article.Paragraphs.Single(block => block.Text.StartsWith("Visitors come", StringComparison.Ordinal));
        var paragraph = _store.Find(new ParagraphId("ward", block.Ordinal!.Value, ContentHash.Of(block.Text))).ShouldNotBeNull();

        (paragraph.Page, paragraph.Section, paragraph.Place).ShouldBe((2, "Visitors", "page 2 · Visitors"));
        var json = CitationJson.From(new Citation(1, paragraph, paragraph.Text[..8], 0, 8));
        (json.Page, json.Section).ShouldBe((2, "Visitors"));
    }

    [Fact]
    public void The_manifest_overrides_what_a_document_says_of_itself()
    {
        var articles = Write();
        File.WriteAllText(Path.Combine(articles, Manifest.FileName), "articles:\n- file: ward.pdf\n  id: handbook\n  title: The handbook\n  published: 2020-01-02\n- file: pack.zip/burns.html\n  id: burns-packed\n");

        Ingest(articles);

        var article = _store.Find("handbook").ShouldNotBeNull().Article;
        (article.Title, article.Published).ShouldBe(("The handbook", new DateOnly(2020, 1, 2)));
        _store.Find("burns-packed").ShouldNotBeNull();
    }

    [Fact]
    public void Files_of_one_name_with_other_endings_are_articles_of_their_own_whichever_comes_first()
    {
        var articles = Directory.CreateDirectory(Path.Combine(_folder, "articles")).FullName;
        void Write(string name, string words) => File.WriteAllText(Path.Combine(articles, name), words);
        List<string?> Ids() => [.. Ingest(articles).Select(outcome => outcome.ArticleId)];
        Write("burns.md", "# Burns\n\nCool the burn under the tap for twenty minutes.");
        Ids().ShouldBe(["burns"]);

        Write("burns.csv", "Depth,Days\nsuperficial,7\n");
        Write("burns.html", "<h1>Burns of the eye</h1><p>Rinse the eye and call the ward at once.</p>");
        Ids().ShouldBe(["burns.csv", "burns.html", "burns"]);
        Ids().ShouldBe(["burns.csv", "burns.html", "burns"]);

        File.Delete(Path.Combine(articles, "burns.md"));
        Ids().ShouldBe(["burns.csv", "burns.html"]);
    }

    [Fact]
    public void A_file_saved_in_another_format_goes_on_as_its_article()
    {
        var articles = Directory.CreateDirectory(Path.Combine(_folder, "articles")).FullName;
        File.WriteAllText(Path.Combine(articles, "eyes.txt"), "Eyes\n\nRinse the eye for ten minutes.");
        Ingest(articles);
        File.Delete(Path.Combine(articles, "eyes.txt"));
        File.WriteAllText(Path.Combine(articles, "eyes.md"), "# Eyes\n\nRinse the eye for fifteen minutes.");

        var outcome = Ingest(articles).ShouldHaveSingleItem();

        (outcome.ArticleId, outcome.Result).ShouldBe(("eyes", IngestResult.Updated));
    }

    private string Write()
    {
        var articles = Directory.CreateDirectory(Path.Combine(_folder, "articles")).FullName;
        foreach (var (name, bytes) in Samples.All)
        {
            File.WriteAllBytes(Path.Combine(articles, name), bytes);
        }

        return articles;
    }

    private List<IngestOutcome> Ingest(string folder) => [.. new Ingestor(_store, Reading.Options, Reading.Process.Read).Ingest([folder])];
}
