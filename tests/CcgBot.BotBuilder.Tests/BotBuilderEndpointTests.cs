using CcgBot.Bot.Tests.Conformance;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CcgBot.BotBuilder.Tests;

/// <summary>The endpoint of Microsoft.Bot.Builder.</summary>
internal sealed class BotBuilderEndpoint : BotEndpoint
{
    public override void AddTo(IServiceCollection services, IConfiguration configuration) => services.AddBotBuilder();

    public override void Map(WebApplication app) => app.MapBotBuilderMessages();
}

public sealed class BotBuilderInboundTests : InboundTests
{
    internal override BotEndpoint Endpoint { get; } = new BotBuilderEndpoint();
}

public sealed class BotBuilderAuthenticationTests : AuthenticationTests
{
    internal override BotEndpoint Endpoint { get; } = new BotBuilderEndpoint();
}

public sealed class BotBuilderOutboundTests : OutboundTests
{
    internal override BotEndpoint Endpoint { get; } = new BotBuilderEndpoint();
}

public sealed class BotBuilderStreamTests : StreamTests
{
    internal override BotEndpoint Endpoint { get; } = new BotBuilderEndpoint();
}

public sealed class BotBuilderInvokeTests : InvokeTests
{
    internal override BotEndpoint Endpoint { get; } = new BotBuilderEndpoint();
}

public sealed class BotBuilderRestartTests : RestartTests
{
    internal override BotEndpoint Endpoint { get; } = new BotBuilderEndpoint();
}
