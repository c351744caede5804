using System.Text.Json;
using CcgBot.Hosting;
using CcgBot.Model.Clients;
using CcgBot.Model.Composing;
using CcgBot.Model.Prompts;
using CcgBot.Model.Spending;
using CcgBot.Model.Telemetry;
using CcgBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CcgBot.Model;

/// <summary>The language model put together from the settings, as parts for the engine: the one place that a host names it.</summary>
public static class ModelComposition
{
    /// <summary>For a host with services: the parts, and telemetry where it is set.</summary>
    public static IServiceCollection AddModel(this IServiceCollection services, IConfiguration configuration) => services
        .AddTelemetryExport(configuration)
        .AddSingleton(provider =>
            Parts(configuration, provider.GetRequiredService<Home>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()));

    /// <summary>The section <c>Model</c>, checked.</summary>
    /// <exception cref="InvalidDataException">A value is wrong; the message names it.</exception>
    public static ModelOptions Options(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new ModelOptions();
        try
        {
            configuration.GetSection("Model").Bind(options);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException($"A setting can't be read: {error.Message}", error);
        }

        BotSettings.Validate("Model", options);
        options.Require();
        return options;
    }

    /// <summary>The parts of the model that the settings name; none when <c>Model:Provider</c> is None. The prompts are checked in either case.</summary>
    /// <param name="http">Transport of the client; null = the library's own.</param>
    /// <exception cref="InvalidDataException">A setting, the key or a prompt is missing or wrong; the message names it and the fix.</exception>
    public static EngineParts Parts(
        IConfiguration configuration, Home home, TimeProvider time, ILoggerFactory? logs = null, HttpClient? http = null)
    {
        ArgumentNullException.ThrowIfNull(home);
        var options = Options(configuration);
        var key = ModelKey.Find(options, configuration);
        var prompts = new PromptLibrary(home.Prompts, options, logs?.CreateLogger<PromptLibrary>());
        var parts = new EngineParts
        {
            Replay = (extractive, input, database) => new ModelComposer(
                ModelKernel.Replaying(input.ModelReplies, prompts, options), extractive, options, time, logs?.CreateLogger<ModelComposer>(), given: input.Given),
            PromptHashes = () => prompts.Hashes,
        };
        if (options.Provider == ModelProvider.None)
        {
            return parts;
        }

        // One kernel for both parts: they share the circuit breaker and the prompts.
        ModelKernel? model = null;
        ModelKernel Model(Database database) =>
            model ??= ModelKernel.Create(options, key, prompts, new SpendingLedger(database, options, time), time, logs, http);
        return parts with
        {
            Identity = Identity(options, prompts),
            Embeddings = options.EmbeddingName.Length > 0 && options.ReplayFile.Length == 0 ? VendorClient.Embeddings(options, key, http) : null,
            Compose = (extractive, retriever, database) => new ModelComposer(Model(database), extractive, options, time, logs?.CreateLogger<ModelComposer>(), retriever),
            Judge = database =>
            {
                var judge = new AnswerJudge(Model(database));
                return async (question, expected, given, cancellationToken) => await judge.GradeAsync(question, expected, given, cancellationToken) switch
                {
                    Grade.Correct => 1,
                    Grade.Partly => 0.5,
                    Grade.Wrong => 0,
                    _ => null,
                };
            },
            Rewrite = options.RewriteFollowUps
                ? database => new ModelFollowUpRewriter(Model(database), options, time, logs?.CreateLogger<ModelFollowUpRewriter>()).RewriteAsync
                : null,
        };
    }

    // Where the replies come from and how long they are waited for is no part of it: a replayed run is the recorded one.
    private static string Identity(ModelOptions options, PromptLibrary prompts) => PromptFile.HashOf(JsonSerializer.Serialize(new
    {
        options.Provider,
        options.Name,
        options.Temperature,
        options.StructuredOutput,
        options.Paragraphs,
        options.ParagraphCharacters,
        options.Claims,
        options.CheckSupport,
        options.RewriteFollowUps,
        options.SplitParts,
        prompts.Hashes,
    }));
}
