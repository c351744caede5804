using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Clients;

public sealed class PlaygroundTests
{
    private const string Package = "@microsoft/m365agentsplayground";

    [BrowserFact(Package)]
    public async Task Greets_and_answers_in_the_playground_as_teams()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous);
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        var page = playground.Page;
        await page.GetByText("Hello, I'm CcgBot.").First.WaitForAsync();
        await playground.PictureAsync("msteams-1-greeting");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Textbox).First.ClickAsync();
        await page.Keyboard.TypeAsync("How many boards were visited?");
        await page.Keyboard.PressAsync("Enter");
        await Task.Delay(4000);
        await playground.PictureAsync("msteams-2-answer");
        await File.WriteAllTextAsync("/tmp/pg1.html", await page.ContentAsync());
        await page.GetByText("[1]").First.ClickAsync(new() { Timeout = 3000 }).ContinueWith(_ => { });
        await Task.Delay(1000);
        await playground.PictureAsync("msteams-3-citation");
        await File.WriteAllTextAsync("/tmp/pg2.html", await page.ContentAsync());
        await File.WriteAllTextAsync("/tmp/pg.log", string.Join('\n', bot.Log.Lines));
    }
}
