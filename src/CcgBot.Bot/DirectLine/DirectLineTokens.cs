using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CcgBot.Storage;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// Tokens are signed JWTs: nothing is remembered per token, and they outlive a restart. The claim names are Azure's (<c>conv</c>,
/// <c>user</c>), which the client library reads.
/// </summary>
public sealed class DirectLineTokens(DirectLineKeys keys, IOptions<DirectLineOptions> options, Database database, TimeProvider time)
{
    private const string Issuer = "ccgbot";
    private const string BearerAudience = "directline";
    private const string StreamAudience = "directline-stream";
    private const string ResumeAudience = "directline-resume";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly DirectLineOptions _options = options.Value;

    // Stream tokens that were used, until they expire: each opens one socket.
    private readonly ConcurrentDictionary<string, long> _used = new(StringComparer.Ordinal);

    public int LifetimeSeconds => _options.TokenSeconds;

    /// <summary>A token for one conversation as one user.</summary>
    public string Issue(string conversation, string user, string? userName, IReadOnlyList<string> origins) =>
        Sign(BearerAudience, _options.TokenSeconds, conversation, user, userName, origins);

    /// <summary>What the address of a WebSocket carries instead of a header: good for connecting once, for a minute, from these pages.</summary>
    public string IssueForStream(string conversation, IReadOnlyList<string> origins) =>
        Sign(StreamAudience, _options.StreamSeconds, conversation, "", null, origins);

    /// <summary>What a browser keeps to come back to a conversation with: good for nothing but a new token, for as long as the conversation is kept.</summary>
    public string IssueForResuming(DirectLineToken token) =>
        Sign(ResumeAudience, _options.RetentionDays * 24 * 60 * 60, token.Conversation!, token.User!, token.UserName, token.Origins, token.Holder);

    /// <summary>Reads a bearer's token or secret.</summary>
    public async Task<(DirectLineToken? Token, TokenProblem Problem)> ReadAsync(string bearer)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(bearer));
        var isSecret = false;
        foreach (var secret in _options.Secrets)
        {
            // Hashes of equal length, all of them compared: the time taken tells nothing of a secret.
            isSecret |= CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        }

        return isSecret ? (DirectLineToken.Secret, TokenProblem.None) : await ReadAsync(bearer, BearerAudience);
    }

    /// <summary>Reads what stood in a stream address.</summary>
    public Task<(DirectLineToken? Token, TokenProblem Problem)> ReadStreamAsync(string token) => ReadAsync(token, StreamAudience);

    /// <summary>Reads what <see cref="IssueForResuming"/> gave.</summary>
    public async Task<DirectLineToken?> ReadResumeAsync(string token) => (await ReadAsync(token, ResumeAudience)).Token;

    /// <summary>Uses a stream token up, on every host.</summary>
    /// <returns>False when it was used before.</returns>
    public bool UseStream(string token)
    {
        if (database.Hosts.AreMany)
        {
            return SharedLimiter.Count(database, time, $"directline stream {new JsonWebToken(token).Id}", 1, TimeSpan.FromSeconds(_options.StreamSeconds)) is null;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (id, until) in _used.Where(used => used.Value < now))
        {
            _used.TryRemove(id, out _);
        }

        return _used.TryAdd(new JsonWebToken(token).Id, now + _options.StreamSeconds);
    }

    private async Task<(DirectLineToken? Token, TokenProblem Problem)> ReadAsync(string text, string audience)
    {
        var result = await _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = audience,
            IssuerSigningKeys = keys.Honoured,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            // Its own reason is wanted apart, and the clock is ours.
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || !token.TryGetPayloadValue<long>("exp", out var expires))
        {
            return (null, TokenProblem.Invalid);
        }

        if (expires <= time.GetUtcNow().ToUnixTimeSeconds())
        {
            return (null, TokenProblem.Expired);
        }

        token.TryGetPayloadValue<string>("name", out var name);
        token.TryGetPayloadValue<string>("holder", out var holder);
        return (
            new DirectLineToken(
                token.GetPayloadValue<string>("conv"),
                token.GetPayloadValue<string>("user"),
                name,
                [.. token.Claims.Where(claim => claim.Type == "origin").Select(claim => claim.Value)])
            {
                Holder = holder,
            },
            TokenProblem.None);
    }

    private string Sign(string audience, int seconds, string conversation, string user, string? userName, IReadOnlyList<string> origins, string? holder = null)
    {
        var now = time.GetUtcNow();
        var claims = new List<Claim> { new("conv", conversation), new("user", user), new(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString("N")) };
        claims.AddRange(origins.Select(origin => new Claim("origin", origin)));
        if (userName is not null)
        {
            claims.Add(new Claim("name", userName));
        }

        if (holder is not null)
        {
            claims.Add(new Claim("holder", holder));
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            NotBefore = now.UtcDateTime,
            Expires = now.AddSeconds(seconds).UtcDateTime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(keys.Current, SecurityAlgorithms.HmacSha256),
        });
    }
}

/// <summary>Why a token was not taken.</summary>
public enum TokenProblem
{
    None,
    Invalid,
    Expired,
}
