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
        await Task.Delay(4000);
        await playground.PictureAsync("msteams-greeting");
        Console.WriteLine(await playground.Page.ContentAsync());
        Console.WriteLine(string.Join('\n', bot.Log.Lines));
    }
}
