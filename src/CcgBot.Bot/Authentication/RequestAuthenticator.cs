using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Authentication;

/// <summary>
/// Checks the token of a request to <c>/api/messages</c>: scheme, algorithm, issuer, audience, lifetime, signature, and what the
/// activity may claim on its strength (<see cref="Caller.Vouch"/>). Why a token is refused is logged, never told.
/// </summary>
public sealed partial class RequestAuthenticator : IDisposable
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = 16 * 1024 };
    private readonly BotOptions _options;
    private readonly Cloud _cloud;
    private readonly SigningKeys _channelKeys;
    private readonly SigningKeys _emulatorKeys;
    private readonly TimeProvider _time;
    private readonly ILogger<RequestAuthenticator> _logger;

    public RequestAuthenticator(IOptions<BotOptions> options, HttpClient http, TimeProvider time, ILogger<RequestAuthenticator> logger)
    {
        _options = options.Value;
        _cloud = Cloud.Of(_options.Cloud);
        _channelKeys = new SigningKeys(_options.OpenIdMetadata ?? _cloud.Metadata, http, time, logger);
        _emulatorKeys = new SigningKeys(_options.EmulatorOpenIdMetadata ?? _cloud.EmulatorMetadata, http, time, logger);
        _time = time;
        _logger = logger;
    }

    /// <summary>Who makes the request; null when it is to be refused.</summary>
    /// <param name="authorization">The Authorization header; null when there is none.</param>
    /// <param name="remote">Where the connection comes from; null when unknown.</param>
    /// <param name="forwarded">The request came through a proxy: then a loopback address says nothing of the caller.</param>
    public async Task<Caller?> AuthenticateAsync(string? authorization, IPAddress? remote, bool forwarded, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            if (_options.AllowAnonymousDevelopment && remote is not null && IPAddress.IsLoopback(remote) && !forwarded)
            {
                return Caller.Anonymous;
            }

            Refused("there is no token");
            return null;
        }

        const string scheme = "Bearer ";
        if (!authorization.StartsWith(scheme, StringComparison.Ordinal))
        {
            Refused("the scheme is not Bearer");
            return null;
        }

        if (_options.AppId.Length == 0)
        {
            Refused("Bot:AppId is not set, so no token can be for this bot");
            return null;
        }

        var token = authorization[scheme.Length..].Trim();
        if (!_handler.CanReadToken(token) || Read(token) is not { } read)
        {
            Refused("it is no JSON web token");
            return null;
        }

        var emulator = _options.AcceptEmulatorTokens && _cloud.EmulatorIssuers.Contains(read.Issuer, StringComparer.Ordinal);
        return emulator ? await EmulatorAsync(read, cancellationToken) : await ChannelAsync(read, cancellationToken);
    }

    public void Dispose()
    {
        _channelKeys.Dispose();
        _emulatorKeys.Dispose();
    }

    private async Task<Caller?> ChannelAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (await ValidateAsync(token, [_cloud.Issuer], _channelKeys, cancellationToken) is not { } key)
        {
            return null;
        }

        if (!token.TryGetPayloadValue<string>("serviceurl", out var serviceUrl) || string.IsNullOrEmpty(serviceUrl))
        {
            Refused("it has no serviceurl");
            return null;
        }

        return Caller.Channel(serviceUrl, Endorsements(key));
    }

    private async Task<Caller?> EmulatorAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (await ValidateAsync(token, _cloud.EmulatorIssuers, _emulatorKeys, cancellationToken) is null)
        {
            return null;
        }

        token.TryGetPayloadValue<string>("ver", out var version);
        token.TryGetPayloadValue<string>(version == "2.0" ? "azp" : "appid", out var application);
        if (application != _options.AppId)
        {
            Refused("it was issued to another application");
            return null;
        }

        return Caller.Emulator;
    }

    /// <returns>The key that signed it; null when any check fails.</returns>
    private async Task<JsonWebKey?> ValidateAsync(JsonWebToken token, IReadOnlyList<string> issuers, SigningKeys keys, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(token.Kid) || await keys.FindAsync(token.Kid, cancellationToken) is not { } key)
        {
            Refused("its key is not known");
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuers = issuers,
            ValidAudiences = [_options.AppId, $"api://{_options.AppId}", $"api://botid-{_options.AppId}"],
            ValidAlgorithms = Algorithms,
            IssuerSigningKey = key,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            LifetimeValidator = Lives,
        });
        if (!result.IsValid)
        {
            Refused(result.Exception.GetType().Name);
            return null;
        }

        return key;
    }

    private bool Lives(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is not { } start || now > start - ClockSkew);
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static HashSet<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value) && value is JsonElement { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to the bot is refused: {Reason}.")]
    private partial void Refused(string reason);
}
