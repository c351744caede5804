using CcgBot.Storage;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace CcgBot.Tests.Storage;

public sealed class KeyRingTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    private string File_ => Path.Combine(_folder.Path, "keys", "store.directline.keys");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_key_is_made_when_asked_for_and_found_again_by_another_program()
    {
        var key = Ring().Current();

        key.Length.ShouldBe(KeyFile.Size);
        Ring().Current().ShouldBe(key);
        Ring().Accepted().ShouldHaveSingleItem().ShouldBe(key);
    }

    [Fact]
    public void A_key_past_its_period_is_followed_and_accepted_until_the_overlap_ends()
    {
        var ring = Ring();
        var first = ring.Current();
        _time.Advance(Period);

        var second = ring.Current();

        second.ShouldNotBe(first);
        ring.Accepted().ShouldBe([second, first]);
        _time.Advance(Overlap - TimeSpan.FromSeconds(1));
        ring.Accepted().ShouldBe([second, first]);
        _time.Advance(TimeSpan.FromSeconds(1));
        ring.Accepted().ShouldBe([second]);
    }

    [Fact]
    public void A_key_that_no_one_used_for_long_is_not_accepted_when_the_next_is_made()
    {
        var ring = Ring();
        ring.Current();
        _time.Advance(Period * 3);
        var second = ring.Current();
        _time.Advance(Period);
        var third = ring.Current();

        File.ReadAllLines(File_).Length.ShouldBe(2);
        ring.Accepted().ShouldBe([third, second]);
    }

    [Fact]
    public async Task Programs_that_start_at_once_share_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(Ring().Current()))));

        keys.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_file_is_the_owners_alone_and_a_broken_line_is_named()
    {
        Ring().Current();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(File_).ShouldBe(OwnerOnly.FileMode);
        }

        File.AppendAllText(File_, "not a key\n");
        Should.Throw<InvalidDataException>(() => Ring().Current()).Message.ShouldContain("line 2");
    }

    [Fact]
    public void A_place_that_can_not_hold_keys_is_named_with_the_fix()
    {
        File.WriteAllText(_folder.At("keys"), "");

        Should.Throw<InvalidDataException>(() => Ring().Current()).Message.ShouldContain("DirectLine:KeyFile");
    }

    private KeyRing Ring() => new(File_, "Direct Line keys", "DirectLine:KeyFile", Period, Overlap, _time);
}
