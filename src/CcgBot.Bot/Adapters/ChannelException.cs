namespace CcgBot.Bot.Adapters;

/// <summary>A channel did not take an activity.</summary>
/// <param name="status">The HTTP status; null when there was none (unreachable, timed out).</param>
/// <param name="code">The error code of the channel's error body, for example <c>ContentStreamNotAllowed</c>.</param>
/// <param name="outcomeUnknown">The activity may have been shown all the same: it must not be sent again blindly.</param>
public sealed class ChannelException(string message, int? status = null, string? code = null, bool outcomeUnknown = false, Exception? inner = null)
    : Exception(message, inner)
{
    public int? Status { get; } = status;

    public string? Code { get; } = code;

    public bool OutcomeUnknown { get; } = outcomeUnknown;
}
