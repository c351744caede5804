using System.Net;
using CcgBot.Bot.Rendering;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.Rest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.Adapters;

/// <summary>
/// Bot Builder's cloud adapter over the settings of section <c>Bot</c>. It adds what Bot Builder leaves open: who may call without a token, that
/// Emulator tokens are taken by setting only, and how a channel's refusal is told (<see cref="ChannelException"/>).
/// </summary>
public sealed partial class ChannelAdapter : CloudAdapter
{
    private const int MaxTokenLength = 16 * 1024;

    private readonly BotFrameworkAuthentication _authentication;
    private readonly BotOptions _options;
    private readonly Cloud _cloud;
    private readonly ILogger<ChannelAdapter> _logger;

    /// <summary>Bot Builder's own lines, several a turn, go under its name, where a host turns them down.</summary>
    public ChannelAdapter(
        BotFrameworkAuthentication authentication, OnceMiddleware once, ChannelRenderers renderers, IOptions<BotOptions> options, ILoggerFactory loggers)
        : base(authentication, loggers.CreateLogger("Microsoft.Bot.Builder"))
    {
        _authentication = authentication;
        _options = options.Value;
        _cloud = Cloud.Of(_options.Cloud);
        _logger = loggers.CreateLogger<ChannelAdapter>();
        Use(renderers);
        Use(once);
    }

    /// <summary>Who makes a request; null when it is to be refused. Why is logged, never told.</summary>
    /// <param name="authorization">The Authorization header; null or empty when there is none.</param>
    /// <param name="activity">What it brings: a token is good for the service URL and the channel that it names.</param>
    /// <param name="remote">Where the connection comes from; null when unknown.</param>
    /// <param name="forwarded">The request came through a proxy, or may have: then a loopback address says nothing of the caller.</param>
    public async Task<AuthenticateRequestResult?> AuthenticateAsync(
        string? authorization, Activity activity, IPAddress? remote, bool forwarded, CancellationToken cancellationToken)
    {
        if (Problem(authorization, activity, remote, forwarded) is { } problem)
        {
            Refused(problem);
            return null;
        }

        try
        {
            var caller = await _authentication.AuthenticateRequestAsync(activity, authorization, cancellationToken);

            // Of an Emulator's token Bot Builder checks whose it is, and not whom it is for.
            var audience = caller.ClaimsIdentity.FindFirst(AuthenticationConstants.AudienceClaim)?.Value;
            if (!string.IsNullOrEmpty(authorization) && !BotCredentials.Names(_options, audience))
            {
                Refused("it is for another bot");
                return null;
            }

            return caller;
        }
        // Bot Builder refuses with exceptions of many kinds, and a token that can't be checked is none.
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Refused($"{error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }

    /// <summary>Runs the turn of an activity, apart from the request that brought it.</summary>
    /// <returns>What is to be answered to the request; null for an empty answer.</returns>
    /// <exception cref="ChannelException">A reply could not be delivered.</exception>
    public async Task<InvokeResponse?> RunAsync(AuthenticateRequestResult caller, Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        var response = await ProcessActivityAsync(caller, activity, bot.OnTurnAsync, cancellationToken);
        foreach (var reply in (response?.Body as ExpectedReplies)?.Activities ?? [])
        {
            reply.ServiceUrl = null;
        }

        return response;
    }

    public override async Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        // The protocol has the channel set it; Bot Builder puts the one it replies to.
        foreach (var activity in activities)
        {
            activity.ServiceUrl = null;
        }

        ResourceResponse[] taken = [.. activities.Select(_ => new ResourceResponse(""))];
        return await ToldAsync(() => base.SendActivitiesAsync(turnContext, activities, cancellationToken), taken, cancellationToken);
    }

    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        activity.ServiceUrl = null;
        return ToldAsync(() => base.UpdateActivityAsync(turnContext, activity, cancellationToken), new ResourceResponse(activity.Id), cancellationToken);
    }

    private string? Problem(string? authorization, Activity activity, IPAddress? remote, bool forwarded)
    {
        if (!Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service)
            || service.Scheme != Uri.UriSchemeHttps && service.Scheme != Uri.UriSchemeHttp)
        {
            return "its service URL is not a web address";
        }

        if (string.IsNullOrEmpty(authorization))
        {
            return !_options.AllowAnonymousDevelopment || remote is null || !IPAddress.IsLoopback(remote) || forwarded ? "there is no token"
                // A test host on this machine: replies stay on this machine.
                : !service.IsLoopback ? "without a token replies go to this machine only"
                : null;
        }

        const string scheme = "Bearer ";
        if (!authorization.StartsWith(scheme, StringComparison.Ordinal) || authorization.Length > MaxTokenLength)
        {
            return "the scheme is not Bearer, or the token too long";
        }

        if (_options.AppId.Length == 0)
        {
            return "Bot:AppId is not set, so no token can be for this bot";
        }

        // Bot Builder checks tokens of the Azure App Service extension by rules of their own; this bot has no such channel.
        return activity.ChannelId.Equals("AppService", StringComparison.OrdinalIgnoreCase)
            ? "its channel is not served"
            : IssuerProblem(authorization[scheme.Length..]);
    }

    // Which of its checks Bot Builder applies hangs on the issuer, so it is looked at first; that it is true is for the check to find.
    private string? IssuerProblem(string token)
    {
        string issuer;
        try
        {
            issuer = new JsonWebToken(token).Issuer;
        }
        catch (Exception error) when (error is ArgumentException or Microsoft.IdentityModel.Tokens.SecurityTokenException)
        {
            return "it is not a JSON web token";
        }

        return issuer == _cloud.Issuer || _options.AcceptEmulatorTokens && _cloud.EmulatorIssuers.Contains(issuer) ? null : "its issuer is not known";
    }

    private static async Task<T> ToldAsync<T>(Func<Task<T>> call, T taken, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (ErrorResponseException refused)
        {
            throw Refusal((int?)refused.Response?.StatusCode, refused.Response?.Content, refused);
        }
        catch (HttpOperationException refused)
        {
            throw Refusal((int?)refused.Response?.StatusCode, refused.Response?.Content, refused);
        }
        catch (SerializationException)
        {
            // It was taken; that what came back is not what the protocol says is no reason to say it was not.
            return taken;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var reached = !ConnectorHttp.NeverArrived(error);
            throw new ChannelException($"The channel's service can't be reached: {error.Message}", outcomeUnknown: reached, inner: error);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Before anything is sent, Bot Builder gets the bot's own token, and fails in whatever way Entra does.
            throw new ChannelException($"The bot could not prove itself to the channel: {error.GetBaseException().Message}", inner: error);
        }
    }

    private static ChannelException Refusal(int? status, string? body, Exception inner)
    {
        object? error = null;
        try
        {
            error = string.IsNullOrEmpty(body) ? null : JToken.Parse(body).Field("error");
        }
        catch (JsonException)
        {
            // A proxy's page rather than the service's error: the status says enough.
        }

        var message = error.Field("message").Text();
        return new ChannelException(
            $"The channel refused with {status}{(message is null ? "" : $": {message}")}",
            status,
            error.Field("code").Text(),
            outcomeUnknown: status is 502 or 504,
            inner);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to the bot is refused: {Reason}.")]
    private partial void Refused(string reason);
}
