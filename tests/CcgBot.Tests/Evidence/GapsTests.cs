using CcgBot.Editing;
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

    [Fact]
    public void What_is_decided_holds_for_the_group_until_it_is_asked_again()
    {
        Append("What is the salary of a CCG chair?", "notInArticles");
        Append("How much salary do CCG chairs get?", "notInArticles");
        Append("Who pays for ambulances?", "notInArticles");
        using var gaps = new Gaps(_store.Log);
        var editor = new GapEditor(_store.Log);
        var group = gaps.Find().Groups[0];

        editor.Decide(group.Key, new GapDecision(GapState.Open, "Grace"), Edit(0)).ShouldBe(EditResult.Done);
        group = gaps.Find().Groups[0];
        (group.Assignee, group.State).ShouldBe(("Grace", GapState.Open));
        editor.Decide(group.Key, new GapDecision(GapState.Done, "Grace"), Edit(0)).ShouldBe(EditResult.Conflict);
        editor.Decide(group.Key, new GapDecision(GapState.Done, "Grace"), Edit(group.Revision)).ShouldBe(EditResult.Done);
        editor.Decide("nosuch", new GapDecision(GapState.Done, null), Edit(0)).ShouldBe(EditResult.NotFound);
        gaps.Find().Groups.ShouldHaveSingleItem().Topic.ShouldContain("ambulances");
        gaps.Find().Settled.ShouldHaveSingleItem().Questions.Count.ShouldBe(2);

        _store.Time.Advance(TimeSpan.FromDays(1));
        Append("how much salary do ccg chairs get", "notInArticles");
        var again = gaps.Find();
        again.Groups.Select(each => each.Questions.Count).ShouldBe([1, 1], ignoreOrder: true);
        again.Groups.Single(each => each.Topic.Contains("salary", StringComparison.Ordinal)).State.ShouldBe(GapState.Open);

        _store.Log.Changes(10).Select(change => change.Change.What).ShouldBe(["gap.decide", "gap.decide"]);
        _store.Log.Changes(10).ShouldAllBe(change => !change.Change.After!.Contains("salary"));
    }

    private static Edit Edit(long revision) => new("ann", "because", revision.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private void Append(string question, string? reason, string kind = "abstention") =>
        _store.Log.Append(TemporaryStore.Record(question, kind) with { Reason = reason });

    private GapReport Find()
    {
        using var gaps = new Gaps(_store.Log);
        return gaps.Find();
    }
}
