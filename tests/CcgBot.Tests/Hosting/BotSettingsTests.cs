using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Tests.Hosting;

public class BotSettingsTests
{
    [Theory]
    [InlineData("Small")]
    [InlineData("small")]
    public void The_encoder_that_is_gone_is_named_with_what_to_set(string kind)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Retrieval:Dense:Encoder", (string?)kind)]).Build();
        var error = Assert.Throws<InvalidDataException>(() => BotSettings.Read(configuration));
        Assert.Contains("Retrieval:Dense:Encoder", error.Message, StringComparison.Ordinal);
        Assert.Contains("Remove the setting", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
