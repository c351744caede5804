using CcgBot.Retrieval;

namespace CcgBot.Cli;

/// <summary>One progress line for what is counted one after another.</summary>
internal sealed class CountingLine : IProgress<IndexProgress>, IDisposable
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

    public void Report(IndexProgress value) => Report(value.What, value.Done, value.Total);

    /// <summary>Takes the line away so that something else can be printed.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _line?.Clear();
        }
    }

    public void Dispose() => _line?.Dispose();
}
