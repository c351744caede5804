using System.CommandLine;
using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Documents;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Model;
using CcgBot.Postgres;
using CcgBot.Retrieval;
using CcgBot.Storage;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Cli;

/// <summary>Options that most commands have, and the engine they ask for.</summary>
internal sealed class CommonOptions
{
    public Option<DirectoryInfo?> Index { get; } = new("--index")
    {
        Description = "The folder with the store and the index; default: index/ of the project.",
    };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "A setting for this run, as in Retrieval:K1=0.9. May be given more than once.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The parts of a language model for a configuration; set by the program, which names the vendor.</summary>
    public static Func<IConfiguration, EngineParts> Parts { get; set; } = _ => new EngineParts();

    /// <summary>What reads documents; set by the program, which ends it.</summary>
    public static ReaderProcess? Documents { get; set; }

    public void AddTo(Command command)
    {
        command.Options.Add(Index);
        command.Options.Add(Set);
    }

    /// <summary>The settings that any host reads; those of the web host alone are not looked into here.</summary>
    public static SettingNames Names { get; } = new(
        new Dictionary<string, Type> { ["Model"] = typeof(ModelOptions), ["Bot"] = typeof(BotOptions), ["DirectLine"] = typeof(DirectLineOptions) },
        [.. SettingNames.OfDotNet, "Web", "SignIn", "Telemetry", "Index", ModelKey.Setting]);

    public BotSettings Settings(ParseResult parsed, params IEnumerable<KeyValuePair<string, string?>> further) =>
        BotSettings.Read(Configuration(parsed, further), Names, Overrides(parsed).Select(pair => pair.Key.Split(':')[0]));

    public IConfiguration Configuration(ParseResult parsed, params IEnumerable<KeyValuePair<string, string?>> further) =>
        BotSettings.Configuration(Home.Locate(), Overrides(parsed).Concat(further));

    public string IndexFolder(ParseResult parsed) => parsed.GetValue(Index)?.FullName ?? Home.Locate().Index;

    /// <param name="answersSoon">The command asks a question as soon as the engine is open.</param>
    /// <param name="progress">Told how far what was stored before and not indexed, or not encoded, is brought up.</param>
    /// <param name="makesStore">The command makes a store where there is none; others take a folder without one for a mistyped name.</param>
    /// <exception cref="InvalidDataException">The folder named by --index has no store.</exception>
    public BotEngine Open(ParseResult parsed, CancellationToken cancellationToken, bool answersSoon = false, bool makesStore = false, IProgress<IndexProgress>? progress = null)
    {
        var settings = Settings(parsed);
        if (!makesStore && parsed.GetValue(Index) is not null && !settings.Storage.InPostgres)
        {
            RequireStore(parsed);
        }

        return BotEngine.Open(IndexFolder(parsed), settings, TimeProvider.System, cancellationToken, parts: Parts(Configuration(parsed)) with { AnswersSoon = answersSoon }, progress: progress);
    }

    public string StorePath(ParseResult parsed) => Path.Combine(IndexFolder(parsed), "ccgbot.db");

    /// <summary>The store alone, for commands that don't search.</summary>
    /// <exception cref="InvalidDataException">There is none: such a command makes no empty store.</exception>
    public Database OpenStore(ParseResult parsed)
    {
        var storage = Settings(parsed).Storage;
        if (!storage.InPostgres)
        {
            RequireStore(parsed);
        }

        return PostgresStore.Open(storage, StorePath(parsed));
    }

    /// <exception cref="InvalidDataException">There is no SQLite file.</exception>
    public void RequireStore(ParseResult parsed)
    {
        if (!File.Exists(StorePath(parsed)))
        {
            throw new InvalidDataException($"There is no store {StorePath(parsed)}: run 'ccgbot ingest PATH' first, or name its folder with --index.");
        }
    }

    public EvidenceLog OpenEvidence(ParseResult parsed) => new(OpenStore(parsed), Settings(parsed).Evidence, TimeProvider.System);

    /// <exception cref="ArgumentException">A pair without "=".</exception>
    public IEnumerable<KeyValuePair<string, string?>> Overrides(ParseResult parsed) => parsed.GetValue(Set)!.Select(pair =>
        pair.IndexOf('=') is > 0 and var at
            ? KeyValuePair.Create(pair[..at], (string?)pair[(at + 1)..])
            : throw new ArgumentException($"--set {pair}: write Section:Key=value."));
}
