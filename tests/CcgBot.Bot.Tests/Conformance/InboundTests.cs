using CcgBot.Answering;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Conformance;

public sealed class InboundTests : ConformanceTests
{
    [Fact]
    public async Task An_unknown_field_is_accepted()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var body = WireJson.Write(TestActivities.Message(connector, "How many?"))[..^1] + ""","futureField":{"a":[1,2]},"from2":null}""";
        (await bot.PostAsync(body)).Status.ShouldBeInRange(200, 202);
        (await connector.MessagesAsync(1))[0].Text!.ShouldContain("visited");
    }

    [Fact]
    public async Task An_unknown_entity_is_accepted()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var activity = TestActivities.Message(connector, "How many?") with
        {
            Entities = [WireJson.Element(new { type = "hologram", angle = 3 }), WireJson.Element("not even an object"), WireJson.Element(7)],
        };
        (await bot.PostAsync(activity)).Status.ShouldBeInRange(200, 202);
        await connector.MessagesAsync(1);
    }

    [Theory]
    [InlineData("telepathy")]
    [InlineData("messageReaction")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("trace")]
    [InlineData("handoff")]
    [InlineData("endOfConversation")]
    public async Task An_activity_type_that_asks_nothing_is_accepted_and_left_alone(string type)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        (await bot.PostAsync(TestActivities.Message(connector, "How many?") with { Type = type })).Status.ShouldBeInRange(200, 202);
        (await bot.PostAsync(TestActivities.Message(connector, "How many?"))).Status.ShouldBeInRange(200, 202);
        (await connector.MessagesAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_is_addressed_to_the_sender_and_names_what_it_replies_to()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var question = TestActivities.Message(connector, "How many?", "19:abc@thread.tacv2;messageid=17/1");
        await bot.PostAsync(question);
        var reply = (await connector.MessagesAsync(1))[0];
        reply.From!.Id.ShouldBe("28:bot");
        reply.Recipient!.Id.ShouldBe("29:ada");
        reply.ReplyToId.ShouldBe(question.Id);
        reply.Id.ShouldBeNull();
        reply.Timestamp.ShouldBeNull();
        reply.ServiceUrl.ShouldBeNull();
        connector.Calls[0].Path.ShouldContain("/v3/conversations/19%3Aabc%40thread.tacv2%3Bmessageid%3D17%2F1/activities", Case.Insensitive);
    }

    [Theory]
    [InlineData("<at>CcgBot</at> How many boards?", "How many boards?")]
    [InlineData("<at>CcgBot</at>&nbsp;How many boards?", "How many boards?")]
    [InlineData("How many boards did <at>Ada</at> visit, <at>CcgBot</at>", "How many boards did Ada visit,")]
    public async Task A_mention_of_the_bot_is_stripped(string text, string asked)
    {
        await using var connector = await FakeConnector.StartAsync();
        string? seen = null;
        await using var bot = await OpenAsync((question, _, _) =>
        {
            seen = question.Text;
            return Task.FromResult<Answer>(TestArticles.Grounded());
        });
        var mention = new { type = "mention", text = "<at>CcgBot</at>", mentioned = new { id = "28:bot", name = "CcgBot" } };
        await bot.PostAsync(TestActivities.Message(connector, text).InGroup() with { Entities = [WireJson.Element(mention)] });
        await connector.MessagesAsync(1);
        seen.ShouldBe(asked);
    }

    [Fact]
    public async Task A_repeated_delivery_of_one_activity_id_gives_one_answer()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var question = TestActivities.Message(connector, "How many?");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bot.PostAsync(question)));
        await bot.PostAsync(TestActivities.Message(connector, "And now?"));
        (await connector.MessagesAsync(2)).Count(reply => reply.ReplyToId == question.Id).ShouldBe(1);
    }

    [Fact]
    public async Task A_delivery_repeated_after_a_restart_is_not_answered_again()
    {
        using var folder = new TemporaryFolder();
        await using var connector = await FakeConnector.StartAsync();
        var question = TestActivities.Message(connector, "How many?");
        await using (var bot = await OpenAsync(Giving(TestArticles.Grounded()), folder: folder.Path))
        {
            await bot.PostAsync(question);
            await connector.MessagesAsync(1);
        }

        await using (var bot = await OpenAsync(Giving(TestArticles.Grounded()), folder: folder.Path))
        {
            (await bot.PostAsync(question)).Status.ShouldBeInRange(200, 202);
            await bot.PostAsync(TestActivities.Message(connector, "And now?"));
            (await connector.MessagesAsync(2)).Count(reply => reply.ReplyToId == question.Id).ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_edited_question_is_answered_again_from_what_was_said_before_it()
    {
        await using var connector = await FakeConnector.StartAsync();
        var histories = new List<int>();
        await using var bot = await OpenAsync((question, _, _) =>
        {
            histories.Add(question.History.Count);
            return Task.FromResult<Answer>(TestArticles.Grounded(question.Text));
        });
        var question = TestActivities.Message(connector, "How many bords?");
        await bot.PostAsync(question);
        await bot.PostAsync(question with { Type = "messageUpdate", Text = "How many boards?", Timestamp = "2026-08-22T09:01:00Z" });
        await bot.PostAsync(TestActivities.Message(connector, "And where?"));
        await connector.MessagesAsync(3);
        histories.ShouldBe([0, 0, 2]);
    }

    [Fact]
    public async Task A_deleted_question_is_out_of_what_follow_ups_lean_on_and_its_return_answers_nothing()
    {
        await using var connector = await FakeConnector.StartAsync();
        var histories = new List<string>();
        await using var bot = await OpenAsync((question, _, _) =>
        {
            histories.Add(string.Join('|', question.History.Where(turn => turn.Role == Role.User).Select(turn => turn.Content)));
            return Task.FromResult<Answer>(TestArticles.Grounded(question.Text));
        });
        var first = TestActivities.Message(connector, "How many boards?");
        var second = TestActivities.Message(connector, "Who led it?");
        await bot.PostAsync(first);
        await bot.PostAsync(second);
        await bot.PostAsync(second with { Type = "messageDelete", Text = null, ChannelData = WireJson.Element(new { eventType = "softDeleteMessage" }) });
        await bot.PostAsync(TestActivities.Message(connector, "And where?"));
        await bot.PostAsync(second with { Type = "messageUpdate", ChannelData = WireJson.Element(new { eventType = "undeleteMessage" }) });
        await bot.PostAsync(TestActivities.Message(connector, "And when?"));
        (await connector.MessagesAsync(4)).Count.ShouldBe(4);
        histories.ShouldBe(["", "How many boards?", "How many boards?", "How many boards?|And where?"]);
    }

    [Fact]
    public async Task In_a_group_each_persons_history_is_that_persons_own()
    {
        await using var connector = await FakeConnector.StartAsync();
        var histories = new List<string>();
        await using var bot = await OpenAsync((question, _, _) =>
        {
            histories.Add(string.Join('|', question.History.Where(turn => turn.Role == Role.User).Select(turn => turn.Content)));
            return Task.FromResult<Answer>(TestArticles.Grounded(question.Text));
        });
        foreach (var (who, text) in ((string, string)[])[("ada", "How many boards?"), ("bob", "What is a CCG?"), ("bob", "start over"), ("ada", "And where?"), ("bob", "And when?"), ("ada", "more")])
        {
            await bot.PostAsync(TestActivities.Message(connector, text).InGroup() with { From = new ChannelAccount { Id = $"29:{who}" } });
        }

        await connector.MessagesAsync(6);
        histories.ShouldBe(["", "", "How many boards?", "", "How many boards?|And where?"]);
    }

    [Theory]
    [InlineData("report.pdf", "application/vnd.microsoft.teams.file.download.info", "I can't read attachments: report.pdf was not looked at.")]
    [InlineData("a*b_[1].png", "image/png", @"a\*b\_\[1\].png was not looked at.")]
    [InlineData(null, "image/png", "I can't read attachments: what came with your question was not looked at.")]
    [InlineData(null, "text/html", null)]
    public async Task A_file_beside_a_question_is_named_in_the_answer(string? name, string type, string? said)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?") with { Attachments = [new Attachment { ContentType = type, Name = name }] });
        var reply = (await connector.MessagesAsync(1)).ShouldHaveSingleItem();
        reply.Text!.ShouldContain("visited");
        if (said is null)
        {
            reply.Text!.ShouldNotContain("attachments");
        }
        else
        {
            reply.Text!.ShouldContain(said);
        }
    }

    [Fact]
    public async Task A_message_longer_than_is_read_is_told_so_and_asks_nothing()
    {
        await using var connector = await FakeConnector.StartAsync();
        var asked = 0;
        await using var bot = await OpenAsync((_, _, _) =>
        {
            asked++;
            return Task.FromResult<Answer>(TestArticles.Grounded());
        });
        await bot.PostAsync(TestActivities.Message(connector, new string('a', 4_001)));
        (await connector.MessagesAsync(1))[0].Text!.ShouldContain("at most 4000 characters");
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task What_the_bot_says_of_itself_reads_without_Markdown_too()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        foreach (var text in (string[])["help", "start over", "more", "show the paragraph"])
        {
            await bot.PostAsync(TestActivities.Message(connector, text));
        }

        (await connector.MessagesAsync(4)).ShouldAllBe(message => !message.Text!.Contains("**"));
    }

    [Fact]
    public async Task Expected_replies_come_back_in_the_body()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var posted = await bot.PostAsync(TestActivities.Message(connector, "How many?") with { DeliveryMode = "expectReplies" });
        posted.Status.ShouldBe(200);
        posted.Json.Property("activities")!.Value.EnumerateArray().Single().Property("text").Text()!.ShouldContain("visited");
        connector.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("conversationUpdate", "msteams")]
    [InlineData("installationUpdate", "msteams")]
    [InlineData("conversationUpdate", "webchat")]
    public async Task A_new_conversation_is_greeted_once_with_questions_to_start_from(string type, string channel)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var coming = TestActivities.Message(connector, null, channel: channel) with { Type = type, Action = "add", MembersAdded = [new ChannelAccount { Id = "28:bot" }] };
        await bot.PostAsync(coming);
        await bot.PostAsync(coming with { Id = "again", Type = "conversationUpdate" });
        await bot.PostAsync(TestActivities.Message(connector, "How many?", channel: channel));
        var replies = await connector.MessagesAsync(2);
        replies.Count.ShouldBe(2);
        replies[0].Text!.ShouldContain("CcgBot");
        replies[0].SuggestedActions!.Actions!.Select(action => action.Value.Text()).ShouldBe(["How many boards were visited?", "Who took over from primary care trusts?"]);
    }

    [Fact]
    public async Task Someone_who_joins_a_group_later_is_not_greeted()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, null).InGroup() with { Type = "conversationUpdate", MembersAdded = [new ChannelAccount { Id = "29:bob" }] });
        await bot.PostAsync(TestActivities.Message(connector, "How many?").InGroup());
        (await connector.MessagesAsync(1)).Single().Text!.ShouldContain("visited");
    }

    [Theory]
    [InlineData("image/png", "pictures")]
    [InlineData("application/vnd.microsoft.card.adaptive", "card")]
    [InlineData("application/vnd.microsoft.teams.file.download.info", "files")]
    [InlineData(null, "no text")]
    public async Task A_message_without_text_gets_a_useful_reply(string? attached, string word)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var attachments = attached is null ? null : (IReadOnlyList<Attachment?>)[new Attachment { ContentType = attached }];
        await bot.PostAsync(TestActivities.Message(connector, null) with { Attachments = attachments });
        var reply = (await connector.MessagesAsync(1))[0].Text!;
        reply.ShouldContain(word);
        reply.ShouldContain("type your question");
    }

    [Fact]
    public async Task Help_is_given_and_start_over_forgets()
    {
        await using var connector = await FakeConnector.StartAsync();
        var histories = new List<int>();
        await using var bot = await OpenAsync((question, _, _) =>
        {
            histories.Add(question.History.Count);
            return Task.FromResult<Answer>(TestArticles.Grounded(question.Text));
        });
        foreach (var text in (string[])["help", "How many?", "And where?", "Start over.", "How many?"])
        {
            await bot.PostAsync(TestActivities.Message(connector, text));
        }

        (await connector.MessagesAsync(5))[0].Text!.ShouldContain("start over");
        histories.ShouldBe([0, 2, 0]);
    }

    [Fact]
    public async Task More_says_so_when_nothing_was_asked_and_goes_on_from_what_was()
    {
        await using var connector = await FakeConnector.StartAsync();
        var asked = new List<string>();
        await using var bot = await OpenAsync((question, _, _) =>
        {
            asked.Add(question.Text);
            return Task.FromResult<Answer>(TestArticles.Grounded(question.Text));
        });
        foreach (var text in (string[])["more", "How many?", "more"])
        {
            await bot.PostAsync(TestActivities.Message(connector, text));
        }

        (await connector.MessagesAsync(3))[0].Text!.ShouldContain("no question to go on from");
        asked.ShouldBe(["How many?", "more"]);
    }

    [Fact]
    public async Task An_activity_over_256_KB_gets_413()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        (await bot.PostAsync(TestActivities.Message(connector, new string('a', 257 * 1024)))).Status.ShouldBe(413);
        connector.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("{\"type\":", "application/json", 400)]
    [InlineData("{}", "application/json", 400)]
    [InlineData("{\"type\":\"message\"}", "text/plain", 415)]
    public async Task What_is_no_activity_gets_a_clear_refusal(string body, string contentType, int status)
    {
        await using var bot = await OpenAsync();
        (await bot.PostAsync(body, contentType: contentType)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task HEAD_says_that_someone_is_there()
    {
        await using var bot = await OpenAsync();
        using var http = new HttpClient();
        using var response = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, bot.Messages));
        ((int)response.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task A_question_that_breaks_the_answerer_gets_an_apology()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync((_, _, _) => throw new InvalidOperationException("broken inside"));
        (await bot.PostAsync(TestActivities.Message(connector, "How many?"))).Status.ShouldBeInRange(200, 202);
        var reply = (await connector.MessagesAsync(1))[0].Text!;
        reply.ShouldContain("went wrong");
        reply.ShouldNotContain("broken inside");
    }
}
