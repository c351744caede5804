using CcgBot.Evaluation.Judging;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Judging;

public sealed class JudgingSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Set => Path.Combine(_folder.Path, "feedback");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_judges_agree_on_is_a_test_set_in_the_documented_layout()
    {
        JudgingSet.Add(Set, [Asked("1", "Who led it?"), Asked("2", "What did it cost?"), Asked("3", "And why?"), Asked("4", "Nobody judged this.")]);
        Judge("1", "ann", "a#p2");
        Judge("1", "bob", "a#p2");
        Judge("2", "ann", null);
        Judge("3", "ann", "a#p1");
        Judge("3", "bob", null);

        var set = TestSetReader.Read(Set);

        Assert.Equal(["1", "2"], set.Questions.Select(question => question.Id));
        Assert.Equal([true, false], set.Questions.Select(question => question.Answerable));
        Assert.Equal([new EvidenceQuote("a", "Second.")], set.Questions[0].Evidence);
        Assert.Empty(set.Problems);
    }

    [Fact]
    public void A_judge_may_think_again()
    {
        JudgingSet.Add(Set, [Asked("1", "Who led it?")]);
        Judge("1", "ann", "a#p1");
        Judge("1", "ann", "a#p2");

        Assert.Equal("a#p2", Assert.Single(JudgingSet.Open(Set).Judgements).Paragraph);
        Assert.Equal("Second.", TestSetReader.Read(Set).Questions[0].Evidence[0].Quote);
    }

    [Fact]
    public void A_question_is_taken_in_once_and_judgements_stay()
    {
        JudgingSet.Add(Set, [Asked("1", "Who led it?")]);
        Judge("1", "ann", "a#p1");

        Assert.Equal(1, JudgingSet.Add(Set, [Asked("9", "who led it? "), Asked("2", "And when?")]));
        Assert.Equal(["1", "2"], JudgingSet.Open(Set).Candidates.Select(candidate => candidate.Id));
        Assert.Single(TestSetReader.Read(Set).Questions);
    }

    [Fact]
    public void What_is_not_offered_can_not_be_chosen()
    {
        JudgingSet.Add(Set, [Asked("1", "Who led it?")]);

        Assert.Throws<ArgumentException>(() => Judge("1", "ann", "b#p1"));
        Assert.Throws<ArgumentException>(() => Judge("7", "ann", null));
    }

    [Theory]
    [InlineData("feedback-2", true)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void A_name_never_leads_out_of_the_folder(string name, bool good) => Assert.Equal(good, JudgingSet.IsName(name));

    [Fact]
    public void Kappa_is_agreement_beyond_chance() =>
        // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7; chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5; kappa 0.4 (Cohen's textbook table).
        Assert.Equal(0.4, Agreement.KappaOf([.. Many(20, "y", "y"), .. Many(5, "y", "n"), .. Many(10, "n", "y"), .. Many(15, "n", "n")])!.Value, 10);

    [Fact]
    public void Kappa_is_not_defined_where_both_always_say_the_same() => Assert.Null(Agreement.KappaOf([("y", "y"), ("y", "y")]));

    private static IEnumerable<(string, string)> Many(int count, string a, string b) => Enumerable.Repeat((a, b), count);

    private static Candidate Asked(string id, string question) => new(
        id, question, "First.", "liked", [new OfferedParagraph("a#p1", "a", 1, "T", "First.", true), new OfferedParagraph("a#p2", "a", 2, "T", "Second.", false)]);

    private void Judge(string question, string judge, string? paragraph) => JudgingSet.Open(Set).Judge(new Judgement(question, judge, paragraph, DateTimeOffset.UnixEpoch));
}
