using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Tests.Activities;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("How many?", "How many?")]
    [InlineData("  <at>CcgBot</at>\u00A0How many? ", "How many?")]
    [InlineData("<at id=\"0\">CcgBot</at> How many?", "How many?")]
    [InlineData("<AT>ccgbot</AT> How many?", "How many?")]
    [InlineData("Ask <at>Ada</at>", "Ask Ada")]
    [InlineData("<at>CcgBot</at>", "")]
    [InlineData("a <at b", "a <at b")]
    [InlineData(null, "")]
    public void Only_what_was_typed_is_left(string? text, string left) =>
        MessageText.Of(new Activity { Text = text, Recipient = new ChannelAccount { Id = "28:bot", Name = "CcgBot" } }).ShouldBe(left);

    [Fact]
    public void A_cards_button_says_what_it_asks() => MessageText.Of(new Activity
    {
        Value = ActivityJson.Element(Bot.Rendering.Teams.CardActions.Ask("How many?")).Property("data"),
    }).ShouldBe("How many?");

    [Fact]
    public void A_bot_known_by_another_name_is_found_by_its_id() => MessageText.Of(new Activity
    {
        Text = "<at>Helper</at> How many?",
        Recipient = new ChannelAccount { Id = "28:bot", Name = "CcgBot" },
        Entities = [ActivityJson.Element(new { type = "mention", text = "<at>Helper</at>", mentioned = new { id = "28:bot", name = "Helper" } })],
    }).ShouldBe("How many?");
}
