using System.Diagnostics;
using System.Globalization;

namespace CcgBot.Cli;

/// <summary>Progress of a long loop on stderr: one line rewritten on a terminal, a line every few seconds elsewhere, nothing for short work.</summary>
internal sealed class ProgressLine(string what, long? total = null) : IDisposable
{
    private static readonly TimeSpan TerminalPace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainPace = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _since = Stopwatch.StartNew();
    private bool _shown;

    public void Report(long done)
    {
        if (_since.Elapsed < (Console.IsErrorRedirected ? PlainPace : TerminalPace))
        {
            return;
        }

        _since.Restart();
        var text = total is { } all and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} {what} ({100.0 * done / all:0} %)")
            : string.Create(CultureInfo.InvariantCulture, $"{done:N0} {what}");
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
