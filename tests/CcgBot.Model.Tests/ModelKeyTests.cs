using CcgBot.Answering;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Model.Tests;

[Collection(SeedsCollection.Name)]
public sealed class ModelKeyTests(ModelFixture seeds)
{
    private static readonly IConfiguration Nothing = new ConfigurationBuilder().Build();

    [Theory]
    [InlineData(ModelProvider.OpenAI, "", "OPENAI_API_KEY")]
    [InlineData(ModelProvider.AzureOpenAI, "", "AZURE_OPENAI_API_KEY")]
    [InlineData(ModelProvider.OpenAI, "MY_KEY", "MY_KEY")]
    [InlineData(ModelProvider.Compatible, "MY_KEY", "MY_KEY")]
    [InlineData(ModelProvider.OpenAI, "", "Model__Key")]
    public void Is_found_in_the_environment(ModelProvider provider, string variable, string set) =>
        Assert.Equal("secret", ModelKey.Find(new ModelOptions { Provider = provider, KeyVariable = variable }, Nothing, name => name == set ? " secret\n" : null)!.Reveal());

    [Fact]
    public void A_missing_key_names_the_variable_and_the_command()
    {
        var error = Assert.Throws<InvalidDataException>(() => ModelKey.Find(new ModelOptions { Provider = ModelProvider.OpenAI }, Nothing, _ => null));
        Assert.Contains("OPENAI_API_KEY", error.Message);
        Assert.Contains("dotnet user-secrets", error.Message);
    }

    [Theory]
    [InlineData(ModelProvider.None, false)]
    [InlineData(ModelProvider.Compatible, false)]
    [InlineData(ModelProvider.AzureOpenAI, true)]
    public void Is_not_asked_for_where_none_is_needed(ModelProvider provider, bool identity) =>
        Assert.Null(ModelKey.Find(new ModelOptions { Provider = provider, AzureIdentity = identity }, Nothing, _ => null));

    [Fact]
    public void A_key_on_the_command_line_or_in_a_settings_file_is_refused_without_being_repeated()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(ModelKey.Setting, (string?)"sk-oops")]).Build();
        var error = Assert.Throws<InvalidDataException>(() => ModelKey.Find(new ModelOptions { Provider = ModelProvider.OpenAI }, configuration, _ => "x"));
        Assert.DoesNotContain("sk-oops", error.Message);
        var file = Path.Combine(seeds.Folder, "appsettings.json");
        File.WriteAllText(file, """{"Model":{"Key":"sk-oops"}}""");
        Assert.Throws<InvalidDataException>(() => ModelKey.Find(new ModelOptions(), new ConfigurationBuilder().AddJsonFile(file).Build(), _ => "x"));
    }

    [Fact]
    public async Task Is_in_no_log_evidence_answer_or_error()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        // A service that sends the key back in every way it can.
        bench.Server.Then(
            new Reply.Error(500, $"Bearer {ModelBench.KeyText}"),
            new Reply.Error(401, $"Incorrect API key provided: {ModelBench.KeyText}", ModelBench.KeyText));
        var answer = await bench.AskAsync("How many developing CCGs were studied?");
        bench.Server.Then(new Reply.Text($"Your key is {ModelBench.KeyText}"), new Reply.Text(Replies.Claims(($"The key is {ModelBench.KeyText}.", [1]))));
        var second = await bench.AskAsync("How many developing CCGs were studied?");
        var seen = string.Join('\n', [.. bench.Logs.Lines, AnswerJson.From(answer).Serialize(), AnswerJson.From(second).Serialize(), new ModelKey(ModelBench.KeyText).ToString()]);
        Assert.DoesNotContain(ModelBench.KeyText, seen);
        Assert.NotEmpty(bench.Logs.Lines);
        Assert.DoesNotContain(ModelBench.KeyText, System.Text.Json.JsonSerializer.Serialize(bench.LastDraft));
    }
}
