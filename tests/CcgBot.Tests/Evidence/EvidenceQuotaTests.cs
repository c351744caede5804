using CcgBot.Answering;
using CcgBot.Evidence;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace CcgBot.Tests.Evidence;

public sealed class EvidenceQuotaTests
{
    private const int Megabyte = 1 << 20;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 21, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_address_that_used_up_its_room_waits_until_the_day_is_over_and_others_do_not()
    {
        var quota = new EvidenceQuota(new EvidenceOptions { MaxMegabytesPerAddress = 2 }, _time);
        var (one, other) = (new Question("Who?") { Address = "203.0.113.7" }, new Question("Who?") { Address = "203.0.113.8" });
        quota.Count(one, Megabyte);
        quota.Check(one);
        quota.Count(one, Megabyte);

        Should.Throw<EvidenceQuotaException>(() => quota.Check(one)).Wait.ShouldBe(TimeSpan.FromHours(3));
        quota.Check(other);
        _time.Advance(TimeSpan.FromHours(3));
        quota.Check(one);
    }

    [Fact]
    public void A_conversation_has_a_room_of_its_own()
    {
        var quota = new EvidenceQuota(new EvidenceOptions { MaxMegabytesPerConversation = 1 }, _time);
        quota.Count(new Question("Who?") { Conversation = "directline|a" }, Megabyte);

        Should.Throw<EvidenceQuotaException>(() => quota.Check(new Question("Who?") { Conversation = "directline|a" })).Message.ShouldContain("conversation");
        quota.Check(new Question("Who?") { Conversation = "directline|b" });
        quota.Check(new Question("Who?") { Address = "directline|a" });
    }

    [Fact]
    public void The_room_of_a_day_is_for_all_together_and_none_is_as_good_as_any()
    {
        var quota = new EvidenceQuota(new EvidenceOptions { MaxMegabytesPerDay = 1, MaxMegabytesPerAddress = 0 }, _time);
        quota.Count(new Question("Who?") { Address = "203.0.113.7" }, Megabyte - 1);
        quota.IsDayUsedUp.ShouldBeFalse();

        quota.Count(new Question("Who?"), 1);

        quota.IsDayUsedUp.ShouldBeTrue();
        quota.Check(new Question("Who?") { Address = "203.0.113.7" });
    }
}
