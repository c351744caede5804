using System.Net;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Endpoints;

[Collection(SiteCollection.Name)]
public sealed class ArticleEndpointsTests(SiteFixture site)
{
    private const string Dated = "000_c83acc44ee83a71c";
    private const string Undated = "001_d410f58d39418b5e";

    [Fact]
    public async Task Shows_the_article_as_published_with_its_date_and_numbers()
    {
        var page = await site.Http.GetStringAsync($"/articles/{Dated}");

        Assert.Contains("<h1 dir=\"auto\">External pressure caused ‘unwelcome’ CCG mergers</h1>", page, StringComparison.Ordinal);
        Assert.Contains("published <time datetime=\"2012-11-16\">16 November 2012</time>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"p14\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"p15\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"boilerplate\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_undated_where_the_source_gives_no_date() =>
        Assert.Contains("<p class=\"source\">undated", await site.Http.GetStringAsync($"/articles/{Undated}"), StringComparison.Ordinal);

    [Fact]
    public async Task Marks_the_quoted_words_of_the_cited_paragraph()
    {
        var page = await site.Http.GetStringAsync($"/articles/{Dated}?p=3&q=4-12");

        Assert.Contains("The <mark>national</mark> political context", page, StringComparison.Ordinal);
        Assert.Contains("class=\"paragraph cited\" id=\"p3\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?p=3&q=4-99999")]
    [InlineData("?p=3&q=9-4")]
    [InlineData("?p=3&q=-1-4")]
    [InlineData("?p=999&q=0-1")]
    [InlineData("?p=x&q=y")]
    [InlineData("?p=99999999999999999999")]
    public async Task Offsets_that_are_not_there_mark_nothing_and_still_show_the_article(string query)
    {
        var page = await site.Http.GetStringAsync($"/articles/{Dated}{query}");

        Assert.DoesNotContain("<mark>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"p14\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles/nothing-of-that-name")]
    [InlineData("/articles/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/articles/%01%E2%80%AE")]
    [InlineData("/articles/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/articles/000_c83acc44ee83a71c?v=0123456789abcdef")]
    public async Task An_unknown_article_or_version_is_a_page_that_says_so(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        using var response = await site.Http.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("<h1>No such", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_and_searches_titles_and_paragraphs()
    {
        Assert.Contains(Undated, await site.Http.GetStringAsync("/articles"), StringComparison.Ordinal);
        var found = await site.Http.GetStringAsync("/articles?q=health+and+wellbeing+boards");
        Assert.Contains($"/articles/{Undated}?p=10#p10", found, StringComparison.Ordinal);
        Assert.Contains("value=\"&quot;&gt;&lt;b&gt;\"", await site.Http.GetStringAsync("/articles?q=%22%3E%3Cb%3E"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_that_nothing_matches_says_so_and_shows_nothing_unrelated()
    {
        foreach (var search in (string[])["xylophone", "xylophone boards", "marmalade recipe", "football", "hospital closures", "mergers Wales", "the"])
        {
            var found = await site.Http.GetStringAsync($"/articles?q={Uri.EscapeDataString(search)}");
            Assert.Contains("No match.", found, StringComparison.Ordinal);
            Assert.DoesNotContain("?p=", found, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("boards", "board", "p10")]
    [InlineData("unwelcome", "unwelcome", "p1")] // stands in the article's title too
    [InlineData("SHA", "SHA", "p1")]
    [InlineData("develping", "develop", "p14")]
    public async Task Where_paragraphs_have_the_word_none_without_it_is_shown(string search, string word, string paragraph)
    {
        var found = await site.Http.GetStringAsync($"/articles?q={search}");

        Assert.Contains($"#{paragraph}\"", found, StringComparison.Ordinal);
        var hits = found[found.IndexOf("<ol class=\"found\">", StringComparison.Ordinal)..].Split("<li>").Skip(1).ToList();
        Assert.All(hits, hit => Assert.Contains($"<mark>{word}", hit, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_misspelt_search_says_which_words_were_searched_for()
    {
        Assert.Contains("Searched for “developing” instead of “develping”.", await site.Http.GetStringAsync("/articles?q=develping+CCGs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Searched for", await site.Http.GetStringAsync("/articles?q=developing+CCGs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hits_stand_under_their_article_with_the_words_marked()
    {
        var found = await site.Http.GetStringAsync("/articles?q=wellbeing+boards");

        Assert.Contains("<mark>Boards</mark>", found, StringComparison.OrdinalIgnoreCase);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(found, "<h3 dir=\"auto\">Major report into"));
    }

    [Theory]
    [InlineData("from=2012-11-16", true)]
    [InlineData("from=2012-11-17", false)]
    [InlineData("to=2012-11-15", false)]
    [InlineData("from=2012-01-01&to=2012-12-31", true)]
    [InlineData("publisher=Nobody", false)]
    [InlineData("from=yesterday", true)]
    public async Task Articles_and_hits_are_filtered_by_date_and_publisher(string filter, bool shown)
    {
        var list = await site.Http.GetStringAsync($"/articles?{filter}");
        var found = await site.Http.GetStringAsync($"/articles?q=mergers&{filter}");

        Assert.Equal(shown, list.Contains($"/articles/{Dated}\"", StringComparison.Ordinal));
        Assert.Equal(shown, found.Contains($"/articles/{Dated}", StringComparison.Ordinal));
        Assert.Equal(filter.Contains("yesterday", StringComparison.Ordinal), list.Contains(Undated, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_citation_opens_the_text_it_quoted_and_a_withdrawn_article_says_so()
    {
        using var home = new BotHome(withSeeds: false);
        var folder = home.Write("seeds", "one.txt", "A first title of this article\n\nThe first paragraph stays as it is.\n\nThe budget of the group was seven million pounds in total.\n");
        await using var host = await WebProcess.StartAsync(home);
        var old = await host.Http.GetStringAsync("/articles/one");
        var version = old.Split("<code>")[1].Split("</code>")[0];

        File.WriteAllText(Path.Combine(folder, "one.txt"), "A first title of this article\n\nThe first paragraph stays as it is.\n\nThe budget of the group was nine million pounds in total.\n");
        await Cli.RunAsync(home, "ingest", folder);

        Assert.Contains("nine million", await host.Http.GetStringAsync("/articles/one"), StringComparison.Ordinal);
        var cited = await host.Http.GetStringAsync($"/articles/one?v={version}&p=2&q=0-10#p2");
        Assert.Contains("seven million", cited, StringComparison.Ordinal);
        Assert.Contains("This text has changed since.", cited, StringComparison.Ordinal);
        Assert.Contains("the cited paragraph itself is unchanged", await host.Http.GetStringAsync($"/articles/one?v={version}&p=1&q=0-9#p1"), StringComparison.Ordinal);

        await Cli.RunAsync(home, "remove", "one");
        Assert.Contains("<strong>Withdrawn.</strong>", await host.Http.GetStringAsync($"/articles/one?v={version}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_id_finds_its_article_from_its_address()
    {
        using var home = new BotHome(withSeeds: false);
        string[] ids = ["a/b", "a#b", "a<b>", "a b", "100%", "a?b", "ü", "%2F", "a&v=1"];
        home.Write("seeds", "ids.jsonl", string.Join('\n', ids.Select((id, i) => System.Text.Json.JsonSerializer.Serialize(new { _id = id, title = $"Title number {i}", text = $"Paragraph of the article {i}." }))));
        await using var host = await WebProcess.StartAsync(home);

        for (var i = 0; i < ids.Length; i++)
        {
            Assert.Contains($"Title number {i}", await host.Http.GetStringAsync("/articles/" + Uri.EscapeDataString(ids[i])), StringComparison.Ordinal);
        }
    }
}
