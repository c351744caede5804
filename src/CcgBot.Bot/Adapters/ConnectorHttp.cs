using System.Net;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CcgBot.Bot.Adapters;

/// <summary>
/// The HTTP that Bot Builder calls the Connector service over. What the service says to try again (429, 412, 502, 503, 504) is tried again
/// with growing, jittered waits, or after exactly the wait it names. A call whose outcome can't be known is not repeated blindly: after a
/// broken connection it fails; after 502 and 504, which Teams asks to have repeated, the repeat is logged as such. Redirects are not followed:
/// one could carry the bot's token to where nobody vouched for it.
/// </summary>
public sealed partial class ConnectorHttp : IHttpClientFactory, IDisposable
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(30);

    /// <summary>Waits of our own choosing grow up to this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>A service that names a longer wait than this is not waited for: the answer would come out of nowhere.</summary>
    private static readonly TimeSpan LongestNamed = TimeSpan.FromMinutes(10);

    private readonly RetryHandler _handler;
    private readonly ILogger<ConnectorHttp> _logger;

    public ConnectorHttp(TimeProvider time, ILogger<ConnectorHttp> logger)
    {
        _logger = logger;
        var retrying = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 4,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = LongestWait,
                ShouldHandle = arguments => ValueTask.FromResult(Again(arguments.Outcome, time)),
                DelayGenerator = arguments => ValueTask.FromResult(WaitNamed(arguments.Outcome.Result, time)),
                OnRetry = arguments =>
                {
                    Log(arguments.Outcome.Result, arguments.AttemptNumber + 1);
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        _handler = new RetryHandler(retrying, time)
        {
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // Bot Builder repeats the conversation's id in a header, and an id may have any letters.
                RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
            },
        };
    }

    /// <summary>Whether a call that failed so can't have reached the service.</summary>
    public static bool NeverArrived(Exception error) => error is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>A client that Bot Builder may change and dispose of; what it stands on stays.</summary>
    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _handler.Dispose();

    private static bool Again(Outcome<HttpResponseMessage> outcome, TimeProvider time) => outcome.Exception is { } error
        ? NeverArrived(error)
        : outcome.Result!.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout && !(WaitNamed(outcome.Result, time) > LongestNamed);

    private static TimeSpan? WaitNamed(HttpResponseMessage? response, TimeProvider time) =>
        response?.Headers.RetryAfter is not { } after ? null
        : (after.Delta ?? after.Date - time.GetUtcNow()) is { } wait && wait > TimeSpan.Zero ? wait
        : TimeSpan.Zero;

    private void Log(HttpResponseMessage? response, int attempt)
    {
        if (response?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
        {
            RetryUnknown(attempt, (int)response.StatusCode);
        }
        else
        {
            Retry(attempt, (int?)response?.StatusCode);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The channel asks to try again (attempt {Attempt}, status {Status}).")]
    private partial void Retry(int attempt, int? status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending again (attempt {Attempt}) after {Status}: whether the channel took it the first time is not known.")]
    private partial void RetryUnknown(int attempt, int status);

    private sealed class RetryHandler(ResiliencePipeline<HttpResponseMessage> retrying, TimeProvider time) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await retrying.ExecuteAsync(
                async cancellation =>
                {
                    using var late = new CancellationTokenSource(Attempt, time);
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
                    return await base.SendAsync(request, either.Token);
                },
                cancellationToken);
    }
}
