using CcgBot.Bot;
using CcgBot.Bot.Authentication;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.BotBuilder;

/// <summary>Bot Builder's cloud adapter over the settings of section <c>Bot</c>.</summary>
internal sealed class BotBuilderAdapter(IOptions<BotOptions> options, BotCredentials credentials, ConnectorHttp http, ILogger<BotBuilderAdapter> logger)
    : CloudAdapter(Authentication(options.Value, credentials, http, logger), logger)
{
    /// <summary>
    /// Authenticates an activity in Bot Builder's way and runs its turn, apart from the request that brought it: a turn may outlive it.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The token is refused.</exception>
    public Task<InvokeResponse?> RunAsync(string? authorization, Activity activity, IBot bot, CancellationToken cancellationToken) =>
        ProcessActivityAsync(authorization, activity, bot.OnTurnAsync, cancellationToken)!;

    public override Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        // The protocol has the channel set it; Bot Builder puts the one it replies to.
        foreach (var activity in activities)
        {
            activity.ServiceUrl = null;
        }

        return base.SendActivitiesAsync(turnContext, activities, cancellationToken);
    }

    private static BotFrameworkAuthentication Authentication(BotOptions bot, BotCredentials credentials, ConnectorHttp http, ILogger logger)
    {
        var cloud = Cloud.Of(bot.Cloud);
        return BotFrameworkAuthenticationFactory.Create(
            channelService: null,
            validateAuthority: true,
            toChannelFromBotLoginUrl: cloud.Login + cloud.SharedTenant,
            toChannelFromBotOAuthScope: cloud.Issuer,
            toBotFromChannelTokenIssuer: cloud.Issuer,
            oAuthUrl: cloud.Issuer,
            toBotFromChannelOpenIdMetadataUrl: bot.OpenIdMetadata ?? cloud.Metadata,
            toBotFromEmulatorOpenIdMetadataUrl: bot.EmulatorOpenIdMetadata ?? cloud.EmulatorMetadata,
            callerId: null,
            credentials,
            new AuthenticationConfiguration { ValidTokenIssuers = [.. cloud.EmulatorIssuers] },
            http,
            logger);
    }
}
