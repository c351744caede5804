using CcgBot.Bot.Rendering.Teams;

namespace CcgBot.Bot.Tests;

public sealed class MessageTextTests
{
    private static readonly ChannelAccount Bot = new() { Id = "28:bot", Name = "CcgBot" };

    [Theory]
    [InlineData("How many?", "How many?")]
    [InlineData("  <at>CcgBot</at>\u00A0How many? ", "How many?")]
    [InlineData("<at id=\"0\">CcgBot</at> How many?", "How many?")]
    [InlineData("<AT>ccgbot</AT> How many?", "How many?")]
    [InlineData("Ask <at>Ada</at>", "Ask Ada")]
    [InlineData("<at>CcgBot</at>", "")]
    [InlineData("a <at b", "a <at b")]
    [InlineData("What is CcgBot?", "What is CcgBot?")]
    [InlineData(null, "")]
    public void Only_what_was_typed_is_left(string? text, string left) => Of(text, Bot).ShouldBe(left);

    /// <summary>Every form in which channels were seen to mention a bot: its name never stays in the question.</summary>
    [Theory]
    [InlineData("<at>Helper</at> How many?", "<at>Helper</at>", "Helper", "28:bot", "How many?")]
    [InlineData("<at>Helper</at> How many?", null, "Helper", "28:bot", "How many?")]
    [InlineData("<at>Helper</at> How many?", null, null, "28:bot", "How many?")]
    [InlineData("<at>Helper</at> How many?", "<at>Other</at>", "Other", "28:bot", "How many?")]
    [InlineData("<at>R&amp;D Bot</at> How many?", "<at>R&D Bot</at>", "R&D Bot", "28:bot", "How many?")]
    [InlineData("<at>R&amp;D Bot</at> How many?", null, "R&D Bot", "28:bot", "How many?")]
    [InlineData("<at>R&D Bot</at>&nbsp;How many?", "<at>R&amp;D Bot</at>", null, "28:bot", "How many?")]
    [InlineData("CcgBot How many?", "<at id=\"28:bot\">CcgBot</at>", null, "28:bot", "How many?")]
    [InlineData("@CcgBot, how many?", "@CcgBot", "CcgBot", "28:bot", "how many?")]
    [InlineData("Helper: how many?", "Helper", null, "28:bot", "how many?")]
    [InlineData("How many, @Helper?", null, "Helper", "28:bot", "How many, ?")]
    [InlineData("How many does CcgBots have, CcgBot", "CcgBot", null, "28:bot", "How many does CcgBots have,")]
    [InlineData("<at>CcgBot</at> What is CcgBot?", "<at>CcgBot</at>", "CcgBot", "28:bot", "What is CcgBot?")]
    [InlineData("<at>Ada</at> how many?", "<at>Ada</at>", "Ada", "29:ada", "Ada how many?")]
    [InlineData("<at>Ada &amp; Co</at> how many?", null, null, "29:ada", "Ada & Co how many?")]
    [InlineData("Ada how many?", "<at id=\"29:ada\">Ada</at>", "Ada", "29:ada", "Ada how many?")]
    public void A_mention_of_the_bot_goes_and_one_of_a_person_becomes_the_name(string text, string? marked, string? name, string id, string left) => MessageText.Of(new Activity
    {
        Text = text,
        Recipient = Bot,
        Entities = [WireJson.Element(new { type = "mention", text = marked, mentioned = new { id, name } })],
    }.AsSchema()).ShouldBe(left);

    [Fact]
    public void A_mention_without_text_or_name_is_told_from_a_persons_by_its_place() => MessageText.Of(new Activity
    {
        Text = "<at>Ada</at> and <at>Helper</at>: how many?",
        Recipient = Bot,
        Entities =
        [
            WireJson.Element(new { type = "mention", mentioned = new { id = "29:ada" } }),
            WireJson.Element(new { type = "mention", mentioned = new { id = "28:bot" } }),
        ],
    }.AsSchema()).ShouldBe("Ada and  : how many?");

    [Fact]
    public void A_cards_button_says_what_it_asks() => MessageText.Of(new Activity
    {
        Value = WireJson.Element(new { verb = CardActions.AskQuestion, question = "How many?" }),
    }.AsSchema()).ShouldBe("How many?");

    [Theory]
    [InlineData("<at ")]
    [InlineData("<at>")]
    [InlineData("<at><at")]
    [InlineData("CcgBot ")]
    public void A_long_message_is_read_in_no_time(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 16_000));
        var began = TimeProvider.System.GetTimestamp();
        MessageText.Of(new Activity { Text = text, Recipient = Bot, Entities = [WireJson.Element(new { type = "mention", mentioned = new { id = "28:bot" } })] }.AsSchema());
        TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private static string Of(string? text, ChannelAccount bot) => MessageText.Of(new Activity { Text = text, Recipient = bot }.AsSchema());
}
