using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CcgBot.Storage;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// Tokens are JWTs signed with a key kept in the store: nothing is remembered per token, and they outlive a restart. The claim names
/// are Azure's (<c>conv</c>, <c>user</c>), which the client library reads.
/// </summary>
public sealed class DirectLineTokens
{
    private const string Issuer = "ccgbot";
    private const string BearerAudience = "directline";
    private const string StreamAudience = "directline-stream";
    private const int KeyBytes = 32;

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey _key;
    private readonly DirectLineOptions _options;
    private readonly TimeProvider _time;

    public DirectLineTokens(Database database, IOptions<DirectLineOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        using var connection = database.Open();
        connection.Run(
            "INSERT OR IGNORE INTO meta(name, value) VALUES ('directline_key', $1)", Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        _key = new SymmetricSecurityKey(Convert.FromBase64String(connection.Scalar<string>("SELECT value FROM meta WHERE name = 'directline_key'")!));
    }

    public int LifetimeSeconds => _options.TokenSeconds;

    /// <summary>A token for one conversation as one user.</summary>
    public string Issue(string conversation, string user, string? userName, IReadOnlyList<string> origins) =>
        Sign(BearerAudience, _options.TokenSeconds, conversation, user, userName, origins);

    /// <summary>What the address of a WebSocket carries instead of a header: good for connecting once told, for a minute.</summary>
    public string IssueForStream(string conversation) => Sign(StreamAudience, _options.StreamSeconds, conversation, "", null, []);

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

    private async Task<(DirectLineToken? Token, TokenProblem Problem)> ReadAsync(string text, string audience)
    {
        var result = await _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = audience,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            // Its own reason is wanted apart, and the clock is ours.
            ValidateLifetime = false,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || !token.TryGetPayloadValue<long>("exp", out var expires))
        {
            return (null, TokenProblem.Invalid);
        }

        if (expires <= _time.GetUtcNow().ToUnixTimeSeconds())
        {
            return (null, TokenProblem.Expired);
        }

        token.TryGetPayloadValue<string>("name", out var name);
        return (
            new DirectLineToken(
                token.GetPayloadValue<string>("conv"), token.GetPayloadValue<string>("user"), name, [.. token.Claims.Where(claim => claim.Type == "origin").Select(claim => claim.Value)]),
            TokenProblem.None);
    }

    private string Sign(string audience, int seconds, string conversation, string user, string? userName, IReadOnlyList<string> origins)
    {
        var now = _time.GetUtcNow();
        var claims = new List<Claim> { new("conv", conversation), new("user", user) };
        claims.AddRange(origins.Select(origin => new Claim("origin", origin)));
        if (userName is not null)
        {
            claims.Add(new Claim("name", userName));
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            NotBefore = now.UtcDateTime,
            Expires = now.AddSeconds(seconds).UtcDateTime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
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
