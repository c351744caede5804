using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcgBot.Articles;

/// <summary>Names of groups as a JSON array.</summary>
internal sealed class GroupSetJson : JsonConverter<GroupSet>
{
    public override GroupSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var names = new List<string?>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Groups must be a list of names.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("Groups must be a list of names."));
        }

        return GroupSet.Of(names, GroupSet.MostOfPerson);
    }

    public override void Write(Utf8JsonWriter writer, GroupSet value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text);
}

/// <summary>Names of groups, without order, doubles or case; two sets of the same names are equal.</summary>
[JsonConverter(typeof(GroupSetJson))]
public sealed class GroupSet : IEquatable<GroupSet>
{
    /// <summary>Groups that one article can name.</summary>
    public const int MostOfArticle = 64;

    /// <summary>Groups that one person can be in: what Microsoft Entra allows.</summary>
    public const int MostOfPerson = 2_048;

    /// <summary>What stands for no group in records: whoever may read everything.</summary>
    internal const string Everyone = "*";

    private const int LongestName = 200;

    private readonly HashSet<string> _names;

    private GroupSet(IEnumerable<string> names)
    {
        _names = names.ToHashSet(StringComparer.Ordinal);
        Names = [.. _names.Order(StringComparer.Ordinal)];
        Text = JsonSerializer.Serialize(Names);
    }

    public static GroupSet Empty { get; } = new([]);

    /// <summary>In lower case, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names as a JSON array: the same for equal sets.</summary>
    public string Text { get; }

    public bool IsEmpty => Names.Count == 0;

    /// <summary>Takes names as people write them.</summary>
    /// <param name="most">A longer list is no list of groups.</param>
    /// <exception cref="InvalidDataException">A name can't be one; the message says which and why.</exception>
    public static GroupSet Of(IEnumerable<string?> names, int most = MostOfArticle)
    {
        ArgumentNullException.ThrowIfNull(names);
        var read = new List<string>();
        foreach (var name in names)
        {
            read.Add(Name(name));
            if (read.Count > most)
            {
                throw new InvalidDataException($"more than {most} groups; make one group of them where they are kept, and name that.");
            }
        }

        return read.Count == 0 ? Empty : new GroupSet(read);
    }

    /// <summary>Takes what a token or a directory says of a person: names that can't be one are left out, as they open nothing.</summary>
    public static GroupSet OfPerson(IEnumerable<string?> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var read = names.Where(name => Problem(name) is null).Take(MostOfPerson).Select(name => Name(name)).ToList();
        return read.Count == 0 ? Empty : new GroupSet(read);
    }

    /// <summary>Reads names parted by commas, as on a command line; nothing between commas is no name.</summary>
    /// <exception cref="InvalidDataException">A name can't be one; the message says which and why.</exception>
    public static GroupSet Parse(string text, int most = MostOfArticle)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text.Split(',').Where(name => !string.IsNullOrWhiteSpace(name)), most);
    }

    /// <summary>Reads what <see cref="Text"/> gave.</summary>
    public static GroupSet FromText(string text) => new(JsonSerializer.Deserialize<string[]>(text)!);

    public bool Overlaps(GroupSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (few, many) = Names.Count <= other.Names.Count ? (this, other) : (other, this);
        return few.Names.Any(many._names.Contains);
    }

    /// <summary>Every name of either.</summary>
    public GroupSet With(GroupSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsEmpty ? other : other.IsEmpty ? this : new GroupSet(_names.Concat(other._names).Take(MostOfPerson));
    }

    public bool Equals(GroupSet? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as GroupSet);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(", ", Names);

    private static string Name(string? name) =>
        Problem(name) is { } problem ? throw new InvalidDataException(problem) : name!.Trim().Normalize().ToLowerInvariant();

    private static string? Problem([NotNull] string? name)
    {
        var text = name?.Trim() ?? "";
        name = text;
        return text.Length == 0 ? "a group without a name; write its name or leave it out."
            : text.Length > LongestName ? $"the group '{text[..40]}…' has more than {LongestName} characters; use its id."
            : text == Everyone ? $"'{Everyone}' is not a group; leave the groups empty for everyone."
            : text.Any(character => char.IsControl(character) || char.IsSurrogate(character) || character is ',' or '\uFFFD') ? $"the group '{new string([.. text.Where(character => !char.IsControl(character)).Take(40)])}' has a comma or a character that no name can have; use its id."
            : null;
    }
}
