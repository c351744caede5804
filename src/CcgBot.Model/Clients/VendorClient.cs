using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using Microsoft.Extensions.AI;
using OpenAI;

namespace CcgBot.Model.Clients;

/// <summary>
/// The OpenAI client for any of the providers. Azure OpenAI speaks the same protocol under <c>/openai/v1/</c>, by key or by Azure.Identity
/// (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle), so one client serves all.
/// </summary>
internal static class VendorClient
{
    // The service that a token of Azure.Identity is asked for.
    private const string AzureScope = "https://cognitiveservices.azure.com/.default";

    /// <param name="http">The transport of a test or of a host with a proxy; null = the library's own.</param>
    public static OpenAIClient Create(ModelOptions options, ModelKey? key, HttpClient? http = null, System.ClientModel.AuthenticationTokenProvider? identity = null)
    {
        var settings = new OpenAIClientOptions
        {
            // Polly does the retrying: two layers of it would multiply.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = TimeSpan.FromSeconds(Math.Max(options.AnswerSeconds, options.StallSeconds) + 1),
            UserAgentApplicationId = "ccgbot",
        };
        if (Address(options) is { } address)
        {
            settings.Endpoint = address;
        }

        settings.Transport = new HttpClientPipelineTransport(http ?? new HttpClient(new CappedReplies { InnerHandler = new SocketsHttpHandler() }) { Timeout = Timeout.InfiniteTimeSpan });

        return options.AzureIdentity
            ? new OpenAIClient(new BearerTokenPolicy(identity ?? new DefaultAzureCredential(), AzureScope), settings)
            : new OpenAIClient(new ApiKeyCredential(key?.Reveal() ?? "none"), settings);
    }

    public static IEmbeddingGenerator<string, Embedding<float>> Embeddings(ModelOptions options, ModelKey? key, HttpClient? http = null) =>
        Create(options, key, http).GetEmbeddingClient(options.EmbeddingName).AsIEmbeddingGenerator();

    private static Uri? Address(ModelOptions options)
    {
        if (options.Endpoint.Length == 0)
        {
            return null;
        }

        var address = options.Endpoint.TrimEnd('/');
        return new Uri(options.Provider == ModelProvider.AzureOpenAI && !address.EndsWith("/openai/v1", StringComparison.Ordinal) ? address + "/openai/v1/" : address + "/");
    }
}
