using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CcgBot.Articles;
using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Web;

/// <summary>What was found at an address.</summary>
/// <param name="Address">Where it was found, after redirects.</param>
/// <param name="Status">The server's answer; 0 where there was none.</param>
/// <param name="Problem">Why it could not be fetched; null = it was, or it is unchanged (304).</param>
internal sealed record Fetched(Uri Address, int Status, byte[] Bytes, string? MediaType, string? ETag, string? Modified, string? Problem)
{
    public bool IsUnchanged => Status == (int)HttpStatusCode.NotModified;

    /// <summary>The server says that there is no such thing.</summary>
    public bool IsGone => Status is (int)HttpStatusCode.NotFound or (int)HttpStatusCode.Gone;

    public static Fetched Failed(Uri address, string problem, int status = 0) => new(address, status, [], null, null, null, problem);
}

/// <summary>
/// Fetches pages as a polite guest does: as robots.txt says, one request at a time with a pause between, no more bytes, redirects and seconds than bounded,
/// asking only for what changed; and never from a private network, whatever a name or a redirect leads to.
/// </summary>
/// <param name="resolve">Names → addresses; null = the system's.</param>
internal sealed class WebFetcher(WebFetcherOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : IDisposable
{
    public const string Agent = "CcgBot";

    private const int MostRedirects = 5;
    private const int MostTries = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = Client(options, resolve ?? ((name, cancellationToken) => Dns.GetHostAddressesAsync(name, cancellationToken)));
    private readonly Dictionary<string, (RobotsRules? Rules, string? Problem)> _robots = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>As a source's settings bound it.</summary>
    public static WebFetcher For(SourceOptions source, IngestOptions ingest, TimeProvider time) => new(
        new WebFetcherOptions(
            source.AllowPrivateAddresses ? _ => true : NetworkAddresses.IsPublic,
            TimeSpan.FromMilliseconds(source.MillisecondsBetweenRequests),
            ingest.MaxDocumentMegabytes * 1048576L,
            Patience),
        time);

    /// <param name="etag">What the server called the state that is known; null = none.</param>
    /// <param name="modified">When that was changed, as the server wrote it; null = none.</param>
    public async Task<Fetched> GetAsync(Uri address, string? etag, string? modified, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var (rules, problem) = await RobotsAsync(address, cancellationToken);
            if (problem is not null)
            {
                return Fetched.Failed(address, problem);
            }

            if (!rules!.Allows(address))
            {
                return Fetched.Failed(address, $"robots.txt of {address.Host} asks not to read it");
            }

            var (fetched, next) = await OnceAsync(address, etag, modified, rules.Delay, options.MaxBytes, cancellationToken);
            if (next is null)
            {
                return fetched;
            }

            if (redirects == MostRedirects)
            {
                return Fetched.Failed(address, $"more than {MostRedirects} redirects");
            }

            if (next.Scheme is not ("http" or "https") || next.Scheme == "http" && address.Scheme == "https")
            {
                return Fetched.Failed(address, $"it redirects to {next.GetLeftPart(UriPartial.Authority)}, which is not https");
            }

            address = next;
        }
    }

    public void Dispose() => _client.Dispose();

    private static HttpClient Client(WebFetcherOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // A proxy would look the name up itself, and what it finds could not be checked.
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = async (context, cancellationToken) =>
            {
                // Checked where the connection is made: what a name leads to now is what is connected to, and nothing else.
                var name = context.DnsEndPoint.Host;
                var addresses = IPAddress.TryParse(name, out var literal) ? [literal] : await resolve(name, cancellationToken);
                var usable = Array.FindAll(addresses, address => options.Allows(address));
                if (usable.Length == 0)
                {
                    throw new PrivateAddressException(addresses.Length == 0 ? $"{name} has no address"
                        : $"{name} lies in a private network ({addresses[0]}); where that is meant, set AllowPrivateAddresses of its source "
                            + "(of 'ingest': --allow-private; of the console: Web:AllowPrivateAddresses)");
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(usable, context.DnsEndPoint.Port, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Agent, "1.0"));
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        return client;
    }

    /// <returns>What is there, or where it leads.</returns>
    private async Task<(Fetched Fetched, Uri? Next)> OnceAsync(Uri address, string? etag, string? modified, TimeSpan delay, long maxBytes, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await PauseAsync(address, delay, cancellationToken);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(options.Patience);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (etag is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-None-Match", etag);
                }

                if (modified is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
                }

                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                var status = (int)response.StatusCode;
                if (status is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location)
                {
                    return Uri.TryCreate(address, location, out var next) && next.Host.Length > 0
                        ? (Fetched.Failed(address, ""), next.Fragment.Length > 0 ? new Uri(next.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped)) : next)
                        : (Fetched.Failed(address, "it redirects to what is no address"), null);
                }

                if (status is 429 or 503 && tries < MostTries && RetryAfter(response) is { } wait && wait <= LongestWait)
                {
                    await Task.Delay(wait, time, cancellationToken);
                    continue;
                }

                if (status == (int)HttpStatusCode.NotModified && (etag ?? modified) is not null)
                {
                    return (new Fetched(address, status, [], null, etag, modified, null), null);
                }

                if (!response.IsSuccessStatusCode)
                {
                    return (Fetched.Failed(address, $"the server answers {status} {response.ReasonPhrase}".TrimEnd(), status), null);
                }

                return (await BodyAsync(address, response, maxBytes, patience.Token), null);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return (Fetched.Failed(address, string.Create(CultureInfo.InvariantCulture, $"no whole answer within {options.Patience.TotalSeconds:0} s")), null);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException or SocketException)
            {
                return (Fetched.Failed(address, Reason(error)), null);
            }
        }
    }

    private static string Reason(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is PrivateAddressException)
            {
                return inner.Message;
            }
        }

        return (error.InnerException?.Message ?? error.Message).ReplaceLineEndings(" ");
    }

    private async Task<Fetched> BodyAsync(Uri address, HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        var tooLarge = Fetched.Failed(address, $"larger than {maxBytes >> 20} MB (setting Ingest:MaxDocumentMegabytes)");
        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return tooLarge;
        }

        using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > maxBytes)
            {
                return tooLarge;
            }

            bytes.Write(buffer, 0, read);
        }

        var type = response.Content.Headers.ContentType;
        var modified = response.Content.Headers.TryGetValues("Last-Modified", out var dates) ? dates.First() : null;
        return new Fetched(address, (int)response.StatusCode, AsUtf8(bytes.ToArray(), type), type?.MediaType?.ToLowerInvariant(), response.Headers.ETag?.ToString(), modified, null);
    }

    /// <summary>Where only the server says in which encoding a text is, it is put so that the text says it itself.</summary>
    private static byte[] AsUtf8(byte[] bytes, MediaTypeHeaderValue? type)
    {
        if (type?.CharSet is not { Length: > 0 } name || type.MediaType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) is not true || DocumentText.IsUtf8(bytes)
            || bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || DocumentText.Named(name) is not { } encoding)
        {
            return bytes;
        }

        var text = encoding.GetString(bytes);
        return text.Count(c => c == '\uFFFD') * 1000L > text.Length ? bytes : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private async Task PauseAsync(Uri address, TimeSpan delay, CancellationToken cancellationToken)
    {
        var pause = delay > options.Between ? delay : options.Between;
        if (_last.TryGetValue(address.Authority, out var last) && pause - time.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, cancellationToken);
        }

        _last[address.Authority] = time.GetTimestamp();
    }

    /// <summary>A site without robots.txt forbids nothing; one that can't be asked must be left alone (RFC 9309, 2.3.1).</summary>
    private async Task<(RobotsRules? Rules, string? Problem)> RobotsAsync(Uri address, CancellationToken cancellationToken)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        if (_robots.TryGetValue(site, out var known))
        {
            return known;
        }

        var at = new Uri(site + "/robots.txt");
        for (var redirects = 0; ; redirects++)
        {
            var (fetched, next) = await OnceAsync(at, null, null, TimeSpan.Zero, RobotsRules.MostBytes, cancellationToken);
            if (next is not null && redirects < MostRedirects && next.Scheme is "http" or "https" && !(next.Scheme == "http" && at.Scheme == "https"))
            {
                at = next;
                continue;
            }

            return _robots[site] = fetched.Problem is null ? (RobotsRules.Parse(Encoding.UTF8.GetString(fetched.Bytes), Agent), null)
                : next is not null || fetched.Status is >= 400 and < 500 and not 429 ? (RobotsRules.All, null)
                : fetched.Status > 0 ? (null, $"{site}/robots.txt can't be read ({fetched.Problem}), so the site is left alone; try again later")
                : (null, fetched.Problem);
        }
    }

    private sealed class PrivateAddressException(string message) : IOException(message);
}

/// <param name="Allows">Whether an address may be connected to.</param>
/// <param name="Between">The least time between two requests to one server.</param>
/// <param name="MaxBytes">What one document may have, unpacked.</param>
/// <param name="Patience">What one request may take.</param>
internal sealed record WebFetcherOptions(Func<IPAddress, bool> Allows, TimeSpan Between, long MaxBytes, TimeSpan Patience);
