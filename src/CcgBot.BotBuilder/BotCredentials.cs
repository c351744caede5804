using CcgBot.Bot;
using CcgBot.Bot.Authentication;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Rest;

namespace CcgBot.BotBuilder;

/// <summary>What section <c>Bot</c> says of the bot's identity, as Bot Builder asks for it.</summary>
internal sealed class BotCredentials(IOptions<BotOptions> options, IBotTokens tokens) : ServiceClientCredentialsFactory
{
    private readonly BotOptions _options = options.Value;

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) =>
        Task.FromResult(_options.AppId.Length > 0 && appId == _options.AppId);

    // Asked only of a call without a token; the door lets none in but from this machine with the development switch on.
    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(_options.AllowAnonymousDevelopment);

    public override async Task<ServiceClientCredentials> CreateCredentialsAsync(
        string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
        new BotTokenCredentials(await IsValidAppIdAsync(appId, cancellationToken) ? tokens : null);
}
