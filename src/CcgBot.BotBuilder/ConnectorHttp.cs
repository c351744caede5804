using CcgBot.Bot.Connector;

namespace CcgBot.BotBuilder;

/// <summary>The HTTP that Bot Builder calls the Connector service over: no redirects, and tried again as <see cref="ConnectorClient"/> does.</summary>
internal sealed class ConnectorHttp : IHttpClientFactory, IDisposable
{
    private readonly RetryHandler _handler;

    public ConnectorHttp(ConnectorClient connector, TimeProvider time)
    {
        // One for the whole life: a redirect could carry the bot's token to where nobody vouched for it.
        _handler = new RetryHandler(connector, time)
        {
            InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) },
        };
    }

    /// <summary>A client that Bot Builder may change and dispose of; what it stands on stays.</summary>
    public HttpClient CreateClient(string name) => new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _handler.Dispose();

    private sealed class RetryHandler(ConnectorClient connector, TimeProvider time) : DelegatingHandler
    {
        private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(30);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await connector.Retrying.ExecuteAsync(
                async cancellation =>
                {
                    using var late = new CancellationTokenSource(Attempt, time);
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
                    return await base.SendAsync(request, either.Token);
                },
                cancellationToken);
    }
}
