using CcgBot.Answering;
using CcgBot.Hosting;
using CcgBot.Model.Composing;
using CcgBot.Model.Prompts;
using CcgBot.Model.Spending;
using CcgBot.OpenAiServer;
using CcgBot.Retrieval;
using CcgBot.Storage;
using Microsoft.Extensions.Logging;

namespace CcgBot.Model.Tests.Infrastructure;

/// <summary>The answerer with a model at the scripted server: the real client, kernel, filters and checks between the two.</summary>
public sealed class ModelBench : IAsyncDisposable
{
    public const string KeyText = "sk-sentinel-9f27c1d4e8b05a63";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-model-");

    private ModelBench(BotEngine engine, Server server, ModelOptions options, TimeProvider time)
    {
        (Engine, Server, Options, Time) = (engine, server, options, time);
        Ledger = new SpendingLedger(new Database(Path.Combine(_folder.FullName, "spending.db")), options, time);
        Prompts = new PromptLibrary(Home.Locate().Prompts, options);
        Model = ModelKernel.Create(options, new ModelKey(KeyText), Prompts, Ledger, time, Logs);
        Composer = new ModelComposer(Model, new Watched(engine.Composer, this), options, time, Logs.CreateLogger<ModelComposer>(), engine.Retriever);
        Answerer = new Answerer(engine.Retriever, new Kept(Composer, this), engine.Settings.Answering, time);
    }

    public BotEngine Engine { get; }

    public Server Server { get; }

    public ModelOptions Options { get; }

    public TimeProvider Time { get; }

    public CollectedLogs Logs { get; } = new();

    public SpendingLedger Ledger { get; }

    public PromptLibrary Prompts { get; }

    public ModelKernel Model { get; }

    public ModelComposer Composer { get; }

    public Answerer Answerer { get; }

    /// <summary>What the composer made of the last question.</summary>
    public Draft? LastDraft { get; private set; }

    /// <summary>What the extractive composer made of it.</summary>
    public Draft? LastExtractive { get; private set; }

    public static async Task<ModelBench> StartAsync(ModelFixture seeds, Action<ModelOptions>? set = null, TimeProvider? time = null)
    {
        var server = await Server.StartAsync($"Bearer {KeyText}");
        var options = new ModelOptions
        {
            Provider = ModelProvider.Compatible,
            Endpoint = server.Endpoint,
            Name = "scripted-model",
            RetrySeconds = 0,
            Retries = 2,
            // Long enough for a busy machine: only the tests that are about them shorten them.
            AnswerSeconds = 120,
            StallSeconds = 60,
            BreakAfter = 1000,
        };
        set?.Invoke(options);
        return new ModelBench(seeds.Engine, server, options, time ?? TimeProvider.System);
    }

    public Task<Answer> AskAsync(string question, CancellationToken cancellationToken = default) =>
        Answerer.AnswerAsync(new Question(question), cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private sealed class Kept(IAnswerComposer inner, ModelBench bench) : IAnswerComposer
    {
        public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken) =>
            bench.LastDraft = await inner.ComposeAsync(question, found, cancellationToken);
    }

    private sealed class Watched(IAnswerComposer inner, ModelBench bench) : IAnswerComposer
    {
        public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken) =>
            bench.LastExtractive = await inner.ComposeAsync(question, found, cancellationToken);
    }
}
