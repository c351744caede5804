using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Authentication;

/// <summary>Who made a request, as far as its token (or the want of one) proves it. Only <see cref="RequestAuthenticator"/> makes one.</summary>
public sealed class Caller
{
    private readonly string? _serviceUrl;
    private readonly IReadOnlySet<string>? _endorsements;

    private Caller(CallerKind kind, string? serviceUrl, IReadOnlySet<string>? endorsements)
    {
        Kind = kind;
        _serviceUrl = serviceUrl;
        _endorsements = endorsements;
    }

    public CallerKind Kind { get; }

    internal static Caller Anonymous { get; } = new(CallerKind.Anonymous, null, null);

    internal static Caller Emulator { get; } = new(CallerKind.Emulator, null, null);

    /// <summary>Whether this caller may send this activity, and if so where replies may go.</summary>
    /// <returns>Null when the activity claims a service URL or channel that the caller's token does not vouch for.</returns>
    public ReplyAddress? Vouch(Activity activity)
    {
        if (!Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        {
            return null;
        }

        return Kind switch
        {
            // A test host on this machine: replies stay on this machine, and no token goes with them.
            CallerKind.Anonymous => url.IsLoopback ? new ReplyAddress(url, mayCarryToken: false) : null,

            // The Emulator runs on a developer's machine and holds the bot's own credentials.
            CallerKind.Emulator => new ReplyAddress(url, mayCarryToken: url.IsLoopback || url.Scheme == Uri.UriSchemeHttps),

            CallerKind.Channel =>
                string.Equals(_serviceUrl, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase)
                && activity.ChannelId is { } channel && _endorsements!.Contains(channel)
                    ? new ReplyAddress(url, mayCarryToken: url.IsLoopback || url.Scheme == Uri.UriSchemeHttps)
                    : null,

            _ => null,
        };
    }

    internal static Caller Channel(string serviceUrl, IReadOnlySet<string> endorsements) => new(CallerKind.Channel, serviceUrl, endorsements);
}

public enum CallerKind
{
    /// <summary>No token, from this machine, with the development switch on.</summary>
    Anonymous,

    /// <summary>The Bot Framework Emulator with the bot's own credentials.</summary>
    Emulator,

    /// <summary>The Bot Service.</summary>
    Channel,
}

/// <summary>
/// A service URL that came from a validated request. Only <see cref="Caller.Vouch"/> makes one, and <see cref="Kept"/> again from what such a
/// request left in the store; the Connector client takes nothing else: that is how the bot's token never goes to an address someone
/// merely claimed.
/// </summary>
public sealed class ReplyAddress
{
    internal ReplyAddress(Uri url, bool mayCarryToken)
    {
        Url = url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
        MayCarryToken = mayCarryToken;
    }

    /// <summary>Of an activity that was let in by an earlier process and kept; null when it names no address. Over an open line no token goes.</summary>
    internal static ReplyAddress? Kept(Activity activity) => Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url)
        ? new ReplyAddress(url, mayCarryToken: url.Scheme == Uri.UriSchemeHttps)
        : null;

    /// <summary>Ends with a slash.</summary>
    public Uri Url { get; }

    /// <summary>Whether the bot's own token goes with calls to it.</summary>
    public bool MayCarryToken { get; }
}
