using System.Diagnostics;

namespace CcgBot.Retrieval.Dense;

/// <summary>An endpoint that failed is left alone for a while, and people are answered by words alone meanwhile.</summary>
internal sealed class EncoderFailure
{
    /// <summary>A question waits no longer for its vector.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private long _until;
    private string? _reason;

    /// <summary>It failed, and it is not time yet to ask again.</summary>
    public bool Pauses => _reason is not null && Stopwatch.GetTimestamp() < Interlocked.Read(ref _until);

    /// <summary>One line for the operator; null when the last try succeeded.</summary>
    public string? Notice => _reason is { } reason ? $"Paragraphs are ranked by words alone: the encoder failed ({reason}). It is tried again every {Pause.TotalSeconds:0} seconds." : null;

    /// <summary>Anything but the caller's own cancelling.</summary>
    public static bool IsOne(Exception error, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested && error is not OutOfMemoryException;

    public void Begin(Exception error)
    {
        Interlocked.Exchange(ref _until, Stopwatch.GetTimestamp() + (long)(Pause.TotalSeconds * Stopwatch.Frequency));
        _reason = error is OperationCanceledException ? "no reply in time" : error.Message.ReplaceLineEndings(" ");
    }

    public void Over() => _reason = null;
}
