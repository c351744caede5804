using CcgBot.Evaluation.Running;
using CcgBot.Hosting;

namespace CcgBot.Evaluation.Tests.Running;

public sealed class RunRecordTests
{
    [Fact]
    public void Every_setting_in_force_is_written_by_the_name_that_sets_it()
    {
        var settings = EffectiveSettings.Of(typeof(BotSettings).GetProperties().Select(section => (section.Name, section.GetValue(new BotSettings())!)));

        Assert.Equal("0.9", settings["Retrieval:K1"]);
        Assert.Equal("Packaged", settings["Retrieval:Dense:Encoder"]);
        Assert.Equal("0.3", settings["Answering:Threshold"]);
        // And each can be read back.
        BotSettings.Read(new Microsoft.Extensions.Configuration.ConfigurationManager().AddAll(settings));
    }

    [Fact]
    public void Secrets_stay_out()
    {
        var settings = EffectiveSettings.Of([("Shop", new { Key = "sk-1", Secrets = new[] { "sk-2" }, Password = "x", KeyVariable = "NAME" })]);

        Assert.Equal(["Shop:KeyVariable"], settings.Keys);
    }

    [Fact]
    public void Says_what_is_not_as_it_was()
    {
        var first = Run(new Dictionary<string, string> { ["Retrieval:K1"] = "0.9" });
        var second = Run(new Dictionary<string, string> { ["Retrieval:K1"] = "1.2" });

        Assert.Equal(["setting Retrieval:K1: 0.9 then, 1.2 now"], second.UnlikeIn(first));
        Assert.Empty(first.UnlikeIn(first));
        Assert.NotEmpty(first.Weights);
        Assert.NotEmpty(first.Program.Build);
        Assert.True(first.Machine.Cores > 0);
    }

    private static RunRecord Run(Dictionary<string, string> settings) => RunRecord.Of(
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, [], new Dictionary<string, IReadOnlyList<string>>(), settings, "");
}

file static class ConfigurationOfPairs
{
    public static Microsoft.Extensions.Configuration.IConfiguration AddAll(this Microsoft.Extensions.Configuration.ConfigurationManager configuration, IReadOnlyDictionary<string, string> pairs)
    {
        foreach (var (name, value) in pairs)
        {
            configuration[name] = value;
        }

        return configuration;
    }
}
