using CcgBot.Bot.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>What serves <c>/api/messages</c>: the conformance suite runs the same against each.</summary>
internal abstract class BotEndpoint
{
    /// <summary>Adds what the endpoint needs beside <c>AddBot</c>.</summary>
    public virtual void AddTo(IServiceCollection services, IConfiguration configuration)
    {
    }

    /// <summary>Maps <c>/api/messages</c>.</summary>
    public abstract void Map(WebApplication app);
}

/// <summary>The endpoint of CcgBot.Bot itself.</summary>
internal sealed class OwnEndpoint : BotEndpoint
{
    public override void Map(WebApplication app) => app.MapBotMessages();
}
