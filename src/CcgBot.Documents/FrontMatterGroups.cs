using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>
/// The groups of a front matter: <c>groups: [a, b]</c>, <c>groups: a, b</c>, or a line with a dash for each. What stands there and can't be read as names
/// is an error and never nothing: the document would be open to everyone.
/// </summary>
internal static class FrontMatterGroups
{
    private const string Key = "groups";
    private const int MostLines = 200;

    /// <returns>Null where the front matter has no such line.</returns>
    /// <exception cref="UnreadableException">It has one without names that can be read.</exception>
    public static GroupSet? Of(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (IsKey(lines[i], out var value))
            {
                try
                {
                    return value.Length > 0 ? Flow(value) : Block(lines, i + 1);
                }
                catch (InvalidDataException error)
                {
                    throw new UnreadableException($"front matter: {error.Message}");
                }
            }
        }

        return null;
    }

    /// <summary>A front matter that nothing closes is text to Markdown: groups in it would be shown, and not heeded.</summary>
    /// <param name="text">The whole document, known to have no front matter.</param>
    /// <returns>Null.</returns>
    /// <exception cref="UnreadableException">It begins as one and names groups.</exception>
    public static GroupSet? OfUnclosed(string text)
    {
        var lines = text.Split('\n', MostLines + 1).Take(MostLines).Select(line => line.TrimEnd()).ToList();
        return lines is ["---", ..] && lines.Skip(1).TakeWhile(line => line.Length > 0 && line != "---").Any(line => IsKey(line, out _))
            ? throw new UnreadableException("the front matter names groups and does not end; close it with a line of ---.")
            : null;
    }

    private static bool IsKey(string line, out string value)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var found = colon > 0 && line[..colon].Trim().Trim('"', '\'').Equals(Key, StringComparison.OrdinalIgnoreCase);
        value = found ? WithoutComment(line[(colon + 1)..]) : "";
        return found;
    }

    private static GroupSet Flow(string value)
    {
        var isList = value.StartsWith('[');
        if (isList && !value.EndsWith(']') || value[0] is '{' or '&' or '*' or '|' or '>' or '!')
        {
            throw Unreadable();
        }

        var inner = isList ? value[1..^1] : value;
        return string.IsNullOrWhiteSpace(inner) ? GroupSet.Empty : GroupSet.Of(inner.Split(',').Select(Name));
    }

    private static GroupSet Block(IReadOnlyList<string> lines, int from)
    {
        var names = lines.Skip(from).Select(line => WithoutComment(line)).SkipWhile(line => line.Length == 0)
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => Name(line[2..])).ToList();
        return names.Count > 0 ? GroupSet.Of(names) : throw Unreadable();
    }

    private static string Name(string name) => name.Trim() is ['"' or '\'', .., '"' or '\''] quoted ? quoted[1..^1] : name.Trim();

    private static string WithoutComment(string text) => (text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and var mark ? text[..mark] : text).Trim();

    private static UnreadableException Unreadable() =>
        new("the front matter's groups can't be read; write groups: [one, two], or groups: [] for everyone.");
}
