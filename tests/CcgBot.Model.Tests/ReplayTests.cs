using CcgBot.Answering;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;
using CcgBot.Retrieval.Dense;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Model.Tests;

/// <summary>A model's answer, answered again from its evidence record: nobody is asked.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-replay-");

    [Fact]
    public async Task A_models_answer_is_composed_again_from_its_recorded_replies_without_a_provider()
    {
        var stored = await AskAsync(Eight);
        Assert.Equal("model", stored.Record!.Composer);

        using var engine = Open(("Model:Provider", "None"));
        var report = await engine.Replay().ReplayAsync(stored);

        Assert.Null(report.NotReplayable);
        Assert.Empty(report.Differences);
        Assert.Equal(Composer.Model, report.Replayed!.Composer);
        Assert.Contains("Detailed qualitative case studies were carried out in eight developing CCGs", ((Answer.Grounded)report.Replayed).Claims[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Notes, note => note.Contains("prompt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_call_of_the_answer_is_replayed_in_order_split_malformed_and_checked()
    {
        var stored = await AskAsync(
            request => request.Body.GetRawText().Contains("\"parts\"", StringComparison.Ordinal) ? new Reply.Text("""{"parts":["How many developing CCGs were in the case studies?","Who led the research?"]}""")
                : request.Body.GetRawText().Contains("\"verdicts\"", StringComparison.Ordinal) ? new Reply.Text("""{"verdicts":[{"claim":1,"supported":true}]}""")
                : Eight(request),
            ("Model:SplitParts", "true"),
            ("Model:CheckSupport", "true"));
        Assert.Equal("model", stored.Record!.Composer);
        Assert.Equal(3, stored.Record.ModelReplies.Count);
        Assert.NotEmpty(stored.Record.Given);

        using var engine = Open(("Model:Provider", "None"), ("Model:SplitParts", "true"), ("Model:CheckSupport", "true"));
        Assert.Empty((await engine.Replay().ReplayAsync(stored)).Differences);
    }

    [Fact]
    public async Task A_reply_that_is_not_the_one_recorded_makes_a_difference_that_is_shown()
    {
        var stored = await AskAsync(Eight);
        var altered = stored with
        {
            Record = stored.Record! with { ModelReplies = [stored.Record.ModelReplies[0].Replace("eight developing CCGs", "developing CCGs", StringComparison.Ordinal)] },
        };

        using var engine = Open(("Model:Provider", "None"));
        var report = await engine.Replay().ReplayAsync(altered);

        Assert.Contains(report.Differences, difference => difference.StartsWith("claim 1: was Detailed qualitative case studies were carried out in eight", StringComparison.Ordinal));
        Assert.Contains(
            (await engine.Replay().ReplayAsync(stored with { Record = stored.Record! with { ModelReplies = [] } })).Differences,
            difference => difference == "composer: was model, now extractive");
    }

    [Fact]
    public async Task A_changed_prompt_is_noted_and_without_the_models_part_it_is_said_that_it_can_not_be_replayed()
    {
        var stored = await AskAsync(Eight);
        var changed = stored with { Record = stored.Record! with { PromptHashes = new Dictionary<string, string> { ["answer"] = "another" } } };

        using (var engine = Open(("Model:Provider", "None")))
        {
            Assert.Contains((await engine.Replay().ReplayAsync(changed)).Notes, note => note.Contains("The prompt 'answer' has changed", StringComparison.Ordinal));
        }

        using var bare = BotEngine.Open(_folder.FullName, Settings(), TimeProvider.System);
        Assert.Contains("language model composed this answer", (await bare.Replay().ReplayAsync(stored)).NotReplayable, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static Reply Eight(ChatRequest request) =>
        new Reply.Text(Replies.Claims(("Detailed qualitative case studies were carried out in eight developing CCGs.", [Scripted.NumberOf(request, "in eight developing CCGs")])));

    private static BotSettings Settings()
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Encoder = EncoderKind.Endpoint;
        return settings;
    }

    private async Task<StoredEvidence> AskAsync(Func<ChatRequest, Reply> reply, params (string Key, string Value)[] further)
    {
        await using var server = (await Server.StartAsync("Bearer none")).Always(reply);
        using var engine = Open([("Model:Provider", "Compatible"), ("Model:Endpoint", server.Endpoint), ("Model:Name", "scripted"), .. further]);
        engine.Ingestor.Ingest([Home.Locate().Seeds]).ToList();
        engine.Synchronise();
        var answer = await engine.Answerer.AnswerAsync(new Question(Question));
        engine.Evidence.Flush();
        return engine.Evidence.Find(answer.EvidenceId)!;
    }

    private BotEngine Open(params (string Key, string Value)[] model)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Model:AnswerSeconds", (string?)"120"), KeyValuePair.Create("Model:StallSeconds", (string?)"60")])
            .AddInMemoryCollection(model.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
        return BotEngine.Open(_folder.FullName, Settings(), TimeProvider.System, parts: ModelComposition.Parts(configuration, Home.Locate(), TimeProvider.System));
    }
}
