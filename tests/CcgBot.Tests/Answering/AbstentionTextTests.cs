using CcgBot.Answering;
using Shouldly;

namespace CcgBot.Tests.Answering;

public sealed class AbstentionTextTests
{
    private static readonly Citation Near = new(1, Passages.Found("The kneading blade is blocked if the display shows E04.").Paragraph, "The kneading blade is blocked", 0, 29);

    [Fact]
    public void A_missing_name_means_that_nothing_answers() =>
        AbstentionText.Of(Abstention("warfarin", wordsOnly: false)).ShouldBe("The articles don't answer this. No paragraph mentions “warfarin”; the nearest paragraphs are about something else.");

    [Fact]
    public void With_a_missing_word_the_paragraphs_shown_may_answer_all_the_same() =>
        AbstentionText.Of(Abstention("code", wordsOnly: true)).ShouldBe("I found no sure answer to this in the articles. No paragraph mentions “code”; the nearest paragraphs may help.");

    private static Answer.Abstention Abstention(string missing, bool wordsOnly) =>
        new(AbstentionReason.NotInArticles, [Near]) { Question = "", Standalone = "", Missing = [missing], IsMissingWordsOnly = wordsOnly };
}
