using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace CcgBot.Model;

/// <summary>
/// The model's key: from an environment variable or from user secrets, nowhere else. Its text form is a placeholder, so that no log,
/// exception or evidence record can hold it by accident.
/// </summary>
public sealed class ModelKey
{
    /// <summary>The name in user secrets and, as <c>Model__Key</c>, in the environment.</summary>
    public const string Setting = "Model:Key";

    /// <summary>What <c>dotnet user-secrets --id</c> takes.</summary>
    public const string SecretsId = "ccgbot";

    private readonly string _value;

    public ModelKey(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value.Trim();
    }

    /// <summary>Looks for the key; null when the provider needs none.</summary>
    /// <exception cref="InvalidDataException">The key is missing, or stands in a settings file or on the command line.</exception>
    public static ModelKey? Find(ModelOptions options, IConfiguration configuration, Func<string, string?>? environment = null)
    {
        RefuseElsewhere(configuration);
        if (options.Provider == ModelProvider.None || options.AzureIdentity || options.ReplayFile.Length > 0)
        {
            return null;
        }

        environment ??= Environment.GetEnvironmentVariable;
        var variable = options.KeyVariable.Length > 0 ? options.KeyVariable : options.Provider switch
        {
            ModelProvider.OpenAI => "OPENAI_API_KEY",
            ModelProvider.AzureOpenAI => "AZURE_OPENAI_API_KEY",
            _ => "",
        };
        var value = variable.Length > 0 ? environment(variable) : null;
        value = string.IsNullOrWhiteSpace(value) ? environment("Model__Key") : value;
        value = string.IsNullOrWhiteSpace(value) ? new ConfigurationBuilder().AddUserSecrets(SecretsId).Build()[Setting] : value;
        if (!string.IsNullOrWhiteSpace(value))
        {
            return new ModelKey(value);
        }

        return options.Provider == ModelProvider.Compatible && options.KeyVariable.Length == 0
            ? null
            : throw new InvalidDataException(
                $"No key for {options.Provider}: set the environment variable {variable}, or run 'dotnet user-secrets set {Setting} KEY --id {SecretsId}'.");
    }

    /// <summary>The key itself: for the client's credential only.</summary>
    public string Reveal() => _value;

    /// <summary>A text without the key in it: a service may send it back in an error message.</summary>
    public string Mask(string text) => text.Replace(_value, "[key]", StringComparison.Ordinal);

    public override string ToString() => "[key]";

    private static void RefuseElsewhere(IConfiguration configuration)
    {
        if (configuration is not IConfigurationRoot root)
        {
            return;
        }

        foreach (var provider in root.Providers.Where(provider => provider.TryGet(Setting, out var value) && !string.IsNullOrEmpty(value)))
        {
            var secret = provider is EnvironmentVariablesConfigurationProvider
                || (provider is JsonConfigurationProvider json && json.Source.Path is "secrets.json");
            if (!secret)
            {
                throw new InvalidDataException(
                    $"Setting {Setting} is in a settings file or on the command line: take it out, have the key replaced (it was readable), and set an environment variable or user secret instead.");
            }
        }
    }
}
