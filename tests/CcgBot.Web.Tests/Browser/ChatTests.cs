using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

[Collection(SiteCollection.Name)]
public sealed class ChatTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";

    [BrowserFact]
    public async Task Answers_a_question_and_opens_the_citation_at_the_highlighted_words()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await visit.PictureAsync("chat-empty");
        await chat.AskAsync(Question, "eight");
        await visit.PictureAsync("chat-answer");
        await chat.Citations.First.ClickAsync();
        var viewer = visit.Page.FrameLocator("#source-frame");
        await Assertions.Expect(viewer.Locator(".paragraph.cited mark")).ToContainTextAsync("eight");
        await visit.PictureAsync("chat-source");
        Assert.Empty(visit.Complaints);
    }
}
