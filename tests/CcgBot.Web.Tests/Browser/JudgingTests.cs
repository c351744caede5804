using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>What two judges do in their browsers: take in what was said and asked, click the paragraph that answers, read how far they agree.</summary>
public sealed class JudgingTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly BotHome _home = new();
    private WebProcess? _host;

    public async Task InitializeAsync() => _host = await WebProcess.StartAsync(_home, new Dictionary<string, string>
    {
        ["Retrieval:Dense:Enabled"] = "false",
        ["Web:OperatorKey"] = SiteFixture.OperatorKey,
    });

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [BrowserFact]
    public async Task Two_judges_make_a_test_set_of_gaps_from_the_console()
    {
        foreach (var question in (string[])["How many zebras live in the research groups?", "Who baked the cake of the health board?", "What did the merger of the boards cost in euros?"])
        {
            await _host!.Http.PostAsJsonAsync(new Uri(_host.Address, "/api/ask"), new { question });
        }

        await using var ann = await Visit.OpenAsync(browser, _host!.Address, new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        await ann.SignInAsync(SiteFixture.OperatorKey);
        await ann.Page.GotoAsync("/admin/gaps");
        await ann.PictureAsync("console-gaps");
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Take feedback and gaps into a test set" }).ClickAsync();
        await ann.Page.WaitForURLAsync("**/judge");
        var asked = await JudgeAllAsync(ann, "ann", "judge-wide", _ => 0);

        await using var bob = await Visit.OpenAsync(browser, _host.Address, new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true });
        await bob.SignInAsync(SiteFixture.OperatorKey);
        await bob.Page.GotoAsync("/judge");
        // Of one mind in all but the last.
        Assert.Equal(asked, await JudgeAllAsync(bob, "bob", "judge-phone", i => i == asked - 1 ? -1 : 0));

        await ann.Page.GotoAsync("/judge");
        await ann.PictureAsync("judge-agreement");
        var said = await ann.Page.Locator("article.entry").First.InnerTextAsync();
        Assert.Contains($"ann and bob: {asked - 1} of {asked} alike, kappa 0.", said);
        var saved = Directory.GetFiles(_home.Path, "questions.jsonl", SearchOption.AllDirectories).Single(file => file.Contains("judging", StringComparison.Ordinal));
        Assert.Equal(asked - 1, File.ReadLines(saved).Count());
        Assert.Empty(ann.Complaints.Concat(bob.Complaints));
    }

    /// <param name="choice">The number of a question → the number of the paragraph that is clicked; -1 = none answers it.</param>
    /// <returns>How many were judged.</returns>
    private static async Task<int> JudgeAllAsync(Visit judge, string name, string picture, Func<int, int> choice)
    {
        await judge.Page.GetByRole(AriaRole.Link, new() { Name = "feedback", Exact = true }).ClickAsync();
        await judge.Page.GetByLabel("Your name").FillAsync(name);
        await judge.Page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        var judged = 0;
        for (; !(await judge.Page.InnerTextAsync("main")).Contains("You have judged them all", StringComparison.Ordinal); judged++)
        {
            if (judged == 1)
            {
                await judge.PictureAsync(picture);
                Assert.Equal(0, await judge.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            }

            var none = choice(judged) < 0;
            await judge.Page.GetByRole(AriaRole.Button, new() { Name = none ? "None of them answers it" : "This one answers it" }).Nth(Math.Max(0, choice(judged))).ClickAsync();
            await Assertions.Expect(judge.Page.Locator("p.source").First).ToHaveTextAsync(new Regex($"^{name}: {judged + 1} of"));
        }

        return judged;
    }
}
