using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;
using CcgBot.Web.Tests.Permissions;

namespace CcgBot.Web.Tests.Operators;

/// <summary>What editors and auditors do in the console, by forms alone, and the same over the API; each with what the other role is refused.</summary>
public sealed partial class ConsoleTests(PermissionHost host) : IClassFixture<PermissionHost>, IAsyncLifetime
{
    private string _editor = "";
    private string _auditor = "";
    private string _both = "";

    public async Task InitializeAsync()
    {
        _editor = await KeyAsync("editor", "edit");
        _auditor = await KeyAsync("auditor", "audit");
        _both = await KeyAsync("chief", "edit", "audit");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_key_is_replaced_in_one_step_and_the_old_one_ends_after_its_grace()
    {
        var old = await KeyAsync("ward computer", "ask");
        var id = old.Split('_')[1];
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_editor, "/admin/keys/rotate", ("id", id), ("hours", "24"))).Status);

        var (status, page) = await PostAsync(_both, "/admin/keys/rotate", ("id", id), ("hours", "24"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("goes on for 24 hours", page);
        var secret = Secret().Match(page).Value;
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(old, "/admin")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(secret, "/admin")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(_both, "/admin/keys/rotate", ("id", id), ("hours", "0"))).Status);

        var third = await JsonAsync(_both, $"/api/keys/{secret.Split('_')[1]}/rotate", new { graceHours = 0 });
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(secret, "/admin")).Status);
        var fourth = (await Cli.RunAsync(host.Home, "keys", "rotate", third.GetProperty("id").GetString()!, "--grace-hours", "0")).Trim();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(fourth, "/admin")).Status);

        var changes = await JsonAsync(_both, $"/api/changes?subject={id}");
        Assert.Equal(["key.rotate", "key.add"], changes.EnumerateArray().Select(change => change.GetProperty("change").GetProperty("what").GetString()));
        Assert.DoesNotContain(secret.Split('_')[2], changes.GetRawText());
    }

    [Fact]
    public async Task An_auditor_checks_the_log_and_has_an_answer_given_again()
    {
        var evidence = (await AskAsync("Who led the research?")).GetProperty("evidenceId").GetString()!;

        var (status, verified) = await PostAsync(_auditor, "/admin/audit/verify");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("as stored", verified);
        Assert.DoesNotContain("not whole", verified);
        Assert.Contains("the same answer", (await PostAsync(_auditor, "/admin/audit/replay", ("id", evidence))).Text);
        Assert.Contains("Answer again from this record", (await GetAsync(_auditor, $"/evidence/{evidence}")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(_auditor, "/admin/audit/replay", ("id", new string('0', 32)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_editor, "/admin/audit/verify")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_editor, "/admin/audit/replay", ("id", evidence))).Status);

        Assert.Equal(0, (await JsonAsync(_auditor, "/api/audit/verify", new { })).GetProperty("log").GetProperty("problemCount").GetInt32());
        Assert.True((await JsonAsync(_auditor, $"/api/evidence/{evidence}/replay", new { })).GetProperty("same").GetBoolean());
    }

    [Fact]
    public async Task An_editor_marks_a_paragraph_and_answers_heed_it_and_a_second_one_is_told()
    {
        var revision = await PublishAsync("lido.txt", "The lido\n\n1 May 2024\n\nThe lido opens its doors in the spring.\n\nThe lido closes at seven in the evening on weekdays.\n");
        const string question = "When does the lido close on weekdays?";
        Assert.Equal("grounded", (await AskAsync(question)).GetProperty("kind").GetString());

        var page = (await GetAsync(_editor, $"/admin/article?id=lido&q={Uri.EscapeDataString(question)}")).Text;
        Assert.Contains("The lido, paragraph 2", page);
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(_auditor, "/admin/article?id=lido")).Status);
        var (status, marked) = await PostAsync(_editor, "/admin/article/mark", ("id", "lido"), ("revision", revision), ("paragraph", "2"), ("mark", "Off"), ("why", "the times changed"), ("q", question));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Place before", marked);
        Assert.Contains("the times changed", marked);
        Assert.Contains("paragraph 2 of lido is now off, before evidence", marked);
        Assert.DoesNotContain("seven in the evening", (await AskAsync(question)).GetRawText());
        Assert.DoesNotContain("seven in the evening", await SearchAsync(question));

        var late = await PostAsync(_editor, "/admin/article/mark", ("id", "lido"), ("revision", revision), ("paragraph", "1"), ("mark", "NotEvidence"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("somebody else changed this article meanwhile", late.Text);

        var paragraphs = await JsonAsync(_editor, "/api/articles/lido/paragraphs");
        Assert.Equal("off", paragraphs[1].GetProperty("mark").GetString());
        Assert.Equal(1, paragraphs[1].GetProperty("number").GetInt32() - paragraphs[0].GetProperty("number").GetInt32());
        var now = (await JsonAsync(_editor, "/api/articles/lido")).GetProperty("revision").GetString();
        await JsonAsync(_editor, "/api/articles/lido/marks", new { revision = now, paragraph = 2, mark = "notEvidence" });
        Assert.Contains("seven in the evening", await SearchAsync(question));
        Assert.DoesNotContain("seven in the evening", (await AskAsync(question)).GetRawText());
        await Cli.RunAsync(host.Home, "mark", "lido", "2", "evidence", "--set", "Retrieval:Dense:Enabled=false");
        Assert.Equal("evidence", (await JsonAsync(_editor, "/api/articles/lido/paragraphs"))[1].GetProperty("mark").GetString());
    }

    [Fact]
    public async Task An_auditor_finds_changes_by_person_action_words_and_day_and_takes_them_as_csv()
    {
        await PublishAsync("garden.txt", "The roof garden\n\n1 May 2024\n\nThe roof garden is open to patients in the afternoon.\n");
        var seen = (await JsonAsync(_editor, "/api/articles/garden")).GetProperty("revision").GetString();
        await JsonAsync(_editor, "/api/articles/garden/withdraw", new { revision = seen, why = "a café is built there" });
        var today = TimeProvider.System.GetUtcNow();
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(["article.withdraw", "article.publish"], await WhatAsync("subject=garden"));
        Assert.Equal(["article.withdraw"], await WhatAsync("subject=garden&who=EDIT"));
        Assert.Equal(["article.withdraw"], await WhatAsync("subject=garden&what=article.withdraw"));
        Assert.Equal(["article.withdraw", "article.publish"], await WhatAsync("what=article&q=roof+garden"));
        Assert.Equal(["article.withdraw"], await WhatAsync("q=CAF%C3%89+is+built"));
        Assert.Equal(["article.withdraw", "article.publish"], await WhatAsync($"subject=garden&from={Day(-1)}&to={Day(1)}"));
        Assert.Empty(await WhatAsync($"subject=garden&from={Day(2)}"));
        Assert.Empty(await WhatAsync($"subject=garden&to={Day(-2)}"));
        Assert.Empty(await WhatAsync("subject=garden&what=key"));

        var query = $"q=caf%C3%A9&who=editor&what=article.withdraw&from={Day(-1)}&to={Day(1)}&subject=garden";
        var page = WebUtility.HtmlDecode((await GetAsync(_auditor, $"/admin/audit?{query}")).Text);
        Assert.Contains("garden was withdrawn", page);
        Assert.DoesNotContain("garden was published", page);
        Assert.Contains($"/admin/audit.csv?{query}", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("value=\"article.withdraw\" selected", page);
        var (_, csv) = await GetAsync(_auditor, $"/admin/audit.csv?{query}");
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("seq,id,at,who,what,subject,why,before,after\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\"editor\",\"article.withdraw\",\"garden\",\"a café is built there\"", csv);
        Assert.Equal(csv, (await Cli.RunAsync(host.Home, "audit", "changes", "--text", "café", "--who", "editor", "--what", "article.withdraw", "--csv")).TrimStart('\uFEFF'));
        Assert.Contains("No change is like that", (await GetAsync(_auditor, "/admin/audit?q=nothing+like+it")).Text);
        Assert.Contains("&#x27;May&#x27; is no date", (await GetAsync(_auditor, "/admin/audit?from=May")).Text.Replace("&#39;", "&#x27;", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync(_auditor, "/api/changes?to=May")).Status);
        foreach (var path in (string[])["/admin/audit", "/admin/audit.csv", "/api/changes", "/api/figures"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(_editor, path)).Status);
        }

        async Task<IEnumerable<string?>> WhatAsync(string asked) =>
            (await JsonAsync(_auditor, $"/api/changes?{asked}")).EnumerateArray().Select(change => change.GetProperty("change").GetProperty("what").GetString()).ToList();
    }

    [Fact]
    public async Task The_home_page_draws_each_figure_day_by_day_and_says_it_in_words()
    {
        await AskAsync("Who led the research?");
        var (_, page) = await GetAsync(_auditor, "/admin");
        foreach (var figure in (string[])["Asked", "Answered", "Disliked", "19 of 20 answers within"])
        {
            foreach (var days in (int[])[7, 30])
            {
                Assert.Contains($"role=\"img\" aria-label=\"{figure}, day by day over {days} days: ", page);
            }
        }

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<svg", (await GetAsync(_editor, "/admin")).Text);
        var figures = await JsonAsync(_auditor, "/api/figures");
        Assert.Equal([7, 30], figures.EnumerateArray().Select(period => period.GetProperty("daily").GetArrayLength()));
        Assert.All(figures.EnumerateArray(), period => Assert.Equal(period.GetProperty("asked").GetInt32(), period.GetProperty("daily").EnumerateArray().Sum(day => day.GetProperty("asked").GetInt32())));
    }

    [Fact]
    public async Task A_page_of_the_web_is_read_by_its_address_previewed_and_published()
    {
        using var site = new StaticSite(_ => "<html><head><title>Quiet hours</title></head><body><main><h1>Quiet hours</h1><p>The wards of Hornbeam house are quiet from ten at night until seven.</p><p>Share this article</p></main></body></html>");
        using var form = Address(site.Address.ToString());
        var (status, page) = await SendAsync(_editor, HttpMethod.Post, "/admin/articles/preview", form);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("1. The wards of Hornbeam house are quiet", page);
        Assert.Contains("<p class=\"boilerplate\" dir=\"auto\">Share this article", page);

        using var again = Address(site.Address.ToString());
        var draft = JsonDocument.Parse((await SendAsync(_editor, HttpMethod.Post, "/api/articles/preview", again)).Text).RootElement[0];
        Assert.Equal(site.Address.ToString(), draft.GetProperty("url").GetString());
        Assert.Matches($"^127\\.0\\.0\\.1:{site.Address.Port}~[0-9a-f]{{8}}$", draft.GetProperty("articleId").GetString());
        await JsonAsync(_editor, "/api/articles/publish", new { draft = draft.GetProperty("id").GetString(), why = "asked for" });
        Assert.Contains("from ten at night", (await AskAsync("From when are the wards of Hornbeam house quiet?")).GetRawText());

        using var both = File("a.txt", "A\n\nSome words.\n");
        both.Add(new StringContent(site.Address.ToString()), "address");
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(_editor, HttpMethod.Post, "/api/articles/preview", both)).Status);
        using var none = Address("file:///etc/passwd");
        Assert.Contains("no address such as https://", (await SendAsync(_editor, HttpMethod.Post, "/admin/articles/preview", none)).Text);
        using var refused = Address(site.Address.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(_auditor, HttpMethod.Post, "/admin/articles/preview", refused)).Status);
    }

    [Fact]
    public async Task An_article_is_switched_off_and_on_in_its_row_and_a_second_editor_is_told()
    {
        var revision = await PublishAsync("porch.txt", "The porch\n\n1 May 2024\n\nThe porch is painted green every second spring.\n");
        Assert.Contains($"name=\"revision\" value=\"{revision}\"", (await GetAsync(_editor, "/admin/articles")).Text);
        (string, string)[] row = [("id", "porch"), ("revision", revision), ("page", "1"), ("why", "it fell down")];
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_auditor, "/admin/articles/withdraw", row)).Status);

        Assert.Contains("It is off: in no answer.", (await PostAsync(_editor, "/admin/articles/withdraw", row)).Text);
        Assert.DoesNotContain("painted green", (await AskAsync("How is the porch painted?")).GetRawText());
        var late = await PostAsync(_editor, "/admin/articles/withdraw", row);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("somebody else changed this article meanwhile", late.Text);

        Assert.Contains("Switch on", (await GetAsync(_editor, "/admin/articles?withdrawn=true")).Text);
        var now = (await JsonAsync(_editor, "/api/articles/porch")).GetProperty("revision").GetString()!;
        Assert.Contains("It is on: in answers again.", (await PostAsync(_editor, "/admin/articles/restore", ("id", "porch"), ("revision", now), ("page", "1"))).Text);
        Assert.Contains("painted green", (await AskAsync("How is the porch painted?")).GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(_editor, "/admin/articles/withdraw", ("id", "stock"), ("revision", now))).Status);
        var changes = (await JsonAsync(_auditor, "/api/changes?subject=porch")).EnumerateArray().Select(change => change.GetProperty("change")).ToList();
        Assert.Equal(["article.restore", "article.withdraw", "article.publish"], changes.ConvertAll(change => change.GetProperty("what").GetString()));
        Assert.Equal("it fell down", changes[1].GetProperty("why").GetString());
    }

    [Fact]
    public async Task Publishing_under_the_name_of_a_hidden_article_tells_an_editor_nothing()
    {
        const string text = "Cups\n\n1 May 2024\n\nThe cups of Fennimore ward are washed at noon.\n";
        var hidden = await JsonAsync(_both, "/api/articles/stock");

        var taken = await PublishAsync(_editor, "stock.txt", text);
        var free = await PublishAsync(_editor, "cups.txt", text);
        Assert.Matches("^stock~[0-9a-f]{8}$", taken.GetProperty("id").GetString());
        Assert.Equal(OwnEnd().Replace(free.GetRawText(), "ID"), OwnEnd().Replace(taken.GetRawText(), "ID"));
        Assert.Equal(hidden.GetRawText(), (await JsonAsync(_both, "/api/articles/stock")).GetRawText());

        // The same name again is the same article, whose place it takes.
        var again = await PreviewAsync(_editor, "stock.txt", text.Replace("noon", "six", StringComparison.Ordinal));
        Assert.Equal(taken.GetProperty("id").GetString(), again.GetProperty("articleId").GetString());
        Assert.Equal(taken.GetProperty("revision").GetString(), again.GetProperty("replaces").GetProperty("revision").GetString());
        Assert.Equal("stock", (await PreviewAsync(_both, "stock.txt", text)).GetProperty("articleId").GetString());
    }

    [Fact]
    public async Task The_preview_of_a_new_version_says_what_it_changes()
    {
        await PublishAsync("canteen.txt", "The canteen\n\n1 May 2024\n\nThe canteen opens at eight in the morning.\n\nVisitors may eat in the canteen too.\n\nThe canteen takes cards and cash.\n");

        using var form = File("canteen.txt", "The canteen\n\n1 May 2024\n\nThe canteen opens at nine in the morning.\n\nThe canteen takes cards and cash.\n\nOn Sundays there is soup and bread alone.\n");
        var (_, page) = await SendAsync(_editor, HttpMethod.Post, "/admin/articles/preview", form);
        Assert.Contains("1 changed, 1 added, 1 removed, 1 the same", page);
        Assert.Contains("<del>eight</del>", page);
        Assert.Contains("<ins>nine</ins>", page);
        Assert.Contains("<del>Visitors may eat in the canteen too.</del>", page);

        using var again = File("canteen.txt", "The canteen\n\n1 May 2024\n\nThe canteen opens at nine in the morning.\n\nThe canteen takes cards and cash.\n");
        var drafts = JsonDocument.Parse((await SendAsync(_editor, HttpMethod.Post, "/api/articles/preview", again)).Text).RootElement;
        Assert.Equal(["changed", "removed"], drafts[0].GetProperty("difference").GetProperty("paragraphs").EnumerateArray().Select(each => each.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_curated_answer_is_saved_once_its_quotes_stand_and_a_second_editor_is_told()
    {
        await PublishAsync("bikes.txt", "Bicycles\n\n1 May 2024\n\nBicycles are kept in the shed behind the north entrance.\n");
        Assert.Equal(HttpStatusCode.Forbidden, (await GetAsync(_auditor, "/admin/curated")).Status);
        (string, string)[] written = [("questions", "Where do I leave my bike?\nbike parking"), ("text", "Bicycles are kept in the shed behind the north entrance. [1]"), ("review", "2027-01-01"), ("why", "asked often")];

        var found = (await PostAsync(_editor, "/admin/curated/edit", [.. written, ("search", "bicycles shed"), ("do", "search")])).Text;
        var cite = Cite().Match(found).Groups[1].Value;
        Assert.StartsWith("bikes#p1@", cite, StringComparison.Ordinal);
        Assert.Contains("name=\"article\" value=\"bikes\"", (await PostAsync(_editor, "/admin/curated/edit", [.. written, ("do", $"cite:{cite}")])).Text);
        var refused = await PostAsync(_editor, "/admin/curated/edit", [.. written, ("article", "bikes"), ("quote", "Bicycles are kept in the cellar."), ("do", "save")]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("No paragraph of &#x27;bikes&#x27; has the words", refused.Text);
        Assert.Contains("Bicycles are kept in the cellar.", refused.Text);
        Assert.Contains("not yet", (await PostAsync(_editor, "/admin/curated/edit", [.. written, ("article", "bikes"), ("quote", "Bicycles are kept in the cellar."), ("do", "check")])).Text);

        var saved = await PostAsync(_editor, "/admin/curated/edit", [.. written, ("article", "bikes"), ("quote", "Bicycles are kept in the shed behind the north entrance."), ("do", "save")]);
        Assert.Contains("It is saved", saved.Text);
        Assert.True(IsCurated(await AskAsync("where do i leave my bike")));

        var line = (await JsonAsync(_editor, "/api/curated")).EnumerateArray().Single(each => each.GetRawText().Contains("leave my bike", StringComparison.Ordinal));
        var (id, revision) = (line.GetProperty("id").GetString()!, line.GetProperty("revision").GetInt64());
        var body = new { revision = $"{revision}", questions = new[] { "Where do I leave my bike?" }, text = "Bicycles are kept in the shed behind the north entrance. [1]", citations = new[] { new { article = "bikes", quote = "Bicycles are kept in the shed behind the north entrance." } } };
        await JsonAsync(_editor, $"/api/curated/{id}", body);
        using var late = await RawAsync(_editor, HttpMethod.Post, $"/api/curated/{id}", JsonContent.Create(body));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var lateForm = await PostAsync(_editor, "/admin/curated/withdraw", ("id", id), ("revision", $"{revision}"));
        Assert.Equal(HttpStatusCode.Conflict, lateForm.Status);
        Assert.Contains("somebody else changed this answer meanwhile", lateForm.Text);
        using var twice = await RawAsync(_editor, HttpMethod.Post, "/api/curated", JsonContent.Create(body));
        Assert.Contains("has a curated answer already", await twice.Content.ReadAsStringAsync());

        var now = (await JsonAsync(_editor, "/api/curated")).EnumerateArray().Single(each => each.GetRawText().Contains("leave my bike", StringComparison.Ordinal)).GetProperty("revision").GetInt64();
        await PostAsync(_editor, "/admin/curated/withdraw", ("id", id), ("revision", $"{now}"), ("why", "it moved"));
        Assert.False(IsCurated(await AskAsync("Where do I leave my bike?")));
        Assert.Contains("Where do I leave my bike?", (await GetAsync(_editor, "/admin/curated?withdrawn=true")).Text);
        var changes = await JsonAsync(_auditor, $"/api/changes?subject={id}");
        Assert.Equal(["curated.withdraw", "curated.save", "curated.save"], changes.EnumerateArray().Select(change => change.GetProperty("change").GetProperty("what").GetString()));
    }

    [Fact]
    public async Task A_curated_answer_that_cites_what_an_editor_may_not_read_is_not_there_for_them()
    {
        var body = new { questions = new[] { "umexalone dose at Garsdale" }, text = $"{PermissionHost.HiddenText} [1]", citations = new[] { new { article = "stock", quote = PermissionHost.HiddenText } } };
        using var refused = await RawAsync(_editor, HttpMethod.Post, "/api/curated", JsonContent.Create(body));
        Assert.Contains("There is no article 'stock'.", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetProperty("message").GetString());
        var saved = await JsonAsync(_both, "/api/curated", body);

        var id = saved.GetProperty("id").GetString();
        Assert.DoesNotContain("umexalone", (await GetAsync(_editor, "/admin/curated")).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(_editor, $"/admin/curated/edit?id={id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(_editor, "/admin/curated/withdraw", ("id", id!), ("revision", "1"))).Status);
        Assert.False(IsCurated(await AskAsync("umexalone dose at Garsdale")));
        await JsonAsync(_both, $"/api/curated/{id}/withdraw", new { revision = $"{saved.GetProperty("revision").GetInt64()}" });
    }

    [Fact]
    public async Task Unanswered_questions_are_assigned_settled_and_answered_by_a_curated_answer()
    {
        const string question = "How many zebras graze on the helipad?";
        await AskAsync(question);
        var group = (await JsonAsync(_auditor, "/api/gaps")).GetProperty("groups").EnumerateArray().Single(each => each.GetRawText().Contains("zebras", StringComparison.Ordinal));
        var key = group.GetProperty("key").GetString()!;
        Assert.Contains("/admin/curated/new?gap=" + key, WebUtility.HtmlDecode((await GetAsync(_both, "/admin/gaps")).Text));
        Assert.DoesNotContain("Write an answer", (await GetAsync(_auditor, "/admin/gaps")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(_auditor, "/admin/gaps", ("gap", key), ("revision", "0"), ("state", "Done"))).Status);

        var assigned = await PostAsync(_both, "/admin/gaps", ("gap", key), ("revision", "0"), ("state", "Open"), ("assignee", "Grace"));
        Assert.Contains("It is written down.", assigned.Text);
        Assert.Contains("Grace", assigned.Text);
        var late = await PostAsync(_both, "/admin/gaps", ("gap", key), ("revision", "0"), ("state", "OutOfScope"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("somebody else decided", late.Text);

        await PublishAsync("helipad.txt", "The helipad\n\n1 May 2024\n\nNo animals may graze on the helipad.\n");
        var saved = await PostAsync(_both, "/admin/curated/edit", ("questions", question), ("text", "No animals may graze on the helipad. [1]"), ("article", "helipad"), ("quote", "No animals may graze on the helipad."), ("gap", key), ("do", "save"));
        Assert.Contains("It is saved", saved.Text);
        Assert.True(IsCurated(await AskAsync(question)));
        var report = await JsonAsync(_auditor, "/api/gaps");
        Assert.DoesNotContain("zebras", report.GetProperty("groups").GetRawText());
        Assert.Equal("done", report.GetProperty("settled").EnumerateArray().Single(each => each.GetProperty("key").GetString() == key).GetProperty("state").GetString());
    }

    private async Task<string> KeyAsync(string name, params string[] may) => (await Cli.RunAsync(host.Home, ["keys", "add", name, "--may", "ask", .. may])).Trim();

    /// <summary>Publishes by somebody who reads everything: under the file's own name.</summary>
    /// <returns>The revision.</returns>
    private async Task<string> PublishAsync(string name, string text) => (await PublishAsync(_both, name, text)).GetProperty("revision").GetString()!;

    private async Task<JsonElement> PublishAsync(string key, string name, string text) =>
        await JsonAsync(key, "/api/articles/publish", new { draft = (await PreviewAsync(key, name, text)).GetProperty("id").GetString() });

    private async Task<JsonElement> PreviewAsync(string key, string name, string text)
    {
        using var form = File(name, text);
        return JsonDocument.Parse((await SendAsync(key, HttpMethod.Post, "/api/articles/preview", form)).Text).RootElement[0];
    }

    private static MultipartFormDataContent File(string name, string text) => new() { { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", name } };

    private static MultipartFormDataContent Address(string address) => new() { { new StringContent(address), "address" } };

    private static bool IsCurated(JsonElement answer) => answer.GetProperty("notices").EnumerateArray().Any(notice => notice.GetProperty("kind").GetString() == "curated");

    private async Task<JsonElement> AskAsync(string question)
    {
        using var response = await host.Process.Http.PostAsJsonAsync(new Uri(host.Process.Address, "/api/ask"), new { question });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> SearchAsync(string question) => (await GetAsync(_editor, $"/api/search?q={Uri.EscapeDataString(question)}")).Text;

    private Task<(HttpStatusCode Status, string Text)> GetAsync(string key, string path) => SendAsync(key, HttpMethod.Get, path, null);

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string key, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(key, HttpMethod.Post, path, form);
    }

    private async Task<JsonElement> JsonAsync(string key, string path, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        var (status, text) = await SendAsync(key, body is null ? HttpMethod.Get : HttpMethod.Post, path, content);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string key, HttpMethod method, string path, HttpContent? content)
    {
        using var response = await RawAsync(key, method, path, content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> RawAsync(string key, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(host.Process.Address, path)) { Content = content };
        request.Headers.Add("X-Api-Key", key);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await host.Process.Http.SendAsync(request);
    }

    [GeneratedRegex("ccgbot_[0-9a-f]{16}_[0-9a-f]{64}")]
    private static partial Regex Secret();

    [GeneratedRegex("(stock|cups)~[0-9a-f]{8}")]
    private static partial Regex OwnEnd();

    [GeneratedRegex("value=\"cite:([^\"]+)\"")]
    private static partial Regex Cite();
}
