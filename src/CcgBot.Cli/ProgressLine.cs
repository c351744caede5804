using System.Diagnostics;
using System.Globalization;

namespace CcgBot.Cli;

/// <summary>Progress of a long loop on stderr: one line rewritten on a terminal, a line every few seconds elsewhere, nothing for short work.</summary>
internal sealed class ProgressLine(string what, long? total = null) : IDisposable
{
    private static readonly TimeSpan TerminalPace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainPace = TimeSpan.FromSeconds(5);

    /// <summary>Elsewhere the first line comes sooner: who started something long wants to see it begin.</summary>
    private static readonly TimeSpan FirstPlain = TimeSpan.FromMilliseconds(900);

    /// <summary>An estimate from less is a guess.</summary>
    private static readonly TimeSpan EstimateAfter = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Stopwatch _running = Stopwatch.StartNew();
    private long? _first;
    private bool _any;
    private bool _shown;

    public void Report(long done) => Report(done, total, what);

    /// <param name="outOf">How many there are as far as is known by now; 0 or null = unknown.</param>
    /// <param name="things">What is counted, where one loop goes over several.</param>
    public void Report(long done, long? outOf, string things)
    {
        // What an earlier run had done took no time of this one.
        _first ??= done;
        if (_since.Elapsed < (!Console.IsErrorRedirected ? TerminalPace : _any ? PlainPace : FirstPlain))
        {
            return;
        }

        _since.Restart();
        _any = true;
        // A count beyond what was expected says that the expectation was wrong: no share of it is shown.
        var text = outOf is { } all && all >= done && all > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} {things} ({100.0 * done / all:0} %){Left(done, all)}")
            : string.Create(CultureInfo.InvariantCulture, $"{done:N0} {things}");
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(text);
        }
        else
        {
            Console.Error.Write($"\r{text}\u001b[K");
            _shown = true;
        }
    }

    private string Left(long done, long all)
    {
        var made = done - _first!.Value;
        if (made <= 0 || _running.Elapsed < EstimateAfter || done >= all)
        {
            return "";
        }

        var left = _running.Elapsed * ((double)(all - done) / made);
        return left.TotalSeconds < 90
            ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Max(1, Math.Round(left.TotalSeconds)):0} s left")
            : string.Create(CultureInfo.InvariantCulture, $", about {left.TotalMinutes:0} min left");
    }

    /// <summary>Takes the line away so that something else can be printed.</summary>
    public void Clear()
    {
        if (_shown)
        {
            Console.Error.Write("\r\u001b[K");
            _shown = false;
        }
    }

    public void Dispose() => Clear();
}
