using CcgBot.Model.Clients;
using CcgBot.Model.Filters;
using CcgBot.Model.Prompts;
using CcgBot.Model.Spending;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel;

namespace CcgBot.Model;

/// <summary>
/// The Semantic Kernel that holds the model: an <see cref="IChatClient"/> and, where set, an embedding generator, with the filters around
/// each prompt: logging, masking, the answer's budget, the day's limit.
/// </summary>
public sealed class ModelKernel
{
    private readonly Kernel _kernel;
    private readonly ModelOptions _options;
    private readonly ModelKey? _key;

    private ModelKernel(Kernel kernel, PromptLibrary prompts, ModelOptions options, ModelKey? key) => (_kernel, Prompts, _options, _key) = (kernel, prompts, options, key);

    public PromptLibrary Prompts { get; }

    public IChatClient Chat => _kernel.Services.GetRequiredService<IChatClient>();

    /// <summary>Null when no <see cref="ModelOptions.EmbeddingName"/> is set.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings => _kernel.Services.GetService<IEmbeddingGenerator<string, Embedding<float>>>();

    /// <summary>Puts the kernel together for the provider set.</summary>
    /// <param name="ledger">Where spending is kept.</param>
    /// <param name="http">Transport of the client; null = the library's own.</param>
    /// <exception cref="InvalidDataException">A setting is missing; the message names it and the fix.</exception>
    public static ModelKernel Create(
        ModelOptions options,
        ModelKey? key,
        PromptLibrary prompts,
        SpendingLedger ledger,
        TimeProvider time,
        ILoggerFactory? logs = null,
        HttpClient? http = null,
        System.ClientModel.AuthenticationTokenProvider? identity = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        var builder = Kernel.CreateBuilder();
        // The kernel itself gets no logger: at its trace level it writes whole prompts, questions included, before they are masked.
        builder.Services.AddSingleton<IFunctionInvocationFilter>(new LoggingFilter((logs ?? NullLoggerFactory.Instance).CreateLogger<LoggingFilter>(), time));
        Add(builder.Services, new SpendingFilter(ledger));
        Add(builder.Services, new BudgetFilter());
        builder.Services.AddSingleton<IPromptRenderFilter, MaskingFilter>();
        if (options.ReplayFile.Length > 0)
        {
            builder.Services.AddSingleton<IChatClient>(new ReplayChatClient(new RecordedReplies(options.ReplayFile), options.Name));
        }
        else
        {
            var vendor = VendorClient.Create(options, key, http, identity);
            builder.Services.AddSingleton(Wrapped(vendor.GetChatClient(options.Name).AsIChatClient(), options, time));
            if (options.EmbeddingName.Length > 0)
            {
                builder.AddOpenAIEmbeddingGenerator(options.EmbeddingName, vendor);
            }
        }

        return new ModelKernel(builder.Build(), prompts, options, key);
    }

    /// <summary>A kernel that hears recorded replies, in order, instead of a model: nothing is sent, counted or spent.</summary>
    internal static ModelKernel Replaying(IReadOnlyList<string> replies, PromptLibrary prompts, ModelOptions options)
    {
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IPromptRenderFilter, MaskingFilter>();
        builder.Services.AddSingleton<IChatClient>(new OrderedReplies(replies));
        return new ModelKernel(builder.Build(), prompts, options, key: null);
    }

    /// <summary>A kernel for one answer, its use counted on the budget.</summary>
    internal ModelCalls For(AnswerBudget budget)
    {
        var kernel = _kernel.Clone();
        budget.PutOn(kernel);
        return new ModelCalls(kernel, Prompts, _key);
    }

    internal AnswerBudget NewBudget() => new(_options);

    private static IChatClient Wrapped(IChatClient vendor, ModelOptions options, TimeProvider time)
    {
        IChatClient whole = new WholeReplyChatClient(vendor, TimeSpan.FromSeconds(options.StallSeconds), time);
        IChatClient resilient = new ResilientChatClient(whole, options, time);
        return options.RecordFile.Length > 0 ? new RecordingChatClient(resilient, new RecordedReplies(options.RecordFile), options.Name) : resilient;
    }

    private static void Add<T>(IServiceCollection services, T filter) where T : class, IFunctionInvocationFilter, IPromptRenderFilter =>
        services.AddSingleton<IFunctionInvocationFilter>(filter).AddSingleton<IPromptRenderFilter>(filter);
}

/// <summary>The prompts, called for one answer.</summary>
internal sealed class ModelCalls(Kernel kernel, PromptLibrary prompts, ModelKey? key)
{
    /// <returns>The reply's text, never empty.</returns>
    /// <exception cref="ModelException">There is no usable reply.</exception>
    public async Task<string> AskAsync(string prompt, KernelArguments arguments, CancellationToken cancellationToken)
    {
        var result = await prompts.Function(prompt).InvokeAsync(kernel, arguments, cancellationToken);
        var text = result.GetValue<ChatResponse>()?.Text ?? throw new ModelException(ModelFailure.EmptyReply);
        // Replies go into evidence: a service that echoes the key must not put it there.
        return key?.Mask(text) ?? text;
    }
}
