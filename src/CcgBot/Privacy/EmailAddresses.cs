using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>E-mail addresses, also written "name (at) place.uk" or with spaces around the @.</summary>
internal static partial class EmailAddresses
{
    public static IEnumerable<Range> In(string text) =>
        text.AsSpan().ContainsAny('@', '\uFF20') || text.Contains("at", StringComparison.OrdinalIgnoreCase)
            ? Address().Matches(text).Select(match => match.Index..(match.Index + match.Length))
            : [];

    [GeneratedRegex(
        """
        [\p{L}\p{N}_](?:[\p{L}\p{N}._%+'’&-]*[\p{L}\p{N}_+-])?
        (?:[ ]?[@\uFF20][ ]?|\s?[(\[{]\s?at\s?[)\]}]\s?)
        [\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?
        (?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
