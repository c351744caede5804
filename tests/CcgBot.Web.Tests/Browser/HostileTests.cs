using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>A hundred hostile articles and questions run no script, load nothing from elsewhere and lead nowhere else.</summary>
public sealed class HostileTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string FindHarm = """
        () => {
          const bad = [];
          if (window.harmed) { bad.push('a script ran'); }
          for (const element of document.querySelectorAll('[href], [src], [action], [data]')) {
            for (const name of ['href', 'src', 'action', 'data']) {
              const value = element.getAttribute(name);
              if (value && /^\s*(javascript|vbscript|data:text)/i.test(value)) { bad.push(`${element.tagName} ${name}=${value}`); }
              if (value && !/^data:image/.test(value) && new URL(value, location.href).host !== location.host && !element.closest('.webchat__bubble--from-user')) { bad.push(`${element.tagName} ${name}=${value}`); }
            }
          }
          for (const element of document.querySelectorAll('*')) {
            for (const attribute of element.attributes) { if (/^on/i.test(attribute.name)) { bad.push(`${element.tagName} ${attribute.name}`); } }
          }
          // What a person typed may be a link to what it says; no more than that.
          for (const link of document.querySelectorAll('.webchat__bubble--from-user a')) {
            if (!link.textContent.includes('evil.example')) { bad.push(`a link that hides where it goes: ${link.textContent}`); }
          }
          if ([...document.querySelectorAll('h1')].some(h => h.textContent === 'Defaced')) { bad.push('defaced'); }
          return bad;
        }
        """;

    [BrowserFact]
    public async Task A_hundred_hostile_articles_and_questions_do_no_harm()
    {
        Assert.Equal(100, HostileTexts.All.Count);
        using var home = new BotHome(withSeeds: false);
        home.Write("seeds", "hostile.jsonl", Lines(Article));
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string>
        {
            ["DirectLine:PostsPerMinute"] = "100000",
            ["DirectLine:RequestsPerMinute"] = "100000",
            ["Web:OperatorKey"] = SiteFixture.OperatorKey,
        });
        await using var visit = await Visit.OpenAsync(browser, host.Address);
        visit.Page.Dialog += (_, dialog) => visit.Complaints.Enqueue("dialog " + dialog.Message);

        await ViewAllAsync(visit);
        await AskAllAsync(visit);
        await OperateAsync(visit, host);

        Assert.All(visit.Requests, address => Assert.True(new Uri(address).Authority == host.Address.Authority || address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith("blob:", StringComparison.Ordinal), address));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task A_hundred_hostile_articles_and_questions_do_no_harm_in_the_evaluators_report()
    {
        using var home = new BotHome(withSeeds: false);
        home.Write("set", "corpus.jsonl", Lines(Article));
        home.Write("set", "queries.jsonl", Lines((text, i) => new { _id = $"q{i} {Printable(text)}", text = Asked(text, i), answers = new[] { text }, answerable = true }));
        var folder = home.Write("set", "qrels.tsv", "query-id\tcorpus-id\tscore\n");
        var results = Path.Combine(home.Path, "report");
        await Cli.RunAsync(home, "eval", folder, "--out", results, "--set", "Retrieval:Dense:Enabled=false");
        var report = Assert.Single(Directory.GetFiles(results, "*.html", SearchOption.AllDirectories));

        await using var visit = await Visit.OpenAsync(browser, new Uri("file:///"));
        visit.Page.Dialog += (_, dialog) => visit.Complaints.Enqueue("dialog " + dialog.Message);
        await visit.Page.GotoAsync(new Uri(report).AbsoluteUri);
        var more = visit.Page.Locator("#more");
        while (await more.IsVisibleAsync())
        {
            await more.ClickAsync();
        }

        // Every question opened: what was expected, answered, cited and found.
        var questions = await visit.Page.EvaluateAsync<int>("() => { const all = [...document.querySelectorAll('details.question')]; for (const each of all) { each.open = true; } return all.length; }");
        Assert.InRange(questions, 98, 100);
        await Assertions.Expect(visit.Page.Locator("details.question .body")).ToHaveCountAsync(questions);
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
        await visit.PictureAsync("hostile-report");
        Assert.All(visit.Requests, address => Assert.StartsWith("file://", address, StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    private static string Lines(Func<string, int, object> line) => string.Join('\n', HostileTexts.All.Select((text, i) => JsonSerializer.Serialize(line(text, i))));

    private static object Article(string text, int i) => new
    {
        _id = $"hostile-{i} {Printable(text)}",
        title = $"Report {i} {text}",
        text = $"The keyword{i} of hostile article {i} is this: {text} and no more.",
    };

    private static string Asked(string text, int i) => $"What is the keyword{i} of hostile article {i}: {text.ReplaceLineEndings(" ")}?";

    // No control characters: no web server takes them in an address.
    private static string Printable(string text) => string.Concat(text.Take(20).Where(c => !char.IsControl(c)));

    private static async Task ViewAllAsync(Visit visit)
    {
        var links = new HashSet<string>();
        for (var page = 1; page <= 3; page++)
        {
            await visit.Page.GotoAsync($"/articles?page={page}");
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
            links.UnionWith(await visit.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('ul.articles a')].map(a => a.getAttribute('href'))"));
        }

        // A lone surrogate is no text that JSON or SQLite can hold: such lines may be refused or mended, the rest must be there.
        Assert.InRange(links.Count, 98, 100);
        foreach (var link in links)
        {
            await visit.Page.GotoAsync(link + "?p=1&q=4-30#p1");
            await Assertions.Expect(visit.Page.Locator(".paragraph.cited mark")).ToHaveCountAsync(1);
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
        }
    }

    private static async Task AskAllAsync(Visit visit)
    {
        var chat = await Chat.OpenAsync(visit.Page);
        for (var i = 0; i < HostileTexts.All.Count; i++)
        {
            await chat.Input.FillAsync(Asked(HostileTexts.All[i], i));
            await chat.Input.PressAsync("Enter");
            await Assertions.Expect(chat.Answers).ToHaveCountAsync(i + 2, new() { Timeout = 180_000 });
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
        }
    }

    /// <summary>What operators read of it: the list of answers, every answer's record, gaps and feedback.</summary>
    private static async Task OperateAsync(Visit visit, WebProcess host)
    {
        await visit.SignInAsync(SiteFixture.OperatorKey);
        var records = new HashSet<string>();
        for (var page = 1; page <= 3; page++)
        {
            await visit.Page.GotoAsync($"/evidence?page={page}");
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
            records.UnionWith(await visit.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('ul.articles a')].map(a => a.getAttribute('href'))"));
        }

        Assert.Equal(HostileTexts.All.Count, records.Count);
        foreach (var record in records)
        {
            await visit.Page.GotoAsync(record);
            await Assertions.Expect(visit.Page.Locator("dl.record")).ToHaveCountAsync(1);
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
        }

        using var connection = new Storage.Database(host.StorePath).Open();
        for (var i = 0; i < HostileTexts.All.Count; i++)
        {
            Storage.ConnectionExtensions.Run(connection, "INSERT INTO feedback(reaction, text, at) VALUES ('dislike', $1, $2)", HostileTexts.All[i], i);
        }

        foreach (var page in (string[])["/gaps", "/feedback", "/curated"])
        {
            await visit.Page.GotoAsync(page);
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
        }
    }
}
