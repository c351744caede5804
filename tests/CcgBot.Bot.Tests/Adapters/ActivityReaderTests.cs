using System.Text;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Adapters;

/// <summary>What is bounded before anything reads it, and what is refused with one line that names the item.</summary>
public sealed class ActivityReaderTests
{
    [Theory]
    [InlineData("""{"type":"message","type":"invoke"}""", "'type' is there twice")]
    [InlineData("""{"type":"message","value":{"a":1,"a":2}}""", "'a' is there twice")]
    [InlineData("""{"type":"message","\ud800":1}""", "half a surrogate pair")]
    [InlineData("""{"type":"message","value":{"x\udfff":1}}""", "half a surrogate pair")]
    [InlineData("""{"type":"message","text":"\ud83d"}""", "half a surrogate pair")]
    [InlineData("""{"type":7}""", "type is no text")]
    [InlineData("""{"type":"message","timestamp":"yesterday"}""", "timestamp")]
    [InlineData("""{"type":"message","from":[]}""", "from")]
    [InlineData("""{"type":"message","conversation":{"id":{"a":1}}}""", "conversation.id")]
    [InlineData("""[{"type":"message"}]""", "not a JSON object")]
    [InlineData("""{"type":"message"} {""", "line 1")]
    [InlineData("""{"type":""", "line 1")]
    [InlineData("", "line 1")]
    public void What_cannot_be_taken_is_named(string body, string named) => Refusal(body).ShouldContain(named, Case.Insensitive);

    [Theory]
    [InlineData("id")]
    [InlineData("replyToId")]
    [InlineData("name")]
    [InlineData("serviceUrl")]
    [InlineData("conversation.id")]
    [InlineData("from.id")]
    [InlineData("recipient.id")]
    public void An_id_longer_than_any_channels_is_refused(string path)
    {
        var value = new string('x', 2_000);
        var json = path.Split('.') is [var parent, var field] ? $"\"{parent}\":{{\"{field}\":\"{value}\"}}" : $"\"{path}\":\"{value}\"";
        Refusal($$$"""{"type":"message",{{{json}}}}""").ShouldContain(path);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("channelData")]
    public void A_value_of_more_than_any_client_sends_is_refused(string field) =>
        Refusal($$$"""{"type":"event","{{{field}}}":{"a":"{{{new string('x', 20_000)}}}"}}""").ShouldContain(field);

    [Fact]
    public void Depth_and_number_of_values_have_an_end()
    {
        Refusal($$"""{"type":"message","value":{{new string('[', 100)}}{{new string(']', 100)}} }""").ShouldContain("line 1");
        Refusal($$"""{"type":"message","entities":[{{string.Join(',', Enumerable.Repeat("0", 60_000))}}]}""").ShouldContain("more than 50000 values");
    }

    [Fact]
    public void Everything_else_is_cut_or_left_out()
    {
        var long_ = new string('x', 200_000);
        var entity = """{"type":"mention","mentioned":{"id":"28:bot"}}""";
        var entities = string.Join(',', Enumerable.Repeat(entity, 200));
        var huge = new string('x', 5_000);
        var read = Read($$$"""
            {"type":"message","text":"{{{long_}}}","from":{"id":"29:ada","name":"{{{huge}}}"},
             "entities":["text",7,null,{"type":{"a":1}},{"type":"huge","x":"{{{huge}}}"},{{{entities}}}],
             "unknown":"{{{huge}}}"}
            """);
        read.Text.Length.ShouldBeLessThanOrEqualTo(64 * 1024);
        read.From.Name.Length.ShouldBe(256);
        read.Entities.Count.ShouldBe(50);
        read.Entities.ShouldAllBe(each => each.Type == "mention");
        read.Properties.Count.ShouldBe(0);
    }

    [Fact]
    public void Attachments_keep_their_kind_and_name_and_no_more_than_a_little_content()
    {
        var attachments = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"contentType":"text/plain","name":"{{i}}.txt","content":"{{new string('x', 5_000)}}"}"""));
        var read = Read($$"""{"type":"message","attachments":[null,{{attachments}}]}""");
        read.Attachments.Count.ShouldBe(20);
        read.Attachments.ShouldAllBe(each => each.Content == null && each.Name != null);
    }

    [Fact]
    public void A_large_group_keeps_the_bot_among_its_members()
    {
        var members = string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""{"id":"29:{{i}}"}""").Append("""{"id":"28:bot"}"""));
        var read = Read($$"""{"type":"conversationUpdate","recipient":{"id":"28:bot"},"membersAdded":[{{members}}]}""");
        read.MembersAdded.Count.ShouldBe(100);
        read.MembersAdded.ShouldContain(member => member.Id == "28:bot");
    }

    [Fact]
    public async Task Over_HTTP_each_of_them_is_400_and_not_500()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, Conformance.ConformanceTests.Giving(TestArticles.Grounded()));
        var whole = WireJson.Write(TestActivities.Message(connector, "How many?"))[..^1];
        foreach (var more in (string[])[""","type":"message"}""", ""","\ud800x":1}""", ""","value":{"\udc00":1}}""", ""","timestamp":"never"}""", ""","channelData":{"a":1,"a":2}}"""])
        {
            var posted = await bot.PostAsync(whole + more);
            posted.Status.ShouldBe(400, more);
            posted.Json.Property("error").Property("message").Text().ShouldNotBeNullOrEmpty();
        }

        connector.Calls.ShouldBeEmpty();
    }

    private static Microsoft.Bot.Schema.Activity Read(string json) => ActivityReader.Activity(Encoding.UTF8.GetBytes(json));

    private static string Refusal(string json) => Should.Throw<FormatException>(() => Read(json)).Message;
}
