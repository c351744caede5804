using System.Text;
using CcgBot.Articles;

namespace CcgBot.Tests.Articles;

public sealed class JsonlCorpusReaderTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Each_line_is_an_article_of_one_paragraph_kept_whole()
    {
        Write("""{"_id":"a b/c","title":"Title","text":"One.\n\n  Two.\r\n","url":"https://example.org/x"}""");

        var article = Assert.Single(JsonlCorpusReader.Read(_path)).Article!;

        Assert.Equal(("a b/c", "Title", "https://example.org/x"), (article.Id, article.Title, article.Url));
        Assert.Equal(new Block(BlockKind.Paragraph, "One.\n\n  Two.\r\n", 1), Assert.Single(article.Blocks));
    }

    [Fact]
    public void A_changed_title_address_or_text_is_another_version()
    {
        Write(
            """{"_id":"1","title":"T","text":"x","url":"u"}""",
            """{"_id":"2","title":"T","text":"x","url":"u"}""",
            """{"_id":"3","title":"T","text":"y","url":"u"}""",
            """{"_id":"4","title":"U","text":"x","url":"u"}""",
            """{"_id":"5","title":"T","text":"x","url":"v"}""");

        var versions = JsonlCorpusReader.Read(_path).Select(line => line.Article!.Version).ToList();

        Assert.Equal(versions[0], versions[1]);
        Assert.Equal(4, versions.Distinct().Count());
    }

    [Fact]
    public void Bad_lines_are_named_by_number_and_the_rest_go_on()
    {
        Write("{\"_id\":\"1\",\"text\":\"good\"}", "", "{\"_id\":\"3\",", "[4]", "{\"_id\":\"5\",\"text\":\" \"}", "{\"text\":\"x\"}", "{\"_id\":\"7\",\"text\":{}}", "{\"_id\":\"8\",\"text\":\"good\"}");

        var lines = JsonlCorpusReader.Read(_path).ToList();

        Assert.Equal([1, 8], lines.Where(line => line.Article is not null).Select(line => line.Number));
        Assert.Equal([3, 4, 5, 6, 7], lines.Where(line => line.Problem is not null).Select(line => line.Number));
        Assert.Equal("\"text\" is missing or empty", lines[3].Problem);
    }

    [Fact]
    public void A_line_that_is_not_UTF8_spoils_only_itself()
    {
        File.WriteAllBytes(_path, [.. "\uFEFF{\"_id\":\"1\",\"text\":\"é\"}\n{\"_id\":\"2\",\"text\":\""u8, 0xFF, 0xC3, .. "\"}\n{\"_id\":\"3\",\"text\":\"ok\"}"u8]);

        var lines = JsonlCorpusReader.Read(_path).ToList();

        Assert.Equal([true, false, true], lines.Select(line => line.Article is not null));
        Assert.Equal("é", lines[0].Article!.Blocks[0].Text);
    }

    [Fact]
    public void Lines_longer_than_any_buffer_are_read()
    {
        var text = new string('x', 300_000);
        Write($$"""{"_id":"1","text":"{{text}}"}""", """{"_id":"2","text":"y"}""");

        Assert.Equal([text, "y"], JsonlCorpusReader.Read(_path).Select(line => line.Article!.Blocks[0].Text));
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_problem() =>
        Assert.StartsWith("can't be read", Assert.Single(JsonlCorpusReader.Read(_path + ".none")).Problem, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_path);

    private void Write(params string[] lines) => File.WriteAllText(_path, string.Join('\n', lines), new UTF8Encoding(false));
}
