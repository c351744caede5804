using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Authentication;

/// <summary>
/// The signing keys an OpenID metadata address leads to, kept for a day. A key id not among them is looked for once more, but no
/// oftener than every five minutes: tokens with made-up key ids must not turn into traffic.
/// </summary>
public sealed partial class SigningKeys(string metadata, HttpClient http, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>How long keys are used before they are fetched again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The least time between two fetches.</summary>
    public static readonly TimeSpan RefetchInterval = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Fetched? _fetched;
    private DateTimeOffset _lastTry = DateTimeOffset.MinValue;

    /// <summary>The key of an id, or null when the issuer has no such key or can't be asked.</summary>
    public async Task<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_fetched is { } known && time.GetUtcNow() - known.At < Lifetime && known.Keys.TryGetValue(keyId, out var key))
        {
            return key;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var stale = _fetched is null || now - _fetched.At >= Lifetime;
            if ((stale || !_fetched!.Keys.ContainsKey(keyId)) && now - _lastTry >= RefetchInterval)
            {
                _lastTry = now;
                _fetched = await FetchAsync(now, cancellationToken) ?? _fetched;
            }
        }
        finally
        {
            _gate.Release();
        }

        return _fetched?.Keys.GetValueOrDefault(keyId);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Fetched?> FetchAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await http.GetStringAsync(Secure(metadata), cancellationToken));
            var address = document.RootElement.GetProperty("jwks_uri").GetString()!;
            var keys = new JsonWebKeySet(await http.GetStringAsync(Secure(address), cancellationToken)).Keys;
            return new Fetched(now, keys.Where(key => key.Kid is not null).DistinctBy(key => key.Kid).ToDictionary(key => key.Kid, StringComparer.Ordinal));
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            FetchFailed(error, metadata);
            return null;
        }
    }

    // Keys read over an open line could be anyone's.
    private static Uri Secure(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
            ? uri
            : throw new InvalidDataException($"Signing keys are only read over https: '{address}'.");

    [LoggerMessage(Level = LogLevel.Error, Message = "The signing keys of {Metadata} can't be read; known keys stay in use.")]
    private partial void FetchFailed(Exception error, string metadata);

    private sealed record Fetched(DateTimeOffset At, IReadOnlyDictionary<string, JsonWebKey> Keys);
}
