using CcgBot.Answering;
using CcgBot.Evidence;
using CcgBot.Tests.Answering;
using Shouldly;

namespace CcgBot.Tests.Conversations;

/// <summary>What is said before and around a question, over whole conversations.</summary>
public sealed class ConversationTests : SmallCorpus
{
    private static readonly string[] Clinic = ["When is the walk-in clinic open?", "The walk-in clinic is open from 8 am to 8 pm on weekdays. [1]"];

    [Theory]
    [InlineData("hello")]
    [InlineData("thnaks")]
    [InlineData("bye")]
    [InlineData("ok")]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("👍")]
    [InlineData("great, that helps")]
    [InlineData("who are you?")]
    [InlineData("can I talk to a person?")]
    public async Task Small_talk_gets_a_reply_after_any_turn_and_is_never_searched(string message)
    {
        foreach (var said in (string[][])[[], Clinic])
        {
            var answer = await AskAsync(message, said);

            answer.ShouldBeOfType<Answer.Reply>();
            AnswerJson.From(answer).Kind.ShouldBe("reply");
            AnswerJson.From(answer).Citations.ShouldBeEmpty();
            Said(answer).ShouldNotContain("8 am");
        }

        using var gaps = new Gaps(Engine.Evidence);
        gaps.Find().Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_person_to_turn_to_is_named() => Said(await AskAsync("I want to speak to a human")).ShouldContain("the front desk, extension 12");

    [Fact]
    public async Task A_greeting_before_a_question_leaves_the_question() =>
        Said(await AskAsync("Hi there, who chaired the Environment Committee?")).ShouldContain("Maria Lopez");

    [Fact]
    public async Task Yes_to_a_question_of_the_bots_is_no_small_talk() =>
        (await AskAsync("yes", "What about the bin?", "Which bin do you mean?\n\n- The brown bin")).ShouldNotBeOfType<Answer.Reply>();

    [Theory]
    [InlineData("How much is the charge for a brown bin?")]
    [InlineData("And how much is the charge for a brown bin?")]
    [InlineData("What about library fines for children?")]
    [InlineData("What about garden waste?")]
    [InlineData("And who chaired the Environment Committee?")]
    public async Task An_earlier_topic_changes_no_answer(string question)
    {
        var alone = Said(await AskAsync(question));

        Said(await AskAsync(question, Clinic)).ShouldBe(alone);
        Said(await AskAsync(question, "How many books may I borrow?", "Members may borrow up to eight books. [1]")).ShouldBe(alone);
    }

    [Theory]
    [InlineData("and on Sundays?")]
    [InlineData("What about Sundays?")]
    [InlineData("And Sundays?")]
    public async Task A_setting_is_read_with_the_turn_before(string question)
    {
        Said(await AskAsync(question, Clinic)).ShouldContain("10 am to 2 pm");
        Said(await AskAsync(question, "When is the library open?", "The library is open from 9 am to 6 pm on weekdays. [1]")).ShouldContain("closed");
    }

    [Fact]
    public async Task Thanks_in_between_does_not_break_a_follow_up() =>
        Said(await AskAsync("and on Sundays?", [.. Clinic, "thanks", "You're welcome."])).ShouldContain("10 am to 2 pm");

    [Fact]
    public async Task More_gives_what_was_not_shown_also_where_the_caller_keeps_no_citations()
    {
        var first = await GroundedAsync("When is the library open?");
        var more = await AskAsync("tell me more", "When is the library open?", Said(first));

        var shown = (more as Answer.Grounded)?.Citations.Select(citation => citation.Paragraph.Id) ?? [];
        shown.ShouldNotContain(first.Citations[0].Paragraph.Id);
        Said(more).ShouldNotBe(Said(first));
    }

    [Fact]
    public async Task The_paragraph_is_shown_whole_also_where_the_caller_keeps_no_citations()
    {
        var shown = await GroundedAsync("show the paragraph", Clinic);

        shown.Citations.ShouldHaveSingleItem().Quote.ShouldBe(shown.Citations[0].Paragraph.Text);
        shown.Claims[0].Text.ShouldContain("10 am to 2 pm");
    }

    [Theory]
    [InlineData("show the paragraph")]
    [InlineData("tell me more")]
    public async Task A_command_with_nothing_to_go_on_says_so(string command) => (await AskAsync(command)).ShouldBeOfType<Answer.Reply>();

    [Theory]
    [InlineData("I have chest pain")]
    [InlineData("my patient, who is 60, has chest pain. When is the clinic open?")]
    [InlineData("I can't cope any more")]
    public async Task An_emergency_gets_the_safety_text_alone(string message)
    {
        var answer = await AskAsync(message, Clinic);

        answer.ShouldBeOfType<Answer.Reply>().Text.ShouldBe(Settings.Answering.EmergencyText);
        answer.Suggestions.ShouldBeEmpty();
    }
}
