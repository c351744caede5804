using System.Net.Http.Headers;
using CcgBot.Bot.Authentication;
using Microsoft.Rest;

namespace CcgBot.BotBuilder;

/// <summary>The bot's own token on Bot Builder's calls. It goes nowhere that could be read on the way.</summary>
/// <param name="tokens">Null where nobody proved that the address is the channel's: then no token goes out.</param>
internal sealed class BotTokenCredentials(IBotTokens? tokens) : ServiceClientCredentials
{
    public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (tokens is not null
            && request.RequestUri is { } address
            && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            && await tokens.GetAsync(cancellationToken) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }
}
