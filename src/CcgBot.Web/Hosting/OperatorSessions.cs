using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// Who is signed in as an operator, kept in this process: a session ends when its time is over, when its operator signs out, and when the host
/// restarts, whatever a browser's cookie says.
/// </summary>
public sealed class OperatorSessions(IOptions<WebOptions> options, TimeProvider time)
{
    private const int TokenBytes = 32;

    /// <summary>More operators than that are not at work at once; the oldest session gives way.</summary>
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    /// <summary>How long a session lasts.</summary>
    public TimeSpan Length => TimeSpan.FromHours(options.Value.OperatorHours);

    /// <summary>256 random bits as text that can stand in a cookie and in an address.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <returns>The new session's token.</returns>
    public string Begin()
    {
        var now = time.GetUtcNow();
        foreach (var (place, (key, end)) in _ends.OrderByDescending(session => session.Value).Index())
        {
            if (end <= now || place >= Most - 1)
            {
                _ends.TryRemove(key, out _);
            }
        }

        var token = NewToken();
        _ends[Hash(token)] = now + Length;
        return token;
    }

    /// <summary>True while the session lasts.</summary>
    public bool Has(string? token) => token is { Length: TokenBytes * 2 } && _ends.TryGetValue(Hash(token), out var end) && time.GetUtcNow() < end;

    /// <summary>Ends a session at once.</summary>
    public void End(string? token)
    {
        if (token is { Length: TokenBytes * 2 })
        {
            _ends.TryRemove(Hash(token), out _);
        }
    }

    // What is looked up is a hash: how long the search takes tells nothing of a token.
    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
