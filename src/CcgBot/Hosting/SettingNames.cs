using System.Collections;
using CcgBot.Text;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Hosting;

/// <summary>
/// The names of settings that a host knows: its own sections beside the library's. A name that none of them has is an error that names the
/// nearest, in every host: a mistyped setting would otherwise leave the default in force without a word.
/// </summary>
/// <param name="sections">Section → the class that it is bound to, beside those of <see cref="BotSettings"/>.</param>
/// <param name="others">Sections (<c>Logging</c>) and single settings (<c>Model:Key</c>) that are read elsewhere: what is in them isn't looked at.</param>
public sealed class SettingNames(IReadOnlyDictionary<string, Type> sections, IReadOnlyCollection<string> others)
{
    /// <summary>What .NET's own hosts read at the top of a configuration.</summary>
    public static IReadOnlyCollection<string> OfDotNet { get; } =
        ["Logging", "AllowedHosts", "Kestrel", "Urls", "Http_Ports", "Https_Ports", "Https_Port", "Environment", "ContentRoot", "WebRoot", "ApplicationName", "ConnectionStrings", "DetailedErrors"];

    /// <summary>More than one class may be bound to a section: <c>Bot</c> has the library's contact and the channel's credentials.</summary>
    private readonly ILookup<string, Type> _sections = typeof(BotSettings).GetProperties()
        .Select(property => KeyValuePair.Create(property.Name, property.PropertyType))
        .Concat(sections)
        .ToLookup(section => section.Key, section => section.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, as in <c>Retrieval:Dense:Weight</c>.</summary>
    public IReadOnlyList<string> All => field ??= [.. _sections.SelectMany(section => section.SelectMany(type => Leaves(section.Key, type)))];

    /// <summary>Whether a setting of this name, or an item of a list of this name, is known.</summary>
    public bool Has(string name) => All.Any(known =>
        name.Equals(known, StringComparison.OrdinalIgnoreCase) || name.StartsWith(known + ":", StringComparison.OrdinalIgnoreCase));

    /// <param name="given">
    /// Top names that were given to this program by hand (<c>--set</c>): these mean nobody else, while the environment is full of names that do. Null = none.
    /// </param>
    /// <exception cref="InvalidDataException">A setting is unknown; the message names it and the nearest one.</exception>
    public void Check(IConfiguration configuration, IEnumerable<string>? given = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var ours = (given ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetChildren())
        {
            if (_sections.Contains(section.Key))
            {
                CheckSection(section, [.. _sections[section.Key]]);
            }
            else if (!others.Contains(section.Key, StringComparer.OrdinalIgnoreCase) && (ours.Contains(section.Key) || IsMistyped(section)))
            {
                throw Unknown(section.GetChildren().FirstOrDefault()?.Path ?? section.Path);
            }
        }
    }

    /// <summary>A section, not a single value, whose name is one or two letters from one of ours.</summary>
    private bool IsMistyped(IConfigurationSection section) =>
        section.GetChildren().Any() && _sections.Any(known => known.Key.Length > 4 && EditDistance.Of(known.Key.ToLowerInvariant(), section.Key.ToLowerInvariant()) <= 2);

    private void CheckSection(IConfigurationSection section, IReadOnlyList<Type> types)
    {
        if (types is [var only] && typeof(IEnumerable).IsAssignableFrom(only))
        {
            Check(section, only);
        }
        else
        {
            CheckProperties(section, types);
        }
    }

    private void Check(IConfigurationSection section, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || !type.IsClass && !type.IsInterface || type == typeof(Uri))
        {
            if (section.GetChildren().FirstOrDefault() is { } below)
            {
                throw Unknown(below.Path);
            }

            return;
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            // Numbered items, or names of the operator's own: only what stands in each can be known.
            var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments().LastOrDefault() ?? typeof(string);
            foreach (var child in section.GetChildren())
            {
                Check(child, item);
            }

            return;
        }

        CheckProperties(section, [type]);
    }

    private void CheckProperties(IConfigurationSection section, IEnumerable<Type> types)
    {
        var properties = types.SelectMany(type => type.GetProperties())
            .DistinctBy(property => property.Name)
            .ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);
        foreach (var child in section.GetChildren().Where(child => !others.Contains(child.Path, StringComparer.OrdinalIgnoreCase)))
        {
            Check(child, properties.TryGetValue(child.Key, out var property) ? property : throw Unknown(child.Path));
        }
    }

    private InvalidDataException Unknown(string path) => new($"There is no setting {path}. The nearest is {Nearest(path)}.");

    /// <summary>The one of the same last part in another section, else the one of fewest changed letters.</summary>
    private string Nearest(string path)
    {
        var last = Last(path);
        return All.Where(name => Last(name).Equals(last, StringComparison.OrdinalIgnoreCase)).OrderBy(name => Distance(name, path)).FirstOrDefault()
            ?? All.MinBy(name => Distance(name, path) + Distance(Last(name), last))!;
    }

    private static string Last(string path) => path[(path.LastIndexOf(':') + 1)..];

    private static int Distance(string a, string b) => EditDistance.Of(a.ToLowerInvariant(), b.Length > 200 ? b[..200].ToLowerInvariant() : b.ToLowerInvariant());

    private static IEnumerable<string> Leaves(string path, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) || !type.IsClass || type == typeof(Uri) || typeof(IEnumerable).IsAssignableFrom(type)
            ? [path]
            : type.GetProperties().Where(property => property.SetMethod?.IsPublic == true).SelectMany(property => Leaves($"{path}:{property.Name}", property.PropertyType));
    }
}
