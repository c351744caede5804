using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CcgBot.Articles.Sources;
using CcgBot.Documents.Web;

namespace CcgBot.Documents.Libraries;

/// <summary>
/// Asks Microsoft Graph for what it lists and for files: with the app's token, which is renewed where it is refused; waits as it is told to; takes no more
/// bytes than bounded, and gives the token to no other server.
/// </summary>
internal sealed class GraphClient : IDisposable
{
    private const int MostTries = 6;
    private const int MostRedirects = 3;
    private const int LargestAnswer = 32 << 20;
    private const int LargestFault = 1 << 16;
    private const int LongestLine = 240;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A file may be large and the line slow.</summary>
    private static readonly TimeSpan PatienceForFile = TimeSpan.FromMinutes(5);

    /// <summary>Whoever is told to wait longer comes back at the next sync.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;
    private readonly GraphToken _token;
    private readonly Uri _root;
    private readonly TimeProvider _time;

    /// <param name="handler">What requests go through; null = the system's. Its own from then on.</param>
    public GraphClient(LibraryOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler
        {
            // A file's address is asked without the token.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(WebFetcher.Agent, "1.0"));
        _root = new Uri(options.Graph.TrimEnd('/') + "/v1.0/");
        _time = time;
        try
        {
            _token = new GraphToken(options, _http);
        }
        catch
        {
            _http.Dispose();
            throw;
        }
    }

    /// <param name="path">Below <c>/v1.0/</c>, or a whole address that Microsoft Graph gave.</param>
    /// <exception cref="GraphException">It isn't given.</exception>
    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var address = new Uri(_root, path);
        if (address.GetLeftPart(UriPartial.Authority) != _root.GetLeftPart(UriPartial.Authority))
        {
            throw new GraphException($"Microsoft Graph names {address.Host} for what comes next, which is another server");
        }

        return await SendAsync(address, withToken: true, Patience, async (response, late) =>
        {
            await Expected(response, late);
            var bytes = await BytesAsync(response, LargestAnswer, late) ?? throw new GraphException($"Microsoft Graph answers more than {LargestAnswer >> 20} MB");
            try
            {
                return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("nothing");
            }
            catch (JsonException error)
            {
                throw new GraphException($"Microsoft Graph's answer can't be read ({OneLine(error.Message)})");
            }
        }, cancellationToken);
    }

    /// <summary>A file's bytes, from wherever Microsoft Graph keeps them.</summary>
    /// <returns>Null where it has more bytes than may be.</returns>
    /// <exception cref="GraphException">It isn't given.</exception>
    public async Task<byte[]?> DownloadAsync(string drive, string item, long maxBytes, CancellationToken cancellationToken)
    {
        var address = new Uri(_root, $"drives/{Uri.EscapeDataString(drive)}/items/{Uri.EscapeDataString(item)}/content");
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            // Where it is sent on to the address itself is the permission, and the token nobody's business.
            var (bytes, next) = await SendAsync<(byte[]?, Uri?)>(address, withToken: redirects == 0, PatienceForFile, async (response, late) =>
            {
                if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
                {
                    return (null, new Uri(address, location));
                }

                await Expected(response, late);
                return (await BytesAsync(response, maxBytes, late), null);
            }, cancellationToken);
            if (next is null)
            {
                return bytes;
            }

            if (next.Scheme != Uri.UriSchemeHttps)
            {
                throw new GraphException("Microsoft Graph names an address for it that is not https", 400);
            }

            address = next;
        }

        throw new GraphException($"more than {MostRedirects} redirects", 400);
    }

    public void Dispose()
    {
        _token.Dispose();
        _http.Dispose();
    }

    public static string OneLine(string message) =>
        message.ReplaceLineEndings(" ") is { Length: > LongestLine } line ? line[..LongestLine] + "…" : message.ReplaceLineEndings(" ");

    private async Task<T> SendAsync<T>(
        Uri address, bool withToken, TimeSpan patience, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var renewed = false;
        for (var tries = 1; ; tries++)
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            late.CancelAfter(patience);
            var wait = TimeSpan.FromSeconds(1 << (tries - 1));
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (withToken)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _token.GetAsync(renewed, late.Token));
                }

                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
                if (response.StatusCode == HttpStatusCode.Unauthorized && withToken && !renewed)
                {
                    // Expired or withdrawn before its time.
                    (renewed, tries) = (true, tries - 1);
                    continue;
                }

                if (!IsBusy(response))
                {
                    return await read(response, late.Token);
                }

                wait = RetryAfter(response) ?? wait;
                if (tries == MostTries || wait > LongestWait)
                {
                    var asks = wait > LongestWait ? string.Create(CultureInfo.InvariantCulture, $", asks to wait {wait.TotalSeconds:0} s") : "";
                    throw new GraphException($"{address.Host} is too busy ({(int)response.StatusCode}{asks}); the next sync goes on", (int)response.StatusCode);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                if (tries == MostTries)
                {
                    throw new GraphException($"no whole answer of {address.Host} within {(int)patience.TotalSeconds} s");
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                if (tries == MostTries)
                {
                    throw new GraphException($"{address.Host} can't be reached ({OneLine(error.InnerException?.Message ?? error.Message)})");
                }
            }

            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    private static bool IsBusy(HttpResponseMessage response) => (int)response.StatusCode is 429 or 500 or 502 or 503 or 504 or 509;

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static async Task Expected(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var status = (int)response.StatusCode;
        GraphError? fault = null;
        try
        {
            fault = JsonSerializer.Deserialize(await BytesAsync(response, LargestFault, cancellationToken) ?? [], GraphJson.Default.GraphFault)?.Error;
        }
        catch (JsonException)
        {
            // Something before it answers: the status is all that there is.
        }

        throw new GraphException(
            $"Microsoft Graph answers {status} {OneLine($"{fault?.Code ?? response.ReasonPhrase} {fault?.Message}".Trim())}" + status switch
            {
                401 => "; the app's token is refused",
                403 => "; give the app the application permission Sites.Selected with this site, or Files.Read.All, with an administrator's consent",
                _ => "",
            },
            status,
            fault?.Code);
    }

    private static async Task<byte[]?> BytesAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return null;
        }

        using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > maxBytes)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }
}
