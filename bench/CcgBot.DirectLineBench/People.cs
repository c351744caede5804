using System.Globalization;

namespace CcgBot.DirectLineBench;

/// <summary>People before hosts that die (<c>bench/hosts</c>), and what became of their questions.</summary>
internal static class People
{
    public static async Task<int> RunAsync(Uri site, string secret, int count, TimeSpan every, TimeSpan length)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(30) };
        var people = Enumerable.Range(0, count).Select(number => new Person(http, secret, number)).ToList();
        // Seeded: the same spread of first questions each time.
        var spread = new Random(1);
        await Task.WhenAll(people.Select(person => person.RunAsync(every * spread.NextDouble(), every, length)));

        var waits = people.SelectMany(person => person.Waits).Order().ToList();
        double At(double share) => waits.Count == 0 ? double.NaN : waits[Math.Min(waits.Count - 1, (int)(share * waits.Count))].TotalSeconds;
        var (asked, unanswered) = (people.Sum(person => person.Asked), people.Sum(person => person.Unanswered));
        var (again, notOnce) = (people.Sum(person => person.AnsweredAgain), people.Sum(person => person.NotOnce));
        var (unheard, doubled) = (people.Sum(person => person.Unheard), people.Sum(person => person.Doubled));
        Say($"asked {asked}, answered {asked - unanswered}, answered again {again}, questions that are not there once {notOnce}");
        Say($"answers not heard over a stream {unheard}, activities heard twice {doubled}");
        Say($"streams broken off {people.Sum(person => person.Breaks)}, requests tried again {people.Sum(person => person.Failures)}");
        Say($"from asking to hearing: p50 {At(.5):0.00} s, p95 {At(.95):0.00} s, p99 {At(.99):0.00} s, max {At(1):0.00} s");
        return unanswered + again + notOnce + unheard + doubled > 0 ? 1 : 0;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
