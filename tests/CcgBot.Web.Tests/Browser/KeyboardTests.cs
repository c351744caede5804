using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>One visit without a mouse, through every state of the page.</summary>
[Collection(SiteCollection.Name)]
public sealed class KeyboardTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Input = "[data-id='webchat-sendbox-input']";
    private const string Mark = ".answer .webchat__text-content__markdown a";

    [BrowserFact]
    public async Task Every_state_is_reached_and_left_by_keys()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var chat = await Chat.OpenAsync(visit.Page);
        var (page, keys) = (visit.Page, visit.Page.Keyboard);

        await TabToAsync(page, Input);
        await keys.TypeAsync("When were the articles published?");
        await keys.PressAsync("Enter");
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("was published on", new() { Timeout = 180_000 });

        // To [1] by Web Chat's way: up to the transcript, Enter into the message, Tab through its links. Its quote shows.
        await TabToAsync(page, ".webchat__basic-transcript", back: true);
        await keys.PressAsync("Enter");
        await TabToAsync(page, Mark);
        await Assertions.Expect(page.GetByRole(AriaRole.Tooltip)).ToBeVisibleAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#source mark")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#source-count")).ToHaveTextAsync("1 of 2 citations");

        // On to the next citation and back.
        await TabToAsync(page, "#source-next", back: true);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#source-count")).ToHaveTextAsync("2 of 2 citations");
        await Assertions.Expect(page.Locator("#source mark")).ToBeFocusedAsync();
        await TabToAsync(page, "#source-previous", back: true);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#source-count")).ToHaveTextAsync("1 of 2 citations");

        // The divider.
        await Assertions.Expect(page.Locator("#source mark")).ToBeFocusedAsync();
        await TabToAsync(page, "#divider", back: true);
        await keys.PressAsync("ArrowLeft");
        await Assertions.Expect(page.Locator("#divider")).ToHaveAttributeAsync("aria-valuenow", "53");

        // Escape, back to [1].
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#source-bar")).ToBeHiddenAsync();
        await Assertions.Expect(chat.Marks.First).ToBeFocusedAsync();

        // Feedback, in place.
        await TabToAsync(page, "button[data-reaction='DislikeAction']");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".comment")).ToBeVisibleAsync();
        await TabToAsync(page, ".comment input");
        await keys.PressAsync("Space");
        await TabToAsync(page, ".comment textarea");
        await keys.TypeAsync("By keys");
        await TabToAsync(page, ".comment button");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("You said: Not what I asked. By keys");

        // A new chat, and Undo. Escape leaves the message.
        await Assertions.Expect(page.Locator(".said p")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await TabToAsync(page, "#clear", back: true);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#undo")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(Input)).ToBeFocusedAsync();
        await TabToAsync(page, "#undo button", back: true);
        await keys.PressAsync("Enter");
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("was published on", new() { Timeout = 180_000 });
        await Assertions.Expect(page.Locator(Input)).ToBeFocusedAsync();

        // No answer: Did you mean, the nearest paragraphs, a word to the editors.
        await chat.ReadyAsync();
        await keys.TypeAsync("How many CCGs did the reserchers study in Wales in 2010?");
        await keys.PressAsync("Enter");
        await Assertions.Expect(chat.Locator(".answer.abstention")).ToHaveCountAsync(1, new() { Timeout = 180_000 });
        await TabToAsync(page, ".webchat__basic-transcript", back: true);
        await keys.PressAsync("Enter");
        await TabToAsync(page, ".meant button");
        await TabToAsync(page, ".nearest summary");
        await keys.PressAsync("Enter");
        await TabToAsync(page, ".abstention .reference a");
        await TabToAsync(page, "button.tell");
        await keys.PressAsync("Enter");
        await keys.TypeAsync("The Welsh figures");
        await TabToAsync(page, ".comment button");
        await keys.PressAsync("Enter");
        await Assertions.Expect(chat.Locator(".answer.abstention")).ToContainTextAsync("The editors will see this");

        // Past chats: opened, left by Escape, one gone back to.
        await keys.PressAsync("Escape");
        await TabToAsync(page, "#clear", back: true);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator(Input)).ToBeFocusedAsync();
        await TabToAsync(page, "#past-open", back: true);
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#past-list .link").First).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#past-open")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#past")).ToBeHiddenAsync();
        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await Assertions.Expect(chat.Locator(".answer.abstention")).ToHaveCountAsync(1, new() { Timeout = 180_000 });
        Assert.Empty(visit.Complaints);
    }

    private static async Task TabToAsync(IPage page, string selector, bool back = false)
    {
        for (var i = 0; i < 60; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => !!document.activeElement?.matches(selector)", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        }

        Assert.Fail($"The Tab key does not reach {selector}; the focus is on {await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 200)")}.");
    }
}
