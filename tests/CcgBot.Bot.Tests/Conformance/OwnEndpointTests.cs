using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Conformance;

public sealed class OwnEndpointInboundTests : InboundTests
{
    internal override BotEndpoint Endpoint { get; } = new OwnEndpoint();
}

public sealed class OwnEndpointAuthenticationTests : AuthenticationTests
{
    internal override BotEndpoint Endpoint { get; } = new OwnEndpoint();
}

public sealed class OwnEndpointOutboundTests : OutboundTests
{
    internal override BotEndpoint Endpoint { get; } = new OwnEndpoint();
}

public sealed class OwnEndpointStreamTests : StreamTests
{
    internal override BotEndpoint Endpoint { get; } = new OwnEndpoint();
}

public sealed class OwnEndpointInvokeTests : InvokeTests
{
    internal override BotEndpoint Endpoint { get; } = new OwnEndpoint();
}

public sealed class OwnEndpointRestartTests : RestartTests
{
    internal override BotEndpoint Endpoint { get; } = new OwnEndpoint();
}
