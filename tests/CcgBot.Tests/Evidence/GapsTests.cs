using CcgBot.Evidence;
using Shouldly;

namespace CcgBot.Tests.Evidence;

public sealed class GapsTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Unanswered_questions_about_one_thing_are_put_together()
    {
        foreach (var question in (string[])
            ["What is the salary of a CCG chair?", "How much salary do CCG chairs get?", "Who pays for ambulances?", "salary of the chair of a CCG", "Which boards pay for ambulances?", "Why?"])
        {
            Append(question, "notInArticles");
        }

        Append("Who led it?", reason: null, "grounded");
        Append("", "empty");

        var report = Find();

        report.Groups.Select(group => group.Questions.Count).ShouldBe([3, 2, 1]);
        report.Groups[0].Topic.ShouldContain("salary");
        report.Groups[0].Questions[0].Text.ShouldBe("salary of the chair of a CCG");
        report.Groups[1].Topic.ShouldContain("ambulances");
        report.Unstored.ShouldBe(0);
    }

    [Fact]
    public void A_part_that_an_answer_left_open_is_a_gap_too()
    {
        _store.Log.Append(TemporaryStore.Record("Who led it and who paid?") with { Unanswered = ["who paid"] });

        Find().Groups.ShouldHaveSingleItem().Questions.ShouldHaveSingleItem().Text.ShouldBe("who paid");
    }

    [Fact]
    public void Questions_that_were_not_stored_are_only_counted()
    {
        using var store = new TemporaryStore(new EvidenceOptions { Question = StoredQuestion.None });
        store.Log.Append(TemporaryStore.Record("Who paid?", "abstention") with { Reason = "notInArticles" });
        using var gaps = new Gaps(store.Log);

        var report = gaps.Find();

        (report.Groups.Count, report.Unstored).ShouldBe((0, 1));
    }

    private void Append(string question, string? reason, string kind = "abstention") =>
        _store.Log.Append(TemporaryStore.Record(question, kind) with { Reason = reason });

    private GapReport Find()
    {
        using var gaps = new Gaps(_store.Log);
        return gaps.Find();
    }
}
