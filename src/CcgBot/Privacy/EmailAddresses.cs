using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>E-mail addresses, also written "name (at) place.uk" or with spaces around the @.</summary>
internal static partial class EmailAddresses
{
    public static IEnumerable<Range> In(string text) =>
        text.AsSpan().ContainsAny('@', '\uFF20') || text.Contains("at", StringComparison.OrdinalIgnoreCase)
            ? Found(text)
            : [];

    private static IEnumerable<Range> Found(string text)
    {
        var end = 0;
        foreach (var match in Address().Matches(text).Concat(Said().Matches(text)).OrderBy(match => match.Index).ThenByDescending(match => match.Length))
        {
            if (match.Index >= end)
            {
                end = match.Index + match.Length;
                yield return match.Index..end;
            }
        }
    }

    // "anna dot b at example dot org", "anna.b at example.org.uk", "anna . b @ example . org".
    [GeneratedRegex(
        @"\b[a-z0-9_%+-]{1,64}(?:[ ]?(?:\.|[(\[]?\bdot\b[)\]]?)[ ]?[a-z0-9_%+-]{1,64}){0,5}[ ]?(?:@|[(\[<]?\bat\b[)\]>]?)[ ]?[a-z0-9-]{1,63}(?:[ ][(\[]?dot[)\]]?[ ][a-z0-9-]{2,63}){1,4}\b"
        + @"|\b[a-z0-9_%+-]{1,64}[._][a-z0-9._%+-]{1,64} at [a-z0-9-]{1,63}(?:\.[a-z0-9-]{2,63}){1,4}\b"
        + @"|\b[a-z0-9_%+-]{1,64}(?:[ ]?\.[ ]?[a-z0-9_%+-]{1,64}){0,5}[ ]?@[ ]?[a-z0-9-]{1,63}(?:[ ]?\.[ ]?[a-z0-9-]{2,63}){1,4}\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Said();

    [GeneratedRegex(
        """
        [\p{L}\p{N}_](?:[\p{L}\p{N}._%+'’&-]{0,80}[\p{L}\p{N}_+-])?
        (?:[ ]?[@\uFF20][ ]?|\s?[(\[{]\s?at\s?[)\]}]\s?)
        [\p{L}\p{N}](?:[\p{L}\p{N}-]{0,60}[\p{L}\p{N}])?
        (?:(?:\.|\s?[(\[{]\s?dot\s?[)\]}]\s?)[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,60}[\p{L}\p{N}])?){1,9}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
