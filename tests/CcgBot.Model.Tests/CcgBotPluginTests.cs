using System.Text.Json;
using CcgBot.Model.Tests.Infrastructure;
using Microsoft.SemanticKernel;

namespace CcgBot.Model.Tests;

[Collection(SeedsCollection.Name)]
public sealed class CcgBotPluginTests(ModelFixture seeds)
{
    private readonly KernelPlugin _plugin = KernelPluginFactory.CreateFromObject(new CcgBotPlugin(seeds.Engine), "CcgBot");
    private readonly Kernel _kernel = new();

    [Fact]
    public void Offers_ask_search_and_show_with_descriptions()
    {
        Assert.Equal(["Ask", "Search", "ShowParagraph"], _plugin.Select(function => function.Name).Order());
        Assert.All(_plugin, function => Assert.NotEmpty(function.Description));
    }

    [Fact]
    public async Task Another_kernel_asks_searches_and_shows()
    {
        var answer = JsonDocument.Parse((await _kernel.InvokeAsync<string>(_plugin["Ask"], new() { ["question"] = "Who led the research?" }))!).RootElement;
        Assert.True(answer.GetProperty("kind").GetString() is "grounded" or "abstention");
        var found = JsonDocument.Parse((await _kernel.InvokeAsync<string>(_plugin["Search"], new() { ["query"] = "eight developing CCGs", ["top"] = 3 }))!).RootElement;
        Assert.InRange(found.GetArrayLength(), 1, 3);
        var id = found[0].GetProperty("paragraphId").GetString();
        var shown = JsonDocument.Parse((await _kernel.InvokeAsync<string>(_plugin["ShowParagraph"], new() { ["paragraphId"] = id }))!).RootElement;
        Assert.Equal(found[0].GetProperty("text").GetString(), shown.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("000_c83acc44ee83a71c#p1@0000000000000000")]
    public async Task A_paragraph_that_is_not_there_is_said_so(string id) =>
        Assert.Contains("no such paragraph", await _kernel.InvokeAsync<string>(_plugin["ShowParagraph"], new() { ["paragraphId"] = id }));
}
