using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>What stands around an answer: its short form, cards, quotes, copying, feedback, how it came about.</summary>
[Collection(SiteCollection.Name)]
public sealed class AnswerTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";
    private const string OfBoth = "When were the articles published?";
    private const string NotAnswered = "How many CCGs did the researchers study in Wales in 2010?";

    [BrowserFact]
    public async Task The_short_answer_has_a_line_of_its_own_and_so_has_each_claim()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await Assertions.Expect(chat.Locator(".answer .short strong")).ToHaveTextAsync("eight");
        await chat.AskAsync(OfBoth, "published");
        await Assertions.Expect(chat.Answers.Last.Locator("li")).ToHaveCountAsync(2);
    }

    [BrowserFact]
    public async Task A_card_names_title_paragraph_and_date_and_how_the_paragraph_begins()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(OfBoth, "published");

        await Assertions.Expect(chat.Citations).ToHaveCountAsync(2);
        await Assertions.Expect(chat.Citations.First).ToContainTextAsync("[1] External pressure caused ‘unwelcome’ CCG mergers");
        await Assertions.Expect(chat.Citations.First).ToContainTextAsync("paragraph 1 · 16 Nov 2012 · “Strategic Health Authority (SHA) risk assessments");
        await Assertions.Expect(chat.Citations.Last).ToContainTextAsync("undated");
    }

    [BrowserFact]
    public async Task Cards_are_grouped_by_article_one_for_each_paragraph()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        await Chat.OpenAsync(visit.Page);
        var cards = await visit.Page.EvaluateAsync<string[]>("""
            () => {
              const cite = (number, articleId, paragraph) => ({ number, articleId, paragraph, paragraphId: `${articleId}#p${paragraph}`, title: articleId, quote: 'words', url: `/articles/${articleId}?p=${paragraph}` });
              const activity = { id: 'made', from: { role: 'bot' }, channelData: { answer: { kind: 'grounded', missing: [], citations: [cite(1, 'A', 1), cite(2, 'B', 2), cite(3, 'A', 1), cite(4, 'A', 3)] } } };
              const [, , after] = ccgbot.answer.middleware()(() => ({}))({ activity, attachment: { contentType: 'text/markdown' } }).props.children;
              const node = document.createElement('div');
              after.ref(node);
              return [...node.querySelectorAll('.reference')].map(card => card.textContent.split(' · ').slice(0, 2).join(' '));
            }
            """);

        Assert.Equal(["[1][3] A paragraph 1", "[4] A paragraph 3", "[2] B paragraph 2"], cards);
    }

    [BrowserFact]
    public async Task Hovering_over_a_mark_or_focusing_it_shows_the_quote_with_title_and_date()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        var quote = visit.Page.GetByRole(AriaRole.Tooltip);
        await Assertions.Expect(quote).ToBeHiddenAsync();
        await chat.Marks.First.HoverAsync();
        await Assertions.Expect(quote).ToContainTextAsync("qualitative case studies in eight developing CCGs");
        await Assertions.Expect(quote).ToContainTextAsync("Major report into Clinical Commissioning Groups published · undated");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(quote).ToBeHiddenAsync();

        await visit.Page.Mouse.MoveAsync(1, 1);
        await chat.Marks.First.FocusAsync();
        await Assertions.Expect(quote).ToBeVisibleAsync();
        await Assertions.Expect(chat.Marks.First).ToHaveAttributeAsync("aria-describedby", "quote");
    }

    [BrowserFact]
    public async Task Copying_takes_the_citations_along_as_text_and_as_HTML_without_zero_width_characters()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { Permissions = ["clipboard-read", "clipboard-write"] });
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(OfBoth, "published");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy with citations" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#said")).ToHaveTextAsync("Copied with its citations");
        var copied = await visit.Page.EvaluateAsync<string[]>("""
            async () => {
              const [item] = await navigator.clipboard.read();
              return Promise.all(['text/plain', 'text/html'].map(async type => (await item.getType(type)).text()));
            }
            """);

        Assert.All(copied, text => Assert.DoesNotContain(text, character => character is >= '\u200B' and <= '\u200D' or '\u2060' or '\uFEFF'));
        Assert.Contains("was published on 16 November 2012. [1]", copied[0], StringComparison.Ordinal);
        Assert.Contains("[2] Major report into Clinical Commissioning Groups published, paragraph 1, undated: “", copied[0], StringComparison.Ordinal);
        Assert.Contains($"{site.Address}articles/001_d410f58d39418b5e?v=", copied[0], StringComparison.Ordinal);
        Assert.Contains($"href=\"{site.Address}articles/000_c83acc44ee83a71c?v=", copied[1], StringComparison.Ordinal);
        Assert.DoesNotContain("class=", copied[1].Split("<!--StartFragment-->")[^1], StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Feedback_takes_reasons_and_a_comment_in_place_and_is_there_after_a_reload()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await Assertions.Expect(chat.Locator("button[title=Dislike]")).ToHaveCountAsync(1);
        await chat.Locator("button[title=Dislike]").ClickAsync();
        await Assertions.Expect(chat.Locator("button[title=Dislike]")).ToHaveAttributeAsync("aria-pressed", "true");
        await chat.Locator(".comment").GetByLabel("Out of date").CheckAsync();
        await chat.Locator(".comment textarea").FillAsync("There are more now.");
        await chat.Locator(".comment button").ClickAsync();
        await Assertions.Expect(chat.Locator(".said")).ToHaveTextAsync("You said: Out of date. There are more now.");

        await visit.Page.ReloadAsync();
        await chat.ReadyAsync();
        await Assertions.Expect(chat.Locator("button[title=Dislike]")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(chat.Locator(".said")).ToHaveTextAsync("You said: Out of date. There are more now.");
        await visit.SignInAsync(SiteFixture.OperatorKey);
        await visit.Page.GotoAsync("/feedback");
        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Out of date. There are more now.");
    }

    [BrowserFact]
    public async Task How_an_answer_came_about_is_told_to_whoever_asked()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.Locator(".how summary").ClickAsync();
        var how = chat.Locator(".how");
        await Assertions.Expect(how).ToContainTextAsync("How sure:");
        await Assertions.Expect(how.Locator("ol li").Filter(new() { HasText = "cited" })).Not.ToHaveCountAsync(0);
        await Assertions.Expect(how).ToContainTextAsync("Nothing was withheld.");
        Assert.Matches("^[0-9a-f]{32}$", await how.Locator("code").TextContentAsync());
    }

    [BrowserFact]
    public async Task How_an_answer_came_about_names_what_was_withheld_and_why()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await visit.Page.RouteAsync("**/chat/how/**", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = """{"composer":"model","confidence":0.5,"tried":[],"withheld":[{"text":"CCGs were free.","why":"another number"}],"evidenceId":"0"}""",
        }));
        await chat.AskAsync(Question, "eight");
        await chat.Locator(".how summary").ClickAsync();

        await Assertions.Expect(chat.Locator(".how ul li")).ToHaveTextAsync("CCGs were free. (another number)");
    }

    [Fact]
    public async Task How_an_answer_came_about_is_told_to_nobody_else()
    {
        var (mine, others) = (await TokenAsync(), await TokenAsync());
        using var started = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        started.Headers.Authorization = new AuthenticationHeaderValue("Bearer", mine.Token);
        using var conversation = await site.Http.SendAsync(started);
        conversation.EnsureSuccessStatusCode();
        using var asked = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{mine.Conversation}/activities")
        {
            Content = JsonContent.Create(new { type = "message", text = Question, from = new { id = mine.User } }),
        };
        asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", mine.Token);
        using var posted = await site.Http.SendAsync(asked);
        posted.EnsureSuccessStatusCode();
        string? message = null;
        while (message is null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{mine.Conversation}/activities");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", mine.Token);
            using var response = await site.Http.SendAsync(request);
            message = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("activities").EnumerateArray()
                .Where(activity => activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("answer", out _))
                .Select(activity => activity.GetProperty("id").GetString())
                .FirstOrDefault();
        }

        Assert.Equal(HttpStatusCode.OK, await HowAsync(message, mine.Token));
        Assert.Equal(HttpStatusCode.NotFound, await HowAsync(message, others.Token));
        Assert.Equal(HttpStatusCode.Unauthorized, await HowAsync(message, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await HowAsync(message, "nonsense"));
        Assert.Equal(HttpStatusCode.NotFound, await HowAsync("nonsense", mine.Token));
    }

    [BrowserFact]
    public async Task No_answer_looks_different_and_a_note_reaches_the_editors()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(NotAnswered, "answer this");
        var answer = chat.Locator(".answer.abstention");
        await Assertions.Expect(answer.GetByRole(AriaRole.Heading)).ToHaveTextAsync("I found no answer");
        await Assertions.Expect(answer.Locator(".missing")).ToContainTextAsync("Wales");
        await Assertions.Expect(chat.Citations.First).ToBeHiddenAsync();
        await answer.Locator(".nearest summary").ClickAsync();
        await Assertions.Expect(chat.Citations.First).ToBeVisibleAsync();

        await answer.GetByRole(AriaRole.Button, new() { Name = "Tell the editors" }).ClickAsync();
        await answer.Locator("textarea").FillAsync("The Welsh figures, please");
        await answer.GetByRole(AriaRole.Button, new() { Name = "Send to the editors" }).ClickAsync();
        await Assertions.Expect(answer).ToContainTextAsync("The editors will see this");
        await visit.SignInAsync(SiteFixture.OperatorKey);
        await visit.Page.GotoAsync("/gaps");
        await Assertions.Expect(visit.Page.Locator("blockquote").Filter(new() { HasText = "For the editors: The Welsh figures, please" })).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task No_answer_to_a_misspelt_question_asks_Did_you_mean_and_asks_that()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(NotAnswered.Replace("researchers", "reserchers", StringComparison.Ordinal), "answer this");
        await Assertions.Expect(chat.Locator(".meant")).ToHaveTextAsync($"Did you mean {NotAnswered}");

        await chat.Locator(".meant button").ClickAsync();
        await Assertions.Expect(chat.Locator(".webchat__bubble--from-user")).ToHaveCountAsync(2);
        await Assertions.Expect(chat.Locator(".webchat__bubble--from-user").Last).ToContainTextAsync(NotAnswered);
        await Assertions.Expect(chat.Locator(".answer.abstention")).ToHaveCountAsync(2, new() { Timeout = 180_000 });
        await Assertions.Expect(chat.Locator(".meant")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task An_answer_says_which_words_were_searched_for_in_another_spelling()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question.Replace("developing", "develping", StringComparison.Ordinal), "eight");

        await Assertions.Expect(chat.Locator(".repaired")).ToHaveTextAsync("Searched for “developing” instead of “develping”.");
    }

    private async Task<HttpStatusCode> HowAsync(string message, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/how/{Uri.EscapeDataString(message)}");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await site.Http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<(string Conversation, string Token, string User)> TokenAsync()
    {
        using var response = await site.Http.PostAsync("/chat/token", null);
        var token = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (token.GetProperty("conversationId").GetString()!, token.GetProperty("token").GetString()!, token.GetProperty("userId").GetString()!);
    }
}
