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
        home.Write("seeds", "hostile.jsonl", string.Join('\n', HostileTexts.All.Select((text, i) => JsonSerializer.Serialize(new
        {
            // No control characters: no web server takes them in an address.
            _id = $"hostile-{i} {string.Concat(text.Take(20).Where(c => !char.IsControl(c)))}",
            title = $"Report {i} {text}",
            text = $"The keyword{i} of hostile article {i} is this: {text} and no more.",
        }))));
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string>
        {
            ["DirectLine:PostsPerMinute"] = "100000",
            ["DirectLine:RequestsPerMinute"] = "100000",
        });
        await using var visit = await Visit.OpenAsync(browser, host.Address);
        visit.Page.Dialog += (_, dialog) => visit.Complaints.Enqueue("dialog " + dialog.Message);

        await ViewAllAsync(visit);
        await AskAllAsync(visit);

        Assert.All(visit.Requests, address => Assert.True(new Uri(address).Authority == host.Address.Authority || address.StartsWith("data:", StringComparison.Ordinal) || address.StartsWith("blob:", StringComparison.Ordinal), address));
        Assert.Empty(visit.Complaints);
    }

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
            var text = HostileTexts.All[i].ReplaceLineEndings(" ");
            await chat.Input.FillAsync($"What is the keyword{i} of hostile article {i}: {text}?");
            await chat.Input.PressAsync("Enter");
            await Assertions.Expect(chat.Answers).ToHaveCountAsync(i + 2, new() { Timeout = 180_000 });
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>(FindHarm));
        }
    }
}
