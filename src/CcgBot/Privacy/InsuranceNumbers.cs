using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>National Insurance numbers: two letters of those in use, six digits, A to D (HMRC, NIM39110).</summary>
internal static partial class InsuranceNumbers
{
    public static IEnumerable<Range> In(string text) => Number().Matches(text).Select(match => match.Index..(match.Index + match.Length));

    [GeneratedRegex(@"(?<!\w)(?!(?:BG|GB|NK|KN|TN|NT|ZZ))[A-CEGHJ-PR-TW-Z][ .-]?[A-CEGHJ-NPR-TW-Z][ .-]{0,2}[0-9][ .-]?[0-9][ .-]{0,2}[0-9][ .-]?[0-9][ .-]{0,2}[0-9][ .-]?[0-9][ .-]{0,2}[A-D](?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
