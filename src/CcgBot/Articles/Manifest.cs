using System.Globalization;
using System.Text.RegularExpressions;
using CcgBot.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CcgBot.Articles;

/// <summary><c>articles.yaml</c> beside the files: what their text does not say, or what the reader would get wrong.</summary>
public sealed class Manifest
{
    public const string FileName = "articles.yaml";

    private readonly Dictionary<string, ManifestEntry> _entries;

    private Manifest(Dictionary<string, ManifestEntry> entries, GroupSet? groups = null) => (_entries, Groups) = (entries, groups);

    /// <summary>Who may read the articles of the folder and of those below it that don't say it themselves; null = it doesn't say.</summary>
    public GroupSet? Groups { get; }

    /// <summary>Reads the manifest of a folder; one without entries when there is none.</summary>
    /// <exception cref="InvalidDataException">It can't be read; the message names the line and the fix.</exception>
    public static Manifest Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return new Manifest([]);
        }

        try
        {
            var file = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
                .Deserialize<ManifestFile?>(File.ReadAllText(path));
            return new Manifest((file?.Articles ?? []).ToDictionary(
                line => SearchFolding.Composed(line.File ?? throw new InvalidDataException($"{path}: every article needs 'file', the name of its file.")),
                ManifestEntry.From,
                StringComparer.Ordinal), GroupsOf(path, file?.Groups));
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{path}:{error.Start.Line}: {error.InnerException?.Message ?? error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: a file is listed twice: {error.Message}", error);
        }
    }

    /// <param name="file">The file's name relative to the manifest's folder.</param>
    /// <remarks>However its letters with marks are composed: file systems differ in that.</remarks>
    public ManifestEntry? For(string file) => _entries.GetValueOrDefault(SearchFolding.Composed(file));

    internal static GroupSet? GroupsOf(string whose, List<string?>? names)
    {
        try
        {
            return names is null ? null : GroupSet.Of(names);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{whose}: {error.Message}", error);
        }
    }

    private sealed class ManifestFile
    {
        public List<ManifestLine> Articles { get; set; } = [];

        public List<string?>? Groups { get; set; }
    }
}

/// <summary>One article of a manifest; null = the reader infers it.</summary>
public sealed partial record ManifestEntry(
    string? Id, string? Title, string? Publisher, DateOnly? Published, string? Url, IReadOnlyList<string> NotEvidence)
{
    /// <summary>Who may read it; empty = everyone, null = it doesn't say.</summary>
    public GroupSet? Groups { get; init; }

    /// <summary>Sets apart the blocks that <see cref="NotEvidence"/> names: a text (the block is or begins with it) or paragraph numbers ("3", "5-7").</summary>
    public IEnumerable<Block> Exclude(IEnumerable<Block> numbered) => numbered.Select(block =>
        block.Kind == BlockKind.Paragraph && NotEvidence.Any(item => Names(item, block)) ? block with { Kind = BlockKind.Boilerplate } : block);

    internal static ManifestEntry From(ManifestLine line) => new(
        line.Id,
        line.Title,
        line.Publisher,
        line.Published is null
            ? null
            : DateOnly.TryParseExact(line.Published, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : throw new InvalidDataException($"{line.File}: published '{line.Published}' is not a date; write yyyy-MM-dd, or leave it out when the source gives none."),
        line.Url,
        line.NotEvidence)
    {
        Groups = Manifest.GroupsOf(line.File ?? Manifest.FileName, line.Groups),
    };

    private static bool Names(string item, Block block) => Range().Match(item.Trim()) is { Success: true } range
        ? block.Ordinal >= int.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture)
            && block.Ordinal <= int.Parse(range.Groups[range.Groups[2].Success ? 2 : 1].Value, CultureInfo.InvariantCulture)
        : block.Text.StartsWith(item.Trim(), StringComparison.Ordinal);

    [GeneratedRegex(@"^p?([0-9]{1,7})(?:\s{0,20}[-–]\s{0,20}p?([0-9]{1,7}))?$")]
    private static partial Regex Range();
}

internal sealed class ManifestLine
{
    public string? File { get; set; }

    public string? Id { get; set; }

    public string? Title { get; set; }

    public string? Publisher { get; set; }

    public string? Published { get; set; }

    public string? Url { get; set; }

    public List<string> NotEvidence { get; set; } = [];

    public List<string?>? Groups { get; set; }
}
