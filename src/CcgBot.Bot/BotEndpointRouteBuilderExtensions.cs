using CcgBot.Bot.Adapters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CcgBot.Bot;

/// <summary>Puts the bot's endpoints into a host.</summary>
public static class BotEndpointRouteBuilderExtensions
{
    /// <summary>POST for activities, HEAD for hosts that ask whether anyone is there.</summary>
    public static IEndpointRouteBuilder MapBotMessages(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        if (endpoints.ServiceProvider.GetService<BotMessages>() is null)
        {
            throw new InvalidOperationException("MapBotMessages needs AddBot on the services first.");
        }

        endpoints.MapPost(pattern, (HttpContext context, BotMessages messages) => messages.PostAsync(context));
        endpoints.MapMethods(pattern, ["HEAD"], () => Results.Ok());
        return endpoints;
    }
}
