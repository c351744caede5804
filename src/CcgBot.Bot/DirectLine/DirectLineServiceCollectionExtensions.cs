using CcgBot.Bot.Adapters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcgBot.Bot.DirectLine;

/// <summary>Puts our own Direct Line into a host, beside <see cref="BotServiceCollectionExtensions.AddBot"/>.</summary>
public static class DirectLineServiceCollectionExtensions
{
    /// <summary>Settings from section <c>DirectLine</c>.</summary>
    public static IServiceCollection AddDirectLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DirectLineOptions>().Bind(configuration.GetSection("DirectLine")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DirectLineKeys>();
        services.AddSingleton<DirectLineTokens>();
        services.AddSingleton<DirectLineStore>();
        services.AddSingleton<DirectLineHub>();
        services.AddSingleton<DirectLineLimits>();
        services.AddSingleton<DirectLineAdapter>();
        services.AddSingleton<DirectLineTurns>();
        services.AddSingleton<DirectLineService>();
        services.AddSingleton<DirectLineRequests>();
        services.AddSingleton<DirectLineEndpoints>();
        services.AddHostedService<DirectLineBackground>();
        services.AddHostedService<DirectLineHosts>();
        return services;
    }

    /// <summary>Needs <c>UseWebSockets</c> before it.</summary>
    public static RouteGroupBuilder MapDirectLine(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v3/directline");
        routes.ServiceProvider.GetRequiredService<DirectLineEndpoints>().Map(group);
        return group;
    }
}
