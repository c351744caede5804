using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Turns;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CcgBot.Bot.Connector;

/// <summary>
/// The Connector service's REST calls. What it says to try again (429, 412, 502, 504) is tried again with growing, jittered waits or
/// the wait it names. A call whose outcome can't be known is not repeated blindly: after a broken connection it fails with
/// <see cref="ChannelException.OutcomeUnknown"/>; after 502 and 504, which Teams asks to have repeated, the repeat is logged as such.
/// </summary>
public sealed partial class ConnectorClient
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly IBotTokens _tokens;
    private readonly ILogger<ConnectorClient> _logger;
    private readonly ResiliencePipeline<HttpResponseMessage> _retrying;

    public ConnectorClient(HttpClient http, IBotTokens tokens, TimeProvider time, ILogger<ConnectorClient> logger)
    {
        _http = http;
        _tokens = tokens;
        _logger = logger;
        _retrying = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 4,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = LongestWait,
                ShouldHandle = arguments => ValueTask.FromResult(Again(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(WaitNamed(arguments.Outcome.Result, time)),
                OnRetry = arguments =>
                {
                    LogRetry(arguments.Outcome, arguments.AttemptNumber + 1);
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>How calls are tried again, for a client of another make that calls the same service.</summary>
    public ResiliencePipeline<HttpResponseMessage> Retrying => _retrying;

    /// <summary>Whether a call that failed so can't have reached the service.</summary>
    public static bool NeverArrived(HttpRequestError error) =>
        error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    /// <summary>Adds an activity at the end of a conversation.</summary>
    /// <returns>Its id; null when the service gives none.</returns>
    public Task<string?> SendAsync(ReplyAddress address, string conversationId, Activity activity, CancellationToken cancellationToken) =>
        CallForIdAsync(HttpMethod.Post, address, $"v3/conversations/{Escape(conversationId)}/activities", activity, cancellationToken);

    /// <summary>Adds an activity as the reply to another.</summary>
    /// <returns>Its id; null when the service gives none.</returns>
    public Task<string?> ReplyAsync(ReplyAddress address, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken) =>
        CallForIdAsync(HttpMethod.Post, address, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", activity, cancellationToken);

    /// <summary>Puts an activity in the place of one sent before.</summary>
    public Task<string?> UpdateAsync(ReplyAddress address, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken) =>
        CallForIdAsync(HttpMethod.Put, address, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", activity, cancellationToken);

    /// <summary>Deletes an activity sent before.</summary>
    public async Task DeleteAsync(ReplyAddress address, string conversationId, string activityId, CancellationToken cancellationToken) =>
        await CallAsync(HttpMethod.Delete, address, $"v3/conversations/{Escape(conversationId)}/activities/{Escape(activityId)}", null, cancellationToken);

    /// <summary>Begins a conversation with people of the bot's choosing.</summary>
    public async Task<ConversationCreated> CreateConversationAsync(ReplyAddress address, NewConversation conversation, CancellationToken cancellationToken) =>
        Read<ConversationCreated>(await CallAsync(HttpMethod.Post, address, "v3/conversations", ActivityJson.Write(conversation), cancellationToken))
        ?? throw new ChannelException("The channel began a conversation without saying which.");

    /// <summary>Who is in a conversation.</summary>
    public async Task<IReadOnlyList<ChannelAccount>> MembersAsync(ReplyAddress address, string conversationId, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<ChannelAccount>>(
            await CallAsync(HttpMethod.Get, address, $"v3/conversations/{Escape(conversationId)}/members", null, cancellationToken)) ?? [];

    /// <summary>One member of a conversation; null when there is no such member.</summary>
    public async Task<ChannelAccount?> MemberAsync(ReplyAddress address, string conversationId, string memberId, CancellationToken cancellationToken)
    {
        try
        {
            return Read<ChannelAccount>(await CallAsync(
                HttpMethod.Get, address, $"v3/conversations/{Escape(conversationId)}/members/{Escape(memberId)}", null, cancellationToken));
        }
        catch (ChannelException error) when (error.Status == 404)
        {
            return null;
        }
    }

    // Ids hold ':', ';', '@' and '/'; "." and ".." would be read as folders and can't be escaped.
    private static string Escape(string id) =>
        id is "" or "." or ".." ? throw new ChannelException($"'{id}' is no id.") : Uri.EscapeDataString(id);

    private async Task<string?> CallForIdAsync(HttpMethod method, ReplyAddress address, string path, Activity activity, CancellationToken cancellationToken) =>
        Read<Created>(await CallAsync(method, address, path, ActivityJson.Write(activity), cancellationToken))?.Id;

    private async Task<string> CallAsync(HttpMethod method, ReplyAddress address, string path, string? body, CancellationToken cancellationToken)
    {
        var token = address.MayCarryToken ? await _tokens.GetAsync(cancellationToken) : null;
        try
        {
            using var response = await _retrying.ExecuteAsync(
                async cancellation =>
                {
                    using var request = new HttpRequestMessage(method, new Uri(address.Url, path));
                    request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                    request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                    return await _http.SendAsync(request, cancellation);
                },
                cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? text : throw Refusal(response.StatusCode, text);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var reached = !(error is HttpRequestException { HttpRequestError: var kind } && NeverArrived(kind));
            throw new ChannelException($"The channel's service at {address.Url.Host} can't be reached: {error.Message}", outcomeUnknown: reached && method != HttpMethod.Get, inner: error);
        }
    }

    private static bool Again(Outcome<HttpResponseMessage> outcome) => outcome.Exception is { } error
        ? error is HttpRequestException { HttpRequestError: var kind } && NeverArrived(kind)
        : outcome.Result!.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;

    private static TimeSpan? WaitNamed(HttpResponseMessage? response, TimeProvider time)
    {
        var named = response?.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return named is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)) : null;
    }

    private void LogRetry(Outcome<HttpResponseMessage> outcome, int attempt)
    {
        if (outcome.Result?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout)
        {
            RetryUnknown(attempt, (int)outcome.Result.StatusCode);
        }
        else
        {
            Retry(attempt, outcome.Result is { } response ? (int)response.StatusCode : null);
        }
    }

    private static ChannelException Refusal(HttpStatusCode status, string body)
    {
        JsonElement? error = null;
        try
        {
            error = JsonSerializer.Deserialize<JsonElement?>(body.Length == 0 ? "null" : body).Property("error");
        }
        catch (JsonException)
        {
            // A proxy's page rather than the service's error: the status says enough.
        }

        var message = error.Property("message").Text();
        return new ChannelException(
            $"The channel refused with {(int)status}{(message is null ? "" : $": {message}")}",
            (int)status,
            error.Property("code").Text(),
            outcomeUnknown: status is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout);
    }

    private static T? Read<T>(string body) where T : class
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize<T>(body, ActivityJson.Options);
        }
        catch (JsonException)
        {
            // It was taken; that what came back is not what the protocol says is no reason to say it was not.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The channel asks to try again (attempt {Attempt}, status {Status}).")]
    private partial void Retry(int attempt, int? status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending again (attempt {Attempt}) after {Status}: whether the channel took it the first time is not known.")]
    private partial void RetryUnknown(int attempt, int status);

    private sealed record Created(string? Id);
}

/// <summary>What begins a conversation.</summary>
public sealed record NewConversation(
    ChannelAccount Bot, IReadOnlyList<ChannelAccount> Members, string? TenantId = null, bool IsGroup = false, Activity? Activity = null, JsonElement? ChannelData = null);

/// <summary>A conversation begun.</summary>
public sealed record ConversationCreated(string? Id, string? ActivityId, string? ServiceUrl);
