using CcgBot.Articles.Sources;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Tests.Hosting;

public sealed class SourceScheduleTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-schedule").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_read_at_the_start_and_when_something_in_it_changed()
    {
        var schedule = new SourceSchedule(new SourceOptions { Folder = _folder }, Start);
        Assert.True(schedule.IsDue(Start));
        Assert.Null(schedule.Done(Start, failed: false));

        Assert.False(schedule.IsDue(At(seconds: 4)));
        Assert.False(schedule.IsDue(At(seconds: 5)));
        File.WriteAllText(Path.Combine(_folder, "burns.md"), "words");
        Assert.False(schedule.IsDue(At(seconds: 6)));
        Assert.True(schedule.IsDue(At(seconds: 10)));
    }

    [Fact]
    public void A_folder_that_failed_is_read_again_after_a_minute_and_then_ever_more_rarely()
    {
        var schedule = new SourceSchedule(new SourceOptions { Folder = _folder }, Start);
        var now = Start;
        var waits = new List<double>();
        Assert.True(schedule.IsDue(now));
        for (var i = 0; i < 13; i++)
        {
            var again = schedule.Done(now, failed: true)!.Value;
            Assert.False(schedule.IsDue(again - TimeSpan.FromSeconds(10)));
            waits.Add((again - now).TotalMinutes);
            now = again;
            Assert.True(schedule.IsDue(now));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 1_440, 1_440], waits);

        // A change begins it anew, and what is mended is left alone.
        schedule.Done(now, failed: true);
        File.WriteAllText(Path.Combine(_folder, "burns.md"), "words");
        now += TimeSpan.FromSeconds(5);
        Assert.True(schedule.IsDue(now));
        Assert.Equal(now + TimeSpan.FromMinutes(1), schedule.Done(now, failed: true));
        Assert.True(schedule.IsDue(now + TimeSpan.FromMinutes(1)));
        Assert.Null(schedule.Done(now, failed: false));
        Assert.False(schedule.IsDue(now + TimeSpan.FromDays(2)));
    }

    [Fact]
    public void Libraries_and_addresses_are_asked_once_every_while_whatever_came_of_it()
    {
        foreach (var (options, minutes) in ((SourceOptions, int)[])[
            (new SourceOptions { Library = new LibraryOptions() }, 15), (new SourceOptions { Addresses = ["https://example.org"] }, 60),
            (new SourceOptions { Addresses = ["https://example.org"], Every = TimeSpan.FromMinutes(5) }, 5)])
        {
            var schedule = new SourceSchedule(options, Start);
            Assert.True(schedule.IsDue(Start));

            Assert.Equal(Start + TimeSpan.FromMinutes(minutes), schedule.Done(Start, failed: true));
            Assert.False(schedule.IsDue(Start + TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1)));
            Assert.True(schedule.IsDue(Start + TimeSpan.FromMinutes(minutes)));
        }
    }

    private static DateTimeOffset At(int seconds) => Start + TimeSpan.FromSeconds(seconds);
}
