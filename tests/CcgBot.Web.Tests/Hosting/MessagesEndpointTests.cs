using CcgBot.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Web.Tests.Hosting;

public sealed class MessagesEndpointTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CcgBot")]
    [InlineData("ccgbot")]
    public void What_is_always_built_can_be_named_or_left_to_the_default(string? name) => Assert.Null(Problem(name));

    [Fact]
    public void What_is_not_built_is_named_in_one_line_with_the_switch()
    {
        var problem = Problem("Directly");
        Assert.Contains("Bot:Endpoint is 'Directly'", problem);
        Assert.Contains("-p:BotBuilder=true", problem);
        Assert.DoesNotContain('\n', problem!);
    }

#if BOTBUILDER
    [Fact]
    public void Bot_Builder_is_there_with_the_switch() => Assert.Null(Problem("BotBuilder"));
#else
    [Fact]
    public void Bot_Builder_without_the_switch_is_refused_with_the_switch_to_use() => Assert.Contains("build with -p:BotBuilder=true", Problem("BotBuilder"));
#endif

    private static string? Problem(string? name) =>
        MessagesEndpoint.Problem(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Bot:Endpoint"] = name }).Build());
}
