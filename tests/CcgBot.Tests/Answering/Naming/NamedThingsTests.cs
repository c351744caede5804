using CcgBot.Answering;
using Shouldly;

namespace CcgBot.Tests.Answering.Naming;

/// <summary>A named medicine, illness, person, place or group that the cited paragraph does not have is no answer; said in another form it is.</summary>
public sealed class NamedThingsTests : SmallCorpus
{
    [Theory]
    [InlineData("Can I take ibuprofen with warfarin?", "warfarin")]
    [InlineData("What is the dose of adrenaline in anaphylaxis?", "adrenaline")]
    [InlineData("Is the clinic open to people with measles?", "measles")]
    [InlineData("When is the clinic in Aberdeen open?", "Aberdeen")]
    [InlineData("What did Maria Santos say about garden waste?", "Santos")]
    public async Task A_name_that_no_paragraph_has_is_said_to_be_missing(string question, string word)
    {
        var answer = (await AskAsync(question)).ShouldBeOfType<Answer.Abstention>();

        answer.Missing.ShouldContain(word);
        Said(answer).ShouldContain($"No paragraph mentions");
        Said(answer).ShouldContain(word);
    }

    [Theory]
    [InlineData("Can someone with a sprain take Ibuprofen?", "with food for three days")]
    [InlineData("Who chaired the environment committee in Northfield?", "Maria Lopez")]
    [InlineData("What did Councillor Lopez chair?", "Environment Committee")]
    [InlineData("How much is the yearly charge for a brown bin in Northfield?", "45 pounds")]
    [InlineData("What is a tourniquet?", "is a band")]
    public async Task Said_in_another_form_or_of_the_whole_article_it_is_no_other_thing(string question, string words) =>
        Said(await GroundedAsync(question)).ShouldContain(words);

    [Fact]
    public async Task Nothing_near_shows_no_paragraphs()
    {
        var answer = (await AskAsync("What is the capital of France?")).ShouldBeOfType<Answer.Abstention>();

        answer.Nearest.ShouldBeEmpty();
        answer.Reason.ShouldBe(AbstentionReason.OutOfScope);
    }

    [Fact]
    public async Task A_part_that_is_not_answered_is_named()
    {
        var answer = await GroundedAsync("When is the library open and who treats malaria?");

        answer.Unanswered.ShouldHaveSingleItem();
        Said(answer).ShouldContain("9 am to 6 pm");
    }
}
