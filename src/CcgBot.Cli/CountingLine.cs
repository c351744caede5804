namespace CcgBot.Cli;

/// <summary>One progress line for what is counted one after another.</summary>
internal sealed class CountingLine : IDisposable
{
    private readonly Lock _lock = new();
    private string? _what;
    private ProgressLine? _line;

    /// <param name="total">0 = not known.</param>
    public void Report(string what, int done, int total)
    {
        lock (_lock)
        {
            if (what != _what)
            {
                _line?.Dispose();
                (_what, _line) = (what, new ProgressLine(what, total > 0 ? total : null));
            }

            _line!.Report(done);
        }
    }

    public void Dispose() => _line?.Dispose();
}
