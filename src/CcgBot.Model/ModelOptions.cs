using System.ComponentModel.DataAnnotations;

namespace CcgBot.Model;

/// <summary>Settings of the language model: section <c>Model</c>. The key is no setting: see <see cref="ModelKey"/>.</summary>
public sealed class ModelOptions
{
    /// <summary>Whose model: <c>None</c>, <c>OpenAI</c>, <c>AzureOpenAI</c> or <c>Compatible</c> (Ollama, vLLM, llama.cpp, LM Studio…). Default None.</summary>
    public ModelProvider Provider { get; set; }

    /// <summary>
    /// The service's address. OpenAI: left out. Azure: <c>https://RESOURCE.openai.azure.com</c>. Compatible: its OpenAI address with the
    /// version, such as <c>http://localhost:11434/v1</c>. Default empty.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The chat model, or at Azure the deployment. Default empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>The embedding model or deployment; empty = none. Default empty.</summary>
    public string EmbeddingName { get; set; } = "";

    /// <summary>At Azure: sign in with Azure.Identity (managed identity, Azure CLI…) rather than with a key. Default false.</summary>
    public bool AzureIdentity { get; set; }

    /// <summary>The environment variable that holds the key. Default: OPENAI_API_KEY, at Azure AZURE_OPENAI_API_KEY, Compatible none.</summary>
    public string KeyVariable { get; set; } = "";

    /// <summary>How the reply's form is asked for: <c>Schema</c> (strict JSON schema), <c>Json</c> (JSON mode) or <c>None</c> (by words alone). Default Schema.</summary>
    public StructuredOutput StructuredOutput { get; set; } = StructuredOutput.Schema;

    /// <summary>Sampling temperature 0..2; -1 leaves it out, for models that refuse it. Default 0.</summary>
    [Range(-1, 2)]
    public double Temperature { get; set; }

    /// <summary>Paragraphs given to the model. Default 8.</summary>
    [Range(1, 50)]
    public int Paragraphs { get; set; } = 8;

    /// <summary>Characters of one paragraph given to the model; the rest is cut at a sentence's end. Default 4000.</summary>
    [Range(200, 100_000)]
    public int ParagraphCharacters { get; set; } = 4000;

    /// <summary>Claims taken from one reply. Default 8.</summary>
    [Range(1, 50)]
    public int Claims { get; set; } = 8;

    /// <summary>Ask the model, claim by claim, whether the paragraphs say it, after our own check. Costs one call an answer. Default false.</summary>
    public bool CheckSupport { get; set; }

    /// <summary>Let the model make a follow-up question stand alone before paragraphs are looked for. Costs one call a follow-up. Default false.</summary>
    public bool RewriteFollowUps { get; set; }

    /// <summary>Let the model split a question of several parts, so that paragraphs are looked for part by part. Costs one call a question. Default false.</summary>
    public bool SplitParts { get; set; }

    /// <summary>Seconds all the model's calls for one answer may take together; then the extractive answer is given. Default 20.</summary>
    [Range(0.1, 600)]
    public double AnswerSeconds { get; set; } = 20;

    /// <summary>Seconds without a byte from the model after which a try counts as stalled. Default 8.</summary>
    [Range(0.1, 600)]
    public double StallSeconds { get; set; } = 8;

    /// <summary>Tries again after a passing failure (429, 5xx, broken connection, truncated stream, stall). Default 2.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Seconds before the first further try, doubled each time, with jitter. Default 0.5.</summary>
    [Range(0, 60)]
    public double RetrySeconds { get; set; } = 0.5;

    /// <summary>The longest Retry-After that is waited for, in seconds; a longer one gives the extractive answer at once. Default 5.</summary>
    [Range(0, 600)]
    public double LongestRetryAfterSeconds { get; set; } = 5;

    /// <summary>Tries within a minute, at least half of them failed, that stop all calls for <see cref="BreakSeconds"/>. Default 6.</summary>
    [Range(2, 1000)]
    public int BreakAfter { get; set; } = 6;

    /// <summary>Seconds without calls after the circuit opened. Default 30.</summary>
    [Range(0.5, 3600)]
    public double BreakSeconds { get; set; } = 30;

    /// <summary>Tokens, in and out, that one answer may use. Default 30,000.</summary>
    [Range(100, 10_000_000)]
    public int AnswerTokens { get; set; } = 30_000;

    /// <summary>What a million input tokens cost, in the currency of <see cref="DailyLimit"/>. Default 0.</summary>
    [Range(0, 100_000)]
    public decimal InputPrice { get; set; }

    /// <summary>What a million output tokens cost. Default 0.</summary>
    [Range(0, 100_000)]
    public decimal OutputPrice { get; set; }

    /// <summary>The most that may be spent on one day (UTC), over all processes on one store; 0 = no limit. Default 0.</summary>
    [Range(0, 10_000_000)]
    public decimal DailyLimit { get; set; }

    /// <summary>A file of recorded replies: answered from it by the request's hash, never from the network. Default empty.</summary>
    public string ReplayFile { get; set; } = "";

    /// <summary>A file that replies are added to, and taken from where it has them already: for evaluation. Default empty.</summary>
    public string RecordFile { get; set; } = "";

    /// <summary>Read changed prompt files without a restart: for development. Default false.</summary>
    public bool ReloadPrompts { get; set; }

    /// <summary>The provider's own wants, checked when the model is put together.</summary>
    /// <exception cref="InvalidDataException">The message names the setting and the fix.</exception>
    public void Require()
    {
        if (Provider != ModelProvider.None && Name.Length == 0)
        {
            throw new InvalidDataException($"Setting Model:Name: give the {(Provider == ModelProvider.AzureOpenAI ? "deployment" : "model")} to use, or set Model:Provider to None.");
        }

        if (Provider is ModelProvider.AzureOpenAI or ModelProvider.Compatible && Endpoint.Length == 0)
        {
            throw new InvalidDataException($"Setting Model:Endpoint: {Provider} needs the service's address, such as {(Provider == ModelProvider.AzureOpenAI ? "https://RESOURCE.openai.azure.com" : "http://localhost:11434/v1")}.");
        }

        if (Endpoint.Length > 0 && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0))
        {
            throw new InvalidDataException("Setting Model:Endpoint: give an http or https address without a user name or password in it.");
        }

        if (DailyLimit > 0 && InputPrice == 0 && OutputPrice == 0)
        {
            throw new InvalidDataException("Setting Model:DailyLimit: give Model:InputPrice and Model:OutputPrice too (per million tokens), or nothing would ever be counted as spent.");
        }
    }
}

public enum ModelProvider
{
    None,
    OpenAI,
    AzureOpenAI,
    Compatible,
}

public enum StructuredOutput
{
    Schema,
    Json,
    None,
}
