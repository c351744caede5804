using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>What a person does on the chat page. <paramref name="root"/> is the page, or the widget's frame in another.</summary>
internal sealed class Chat(IPage page, IFrameLocator? root = null)
{
    public ILocator Input => Locator("[data-id='webchat-sendbox-input']");

    /// <summary>What the bot said, oldest first.</summary>
    public ILocator Answers => Locator(".webchat__bubble:not(.webchat__bubble--from-user) .webchat__text-content__markdown");

    /// <summary>The cards of the sources, in an answer that was found and among the nearest paragraphs.</summary>
    public ILocator Citations => Locator(".answer .reference a");

    /// <summary>The <c>[1]</c> in the text of an answer.</summary>
    public ILocator Marks => Locator(".answer .webchat__text-content__markdown a");

    public static async Task<Chat> OpenAsync(IPage page, string path = "/")
    {
        await page.GotoAsync(path);
        var chat = new Chat(page);
        await chat.ReadyAsync();
        return chat;
    }

    /// <summary>Connected, and greeted.</summary>
    public async Task ReadyAsync() => await Assertions.Expect(Locator("body")).ToHaveAttributeAsync("data-connection", "online", new() { Timeout = 180_000 });

    /// <summary>Types a question and waits for an answer with these words in it.</summary>
    public async Task AskAsync(string question, string expected)
    {
        await Input.FillAsync(question);
        await Input.PressAsync("Enter");
        await Assertions.Expect(Answers.Last).ToContainTextAsync(expected, new() { Timeout = 180_000 });
    }

    /// <summary>Clicks a citation until the source is there: Web Chat draws a message again when its status changes, and a click in that moment reaches nothing.</summary>
    public async Task OpenSourceAsync(ILocator citation)
    {
        for (var left = 5; ; left--)
        {
            await citation.ClickAsync();
            try
            {
                await Assertions.Expect(Locator("#source")).ToBeVisibleAsync(new() { Timeout = 10_000 });
                return;
            }
            catch (PlaywrightException) when (left > 1)
            {
                // Once more, as a person would.
            }
        }
    }

    public ILocator Locator(string selector) => root is null ? page.Locator(selector) : root.Locator(selector);
}
