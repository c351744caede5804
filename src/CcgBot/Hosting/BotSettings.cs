using System.ComponentModel.DataAnnotations;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Reading;
using CcgBot.Storage;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Hosting;

/// <summary>Every setting of the library, a section a concept, checked when read. The hosts add their own sections.</summary>
public sealed class BotSettings
{
    public StorageOptions Storage { get; set; } = new();

    public IngestOptions Ingest { get; set; } = new();

    /// <summary>Where articles live that the host keeps in step, by names of the operator's. Default none.</summary>
    public Dictionary<string, SourceOptions> Sources { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public AnsweringOptions Answering { get; set; } = new();

    public RetrievalOptions Retrieval { get; set; } = new();

    public ReadingOptions Reading { get; set; } = new();

    public EvidenceOptions Evidence { get; set; } = new();

    public CuratedOptions Curated { get; set; } = new();

    public ConversationOptions Conversations { get; set; } = new();

    public BotIdentity Bot { get; set; } = new();

    /// <summary>Changes when a setting does that answers hang on: kept in each evidence record.</summary>
    /// <param name="model">The model part's identity; null or empty = no model answers.</param>
    internal string AnsweringHash(string? model) =>
        string.IsNullOrEmpty(model) ? SettingsHash.Of(new { Answering, Retrieval, Reading }) : SettingsHash.Of(new { Answering, Retrieval, Reading, model });

    /// <summary>appsettings.json, then environment variables (<c>Retrieval__K1</c>), then <c>--set Retrieval:K1=0.9</c> pairs, the last of a name.</summary>
    public static IConfiguration Configuration(Home home, IEnumerable<KeyValuePair<string, string?>>? overrides = null) =>
        new ConfigurationBuilder()
            .AddJsonFile(home.Settings, optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection((overrides ?? []).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(same => same.Last()))
            .Build();

    /// <param name="names">The names that the host knows; null = the library's.</param>
    /// <param name="given">Top names given by hand: <see cref="SettingNames.Check"/>.</param>
    /// <exception cref="InvalidDataException">A setting is unknown, or a value is out of its range or of the wrong kind; the message names the setting.</exception>
    public static BotSettings Read(IConfiguration configuration, SettingNames? names = null, IEnumerable<string>? given = null)
    {
        (names ?? new SettingNames(new Dictionary<string, Type>(), [])).Check(configuration, given);
        if (string.Equals(configuration["Retrieval:Dense:Encoder"], "Small", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                "Setting Retrieval:Dense:Encoder is Small: that encoder is no longer part of the program. Remove the setting to use the packaged one, or set Onnx or Endpoint.");
        }

        var settings = new BotSettings();
        try
        {
            configuration.Bind(settings);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidDataException($"A setting can't be read: {error.Message}", error);
        }

        foreach (var section in typeof(BotSettings).GetProperties())
        {
            Validate(section.Name, section.GetValue(settings)!);
        }

        foreach (var (name, source) in settings.Sources)
        {
            Validate($"Sources:{name}", source);
        }

        return settings;
    }

    /// <summary>Checks one options object by its data annotations.</summary>
    /// <exception cref="InvalidDataException">The message names each setting and what it may be.</exception>
    public static void Validate(string section, object options)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            throw new InvalidDataException(string.Join(' ', results.Select(result => $"Setting {section}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}")));
        }
    }
}
