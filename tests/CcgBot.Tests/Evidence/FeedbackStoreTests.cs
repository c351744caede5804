using CcgBot.Evidence;
using Shouldly;

namespace CcgBot.Tests.Evidence;

public sealed class FeedbackStoreTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Feedback_on_a_message_is_listed_beside_its_answer()
    {
        var id = _store.Log.Append(TemporaryStore.Record("Who?"));
        _store.Feedback.Shown("teams/conv/1", id);

        _store.Feedback.Record("teams/conv/1", evidenceId: null, Reaction.Dislike, "Mail me at a.b@nhs.net", "user-1").ShouldBe(id);

        var feedback = _store.Feedback.Of(id).ShouldHaveSingleItem();
        feedback.Reaction.ShouldBe(Reaction.Dislike);
        feedback.Text.ShouldBe("Mail me at •••");
    }

    [Fact]
    public void A_persons_newest_reaction_replaces_the_one_before()
    {
        var id = _store.Log.Append(TemporaryStore.Record("Who?"));

        _store.Feedback.Record(null, id, Reaction.Like, null, "user-1");
        _store.Feedback.Record(null, id, Reaction.Dislike, "wrong", "user-1");
        _store.Feedback.Record(null, id, Reaction.Like, null, "user-2");

        _store.Feedback.Of(id).Select(feedback => feedback.Reaction).ShouldBe([Reaction.Dislike, Reaction.Like]);
    }

    [Fact]
    public void Feedback_on_an_unknown_message_is_kept_without_an_answer()
    {
        _store.Feedback.Record("gone", null, Reaction.Like, null, null).ShouldBeNull();

        _store.Feedback.Latest(10).ShouldHaveSingleItem().EvidenceId.ShouldBeNull();
    }
}
