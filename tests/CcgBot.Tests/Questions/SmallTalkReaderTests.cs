using CcgBot.Questions;
using Shouldly;

namespace CcgBot.Tests.Questions;

public sealed class SmallTalkReaderTests
{
    [Theory]
    [InlineData("hello", SmallTalkKind.Greeting)]
    [InlineData("HELLO!!!", SmallTalkKind.Greeting)]
    [InlineData("helo", SmallTalkKind.Greeting)]
    [InlineData("hiii", SmallTalkKind.Greeting)]
    [InlineData("Good morning everyone.", SmallTalkKind.Greeting)]
    [InlineData("hi there", SmallTalkKind.Greeting)]
    [InlineData("👋", SmallTalkKind.Greeting)]
    [InlineData("how are you today?", SmallTalkKind.Wellbeing)]
    [InlineData("Hey, how's it going?", SmallTalkKind.Wellbeing)]
    [InlineData("thanks", SmallTalkKind.Thanks)]
    [InlineData("Thnaks", SmallTalkKind.Thanks)]
    [InlineData("thank you so much for your help", SmallTalkKind.Thanks)]
    [InlineData("ok thanks!", SmallTalkKind.Thanks)]
    [InlineData("cheers, it really helped me a lot", SmallTalkKind.Thanks)]
    [InlineData("useless, you always get everything wrong", SmallTalkKind.Complaint)]
    [InlineData("rubbish! you never answer my questions", SmallTalkKind.Complaint)]
    [InlineData("🙏🙏", SmallTalkKind.Thanks)]
    [InlineData("bye", SmallTalkKind.Farewell)]
    [InlineData("thanks, bye", SmallTalkKind.Farewell)]
    [InlineData("that's all for now", SmallTalkKind.Farewell)]
    [InlineData("See you later", SmallTalkKind.Farewell)]
    [InlineData("you just told me a wrong date", SmallTalkKind.Complaint)]
    [InlineData("Your last answer was wrong", SmallTalkKind.Complaint)]
    [InlineData("ok", SmallTalkKind.Acknowledgement)]
    [InlineData("okk", SmallTalkKind.Acknowledgement)]
    [InlineData("got it", SmallTalkKind.Acknowledgement)]
    [InlineData("great, that helps", SmallTalkKind.Acknowledgement)]
    [InlineData("👍", SmallTalkKind.Acknowledgement)]
    [InlineData("👍🏽", SmallTalkKind.Acknowledgement)]
    [InlineData(":-)", SmallTalkKind.Acknowledgement)]
    [InlineData("never mind", SmallTalkKind.Acknowledgement)]
    [InlineData("yes", SmallTalkKind.Yes)]
    [InlineData("Yes please.", SmallTalkKind.Yes)]
    [InlineData("yeah", SmallTalkKind.Yes)]
    [InlineData("no", SmallTalkKind.No)]
    [InlineData("not really", SmallTalkKind.No)]
    [InlineData("i don't know", SmallTalkKind.No)]
    [InlineData("well done", SmallTalkKind.Compliment)]
    [InlineData("You are very helpful!", SmallTalkKind.Compliment)]
    [InlineData("great answer", SmallTalkKind.Compliment)]
    [InlineData("that's wrong", SmallTalkKind.Complaint)]
    [InlineData("This is useless", SmallTalkKind.Complaint)]
    [InlineData("that's not what I asked", SmallTalkKind.Complaint)]
    [InlineData("you didn't answer my question", SmallTalkKind.Complaint)]
    [InlineData("👎", SmallTalkKind.Complaint)]
    [InlineData("who are you?", SmallTalkKind.Identity)]
    [InlineData("hi, who are you", SmallTalkKind.Identity)]
    [InlineData("What's your name?", SmallTalkKind.Identity)]
    [InlineData("are you a real person?", SmallTalkKind.Identity)]
    [InlineData("am I talking to a robot", SmallTalkKind.Identity)]
    [InlineData("How do you work?", SmallTalkKind.Identity)]
    [InlineData("What can you do?", SmallTalkKind.Abilities)]
    [InlineData("what can I ask you", SmallTalkKind.Abilities)]
    [InlineData("I have a question", SmallTalkKind.Abilities)]
    [InlineData("can you help me?", SmallTalkKind.Abilities)]
    [InlineData("can I talk to a person?", SmallTalkKind.Person)]
    [InlineData("I'd like to speak to a human please", SmallTalkKind.Person)]
    [InlineData("speak to someone", SmallTalkKind.Person)]
    [InlineData("put me through to an operator", SmallTalkKind.Person)]
    [InlineData("Is there a real person I can chat with?", SmallTalkKind.Person)]
    public void Small_talk_is_known_by_its_form(string message, SmallTalkKind kind)
    {
        var talk = SmallTalkReader.Read(message);

        talk.IsWhole.ShouldBeTrue();
        talk.Kinds[0].ShouldBe(kind);
    }

    [Theory]
    [InlineData("fines")]
    [InlineData("What is a CCG?")]
    [InlineData("Good practice guidelines")]
    [InlineData("Right to appeal?")]
    [InlineData("no smoking rules")]
    [InlineData("who are the members")]
    [InlineData("what can I bring?")]
    [InlineData("Can I talk to a nurse about my results?")]
    [InlineData("Who can I contact about fines?")]
    [InlineData("How can I contact the clinic?")]
    [InlineData("thanksgiving opening hours")]
    [InlineData("night nurse")]
    [InlineData("How are you funded by the council?")]
    [InlineData("what are you doing about parking?")]
    [InlineData("Is this a public meeting?")]
    [InlineData("yes votes")]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("the of and")]
    public void A_question_of_the_articles_is_no_small_talk(string message)
    {
        var talk = SmallTalkReader.Read(message, word => word is "fines");

        talk.IsWhole.ShouldBeFalse();
        talk.Rest.ShouldBe(message.Trim());
    }

    [Theory]
    [InlineData("hi, what is a CCG?", "what is a CCG?")]
    [InlineData("Hello there! Who led the study?", "Who led the study?")]
    [InlineData("hello what is a CCG", "what is a CCG")]
    [InlineData("What is a CCG? Thanks!", "What is a CCG?")]
    [InlineData("Thanks. And on Sundays?", "on Sundays?")]
    [InlineData("ok great, who paid for it?", "who paid for it?")]
    [InlineData("Good morning, I have a question: when does the clinic open? Cheers", "when does the clinic open?")]
    [InlineData("hey library opening hours", "library opening hours")]
    public void Small_talk_is_cut_off_a_question(string message, string question) => SmallTalkReader.Read(message).Rest.ShouldBe(question);
}
