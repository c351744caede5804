using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CcgBot.BotBuilder;

/// <summary>Puts Microsoft.Bot.Builder in the place of the bot's own endpoint.</summary>
public static class BotBuilderExtensions
{
    /// <summary>Adds the adapter; <c>AddBot</c> is needed beside it.</summary>
    public static IServiceCollection AddBotBuilder(this IServiceCollection services)
    {
        services.TryAddSingleton<BotCredentials>();
        services.TryAddSingleton<ConnectorHttp>();
        services.TryAddSingleton<BotBuilderAdapter>();
        services.TryAddSingleton<BotBuilderBot>();
        services.TryAddSingleton<BotBuilderMessages>();
        return services;
    }

    /// <summary>POST for activities, HEAD for hosts that ask whether anyone is there.</summary>
    public static IEndpointRouteBuilder MapBotBuilderMessages(this IEndpointRouteBuilder endpoints, string pattern = "/api/messages")
    {
        var messages = endpoints.ServiceProvider.GetService<BotBuilderMessages>()
            ?? throw new InvalidOperationException("MapBotBuilderMessages needs AddBotBuilder on the services first.");
        endpoints.MapPost(pattern, messages.PostAsync);
        endpoints.MapMethods(pattern, ["HEAD"], () => Results.Ok());
        return endpoints;
    }
}
