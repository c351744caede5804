using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CcgBot.Web.SignIn;

/// <summary>
/// Who is signed in, kept in this process and not in the cookie: a session ends when its time is over, at sign-out and when the host restarts, whatever a
/// browser still sends. The cookie holds 256 random bits, and here a hash of them is kept.
/// </summary>
public sealed class SignInSessions(TimeProvider time) : ITicketStore
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, AuthenticationTicket> _tickets = new(StringComparer.Ordinal);

    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var now = time.GetUtcNow();
        foreach (var (place, (hash, kept)) in _tickets.OrderByDescending(each => each.Value.Properties.ExpiresUtc).Index())
        {
            if (kept.Properties.ExpiresUtc <= now || place >= Most - 1)
            {
                _tickets.TryRemove(hash, out _);
            }
        }

        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _tickets[Hash(key)] = ticket;
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        // Only what is there: a session that has ended does not come back by being renewed.
        if (_tickets.ContainsKey(Hash(key)))
        {
            _tickets[Hash(key)] = ticket;
        }

        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        Task.FromResult(_tickets.TryGetValue(Hash(key), out var ticket) && time.GetUtcNow() < ticket.Properties.ExpiresUtc ? ticket : null);

    public Task RemoveAsync(string key)
    {
        _tickets.TryRemove(Hash(key), out _);
        return Task.CompletedTask;
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
