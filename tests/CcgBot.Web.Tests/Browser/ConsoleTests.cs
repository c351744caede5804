using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;
using Deque.AxeCore.Playwright;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>The console's pages and flows in a browser, by an editor, an auditor and one who is both; each page by axe-core, and no wider than a telephone.</summary>
public sealed class ConsoleTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Question = "When does the lido close on weekdays?";

    private readonly BotHome _home = new();
    private WebProcess? _host;

    public async Task InitializeAsync()
    {
        var folder = _home.Write("leaflets", "lido.txt", "The lido\n\n1 May 2024\n\nThe lido opens its doors in the spring.\n\nThe lido closes at seven in the evening on weekdays.\n\nChildren under eight swim with an adult.\n");
        await Cli.RunAsync(_home, "ingest", folder, "--set", "Retrieval:Dense:Enabled=false");
        _host = await WebProcess.StartAsync(_home, new Dictionary<string, string>
        {
            ["Retrieval:Dense:Enabled"] = "false",
            ["Reading:Enabled"] = "false",
            ["Web:OperatorKey"] = SiteFixture.OperatorKey,
            ["Web:AsksPerMinute"] = "100000",
            ["Sources:leaflets:Folder"] = folder,
        });
        foreach (var question in (string[])[Question, "How many zebras graze on the helipad?", "How many zebras graze on the roof of the helipad?", "Who baked the cake of the health board?"])
        {
            using var asked = await _host.Http.PostAsJsonAsync(new Uri(_host.Address, "/api/ask"), new { question });
            asked.EnsureSuccessStatusCode();
        }
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [BrowserFact]
    public async Task An_editor_marks_paragraphs_replaces_an_article_and_writes_an_answer()
    {
        await using var editor = await OpenAsync("edit");
        await editor.Page.GotoAsync("/admin");
        Assert.Equal(["Home", "Articles", "Curated"], await editor.Page.Locator(".tabs a").AllInnerTextsAsync());

        await editor.Page.GotoAsync("/admin/articles/lido");
        await editor.Page.GetByLabel("Test a question").FillAsync(Question);
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Test" }).ClickAsync();
        await editor.Page.Locator("#p2 summary").ClickAsync();
        await editor.Page.GetByLabel("Use paragraph 2 as").SelectOptionAsync("off");
        await editor.Page.GetByLabel("Why, for paragraph 2").FillAsync("the times changed");
        await LookAsync(editor, "article-before");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Change paragraph 2 now" }).ClickAsync();
        await Assertions.Expect(editor.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("It is marked");
        await Assertions.Expect(editor.Page.Locator("#p2")).ToContainTextAsync("the times changed");
        await Assertions.Expect(editor.Page.Locator("th", new() { HasText = "Place before" })).ToBeVisibleAsync();
        await LookAsync(editor, "article-marked");

        await editor.Page.GotoAsync("/admin/articles");
        await LookAsync(editor, "articles");
        await editor.Page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "lido.txt",
            MimeType = "text/plain",
            Buffer = "The lido\n\n1 May 2024\n\nThe lido opens its doors in the spring.\n\nThe lido closes at nine in the evening on weekdays.\n\nDogs may not swim in the lido.\n"u8.ToArray(),
        });
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Read it" }).ClickAsync();
        await Assertions.Expect(editor.Page.Locator(".difference ins").First).ToHaveTextAsync("nine");
        await LookAsync(editor, "preview");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Assertions.Expect(editor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is published");

        await editor.Page.GotoAsync("/admin/curated");
        await editor.Page.GetByRole(AriaRole.Link, new() { Name = "Write an answer" }).ClickAsync();
        await editor.Page.GetByLabel("Questions that it answers").FillAsync("Until when can I swim?");
        await editor.Page.GetByLabel("Search the articles").FillAsync("lido closes evening");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Cite paragraph 2 of The lido" }).ClickAsync();
        await editor.Page.Locator("#quote-1").FillAsync("The lido closes at ten.");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(editor.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Not saved");
        await LookAsync(editor, "curated-blocked");
        await editor.Page.Locator("#quote-1").FillAsync("The lido closes at nine in the evening on weekdays.");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await LookAsync(editor, "curated-search");
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        Assert.Equal(["good", "good"], await editor.Page.Locator("ul.articles .tag").AllInnerTextsAsync());
        await editor.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(editor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is saved");
        await LookAsync(editor, "curated");

        foreach (var page in (string[])["/admin/gaps", "/admin/feedback", "/admin/audit", "/admin/keys", "/admin/sources", "/admin/evaluations"])
        {
            Assert.Equal(403, (await editor.Page.GotoAsync(page))!.Status);
        }
    }

    [BrowserFact]
    public async Task An_auditor_reads_and_checks_and_changes_nothing()
    {
        await using var auditor = await OpenAsync("audit");
        await auditor.Page.GotoAsync("/admin");
        await LookAsync(auditor, "home");
        await auditor.Page.GotoAsync("/admin/gaps");
        await Assertions.Expect(auditor.Page.Locator("main")).ToContainTextAsync("zebras");
        Assert.Equal(0, await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Keep what was decided" }).CountAsync());

        await auditor.Page.GotoAsync("/admin/audit");
        await LookAsync(auditor, "audit");
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Check the whole log" }).ClickAsync();
        await Assertions.Expect(auditor.Page.Locator("main")).ToContainTextAsync("as stored");
        await LookAsync(auditor, "audit-verified");
        await auditor.Page.GotoAsync("/evidence");
        await auditor.Page.GetByRole(AriaRole.Link, new() { Name = Question }).First.ClickAsync();
        await auditor.Page.GetByRole(AriaRole.Button, new() { Name = "Answer again from this record" }).ClickAsync();
        await Assertions.Expect(auditor.Page.Locator("main")).ToContainTextAsync("the same answer");
        await LookAsync(auditor, "audit-replayed");
        await auditor.Page.GotoAsync("/admin/evaluations");
        await LookAsync(auditor, "evaluations-none");

        foreach (var page in (string[])["/admin/articles", "/admin/article?id=lido", "/admin/curated", "/admin/keys", "/admin/sources"])
        {
            Assert.Equal(403, (await auditor.Page.GotoAsync(page))!.Status);
        }
    }

    [BrowserFact]
    public async Task Who_is_both_settles_gaps_syncs_a_source_replaces_a_key_and_runs_a_set()
    {
        await using var chief = await OpenAsync("edit", "audit");
        await chief.Page.GotoAsync("/admin/gaps");
        await chief.Page.GetByLabel("Who looks after it").First.FillAsync("Grace");
        await chief.Page.GetByLabel("State").First.SelectOptionAsync("out of scope");
        await LookAsync(chief, "gaps");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Keep what was decided" }).First.ClickAsync();
        await Assertions.Expect(chief.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is written down");
        await Assertions.Expect(chief.Page.Locator("details summary")).ToContainTextAsync("Done or out of scope: 2");
        await LookAsync(chief, "gaps-settled");
        await chief.Page.GetByRole(AriaRole.Link, new() { Name = "Write an answer" }).First.ClickAsync();
        await Assertions.Expect(chief.Page.GetByLabel("Questions that it answers")).ToHaveValueAsync("Who baked the cake of the health board?");
        await LookAsync(chief, "curated-from-gap");

        await chief.Page.GotoAsync("/admin/sources");
        for (var tries = 0; tries < 100 && !(await chief.Page.InnerTextAsync("main")).Contains("in step", StringComparison.Ordinal); tries++)
        {
            await chief.Page.ReloadAsync();
        }

        await LookAsync(chief, "sources");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Sync now: leaflets" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator("h1")).ToHaveTextAsync("Sources");

        await chief.Page.GotoAsync("/admin/keys");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Replace" }).First.ClickAsync();
        await Assertions.Expect(chief.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("goes on for 24 hours");
        await LookAsync(chief, "keys");

        await chief.Page.GotoAsync("/admin/gaps");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Take feedback and gaps into a test set" }).ClickAsync();
        await chief.Page.GetByRole(AriaRole.Link, new() { Name = "feedback", Exact = true }).ClickAsync();
        await chief.Page.GetByLabel("Your name").FillAsync("ann");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "This one answers it" }).First.ClickAsync();
        for (var run = 0; run < 2; run++)
        {
            await chief.Page.GotoAsync("/admin/evaluations");
            await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Run it" }).ClickAsync();
            for (var tries = 0; tries < 1_000 && (await chief.Page.InnerTextAsync("main")).Contains("under way", StringComparison.Ordinal); tries++)
            {
                await chief.Page.ReloadAsync();
            }

            await Assertions.Expect(chief.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("done");
        }

        await LookAsync(chief, "evaluations");
        await chief.Page.GetByRole(AriaRole.Link, new() { Name = "the report" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator("h1")).ToHaveTextAsync("Evaluation");
        await chief.PicturesAsync("evaluation-report");
        await chief.Page.GotoAsync("/admin/evaluations");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator("h1")).ToContainTextAsync("→");
        await chief.Page.GotoAsync("/admin/audit");
        await Assertions.Expect(chief.Page.Locator("main")).ToContainTextAsync("the test set feedback was run");
        await chief.Page.GetByLabel("Action").SelectOptionAsync("evaluation");
        await chief.Page.GetByRole(AriaRole.Textbox, new() { Name = "Who", Exact = true }).FillAsync("AUDIT");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator("tbody tr")).ToHaveCountAsync(2);
        await LookAsync(chief, "audit-changes");
        await chief.Page.GotoAsync("/admin");
        await Assertions.Expect(chief.Page.GetByRole(AriaRole.Img, new() { Name = "Asked, day by day over 7 days" })).ToBeVisibleAsync();
        await LookAsync(chief, "home-both");
    }

    [BrowserFact]
    public async Task What_people_said_becomes_a_curated_answer_and_questions_of_a_test_set()
    {
        using (var asked = await _host!.Http.PostAsJsonAsync(new Uri(_host.Address, "/api/ask"), new { question = Question }))
        {
            var evidence = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("evidenceId").GetString()!;
            await using var connection = new SqliteConnection($"Data Source={_host.StorePath}");
            connection.Open();
            Storage.ConnectionExtensions.Run(
                connection, "INSERT INTO feedback(evidence, reaction, text, at) VALUES ($1, 'dislike', 'It closes later in summer.', $2)", Convert.FromHexString(evidence), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        }

        await using var chief = await OpenAsync("edit", "audit");
        await chief.Page.GotoAsync("/admin/feedback");
        await LookAsync(chief, "feedback");
        await chief.Page.GetByRole(AriaRole.Link, new() { Name = "Write an answer instead" }).ClickAsync();
        await Assertions.Expect(chief.Page.GetByLabel("Questions that it answers")).ToHaveValueAsync(Question);
        await Assertions.Expect(chief.Page.Locator("#quote-1")).ToHaveValueAsync("The lido closes at seven in the evening on weekdays.");
        await LookAsync(chief, "curated-from-feedback");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(chief.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is saved");

        await chief.Page.GotoAsync("/admin/feedback");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Take feedback and gaps into a test set" }).ClickAsync();
        await LookAsync(chief, "judge");
    }

    [BrowserFact]
    public async Task Accounts_are_made_and_articles_withdrawn_and_put_back()
    {
        await using var chief = await OpenAsync("edit", "audit");
        await chief.Page.GotoAsync("/admin/accounts");
        await chief.Page.GetByLabel("Name").FillAsync("Ada");
        await chief.Page.GetByLabel("Password, 12 characters or more").FillAsync("correct horse battery");
        await chief.Page.GetByLabel("change articles").First.CheckAsync();
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Make an account" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator(".entry h2")).ToContainTextAsync("Ada");
        await LookAsync(chief, "accounts");

        await chief.Page.GotoAsync("/admin/article?id=lido");
        await chief.Page.Locator("#why").FillAsync("it closed for good");
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw it" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator("main")).ToContainTextAsync("withdrawn: in no answer");
        await LookAsync(chief, "article-withdrawn");
        await chief.Page.GotoAsync("/admin/articles?withdrawn=true");
        await LookAsync(chief, "articles-withdrawn");
        await chief.Page.GetByRole(AriaRole.Link, new() { Name = "The lido" }).ClickAsync();
        await chief.Page.GetByRole(AriaRole.Button, new() { Name = "Put it back in answers" }).ClickAsync();
        await Assertions.Expect(chief.Page.Locator("main")).ToContainTextAsync("· in answers");

        await using var ada = await Visit.OpenAsync(browser, _host!.Address);
        await ada.Page.GotoAsync("/admin/articles");
        await LookAsync(ada, "sign-in");
        await ada.Page.GetByLabel("Name").FillAsync("ada");
        await ada.Page.GetByLabel("Password").FillAsync("correct horse battery");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(ada.Page.Locator("main")).ToContainTextAsync("Signed in as Ada.");
        await ada.Page.GotoAsync("/admin");
        await LookAsync(ada, "home-editor");
    }

    /// <summary>Somebody who comes with a key of these scopes.</summary>
    private async Task<Visit> OpenAsync(params string[] may)
    {
        var key = (await Cli.RunAsync(_home, ["keys", "add", string.Join(" and ", may), "--may", "ask", .. may])).Trim();
        return await Visit.OpenAsync(browser, _host!.Address, new()
        {
            ViewportSize = new() { Width = 1100, Height = 800 },
            ExtraHTTPHeaders = [KeyValuePair.Create("X-Api-Key", key)],
        });
    }

    /// <summary>Has the page looked at: by axe-core, whether it fits a telephone, and by people where pictures are kept.</summary>
    private static async Task LookAsync(Visit visit, string name)
    {
        await visit.PicturesAsync($"console-{name}");
        var found = await visit.Page.RunAxe();
        Assert.Equal("", string.Join('\n', found.Violations.Select(violation => $"{name}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
        await visit.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways on a telephone.");
        await visit.Page.SetViewportSizeAsync(1100, 800);
    }
}
