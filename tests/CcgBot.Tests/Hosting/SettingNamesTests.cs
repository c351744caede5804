using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Tests.Hosting;

public sealed class SettingNamesTests
{
    private static readonly SettingNames Names = new(new Dictionary<string, Type> { ["Shop"] = typeof(ShopOptions) }, ["Logging", "Shop:Key"]);

    [Theory]
    [InlineData("Retrieval:K2", "Retrieval:K1")]
    [InlineData("Retrieval:Weight", "Retrieval:Dense:Weight")]
    [InlineData("Retrieval:Dense:MaxParagraph", "Retrieval:Dense:MaxParagraphs")]
    [InlineData("Answering:Treshold", "Answering:Threshold")]
    [InlineData("Retrival:K1", "Retrieval:K1")]
    [InlineData("Retrieval:K1:Low", "Retrieval:K1")]
    [InlineData("Shop:Doors:0:Hight", "Shop:Doors")]
    public void A_setting_that_is_none_is_an_error_that_names_the_nearest(string name, string nearest)
    {
        var error = Assert.Throws<InvalidDataException>(() => Names.Check(Of(name)));

        Assert.Equal($"There is no setting {name}. The nearest is {nearest}.", error.Message);
    }

    [Theory]
    [InlineData("retrieval:k1")]
    [InlineData("Shop:Names:3")]
    [InlineData("Shop:Doors:0:Height")]
    [InlineData("Shop:Prices:of my own")]
    [InlineData("Shop:Key")]
    [InlineData("Logging:LogLevel:Anything")]
    [InlineData("PATH")]
    [InlineData("npm:config:registry")]
    public void What_is_known_and_what_means_others_passes(string name) => Names.Check(Of(name));

    [Fact]
    public void What_was_given_by_hand_means_us()
    {
        var error = Assert.Throws<InvalidDataException>(() => Names.Check(Of("Speed:Limit"), ["Speed"]));

        Assert.StartsWith("There is no setting Speed:Limit. The nearest is ", error.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(string name) => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)"1")]).Build();

    private sealed class ShopOptions
    {
        public string[] Names { get; set; } = [];

        public List<Door> Doors { get; set; } = [];

        public Dictionary<string, int> Prices { get; set; } = [];
    }

    private sealed class Door
    {
        public int Height { get; set; }
    }
}
