using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>UK postcodes in full (a district such as SW1 names thousands of homes and stays), by the areas that exist (Royal Mail PAF).</summary>
internal static partial class Postcodes
{
    public static IEnumerable<Range> In(string text) => Postcode().Matches(text)
        .Where(match => !IsOrdinalOrDose(match))
        .Select(match => match.Index..(match.Index + match.Length))
        .Concat(Spaced().Matches(text).Where(match => IsWhole(match.Value)).Select(match => match.Index..(match.Index + match.Length)))
        .OrderBy(range => range.Start.Value)
        .Aggregate(new List<Range>(), (ranges, range) =>
        {
            if (ranges.Count == 0 || ranges[^1].End.Value <= range.Start.Value)
            {
                ranges.Add(range);
            }

            return ranges;
        });

    private static bool IsWhole(string apart)
    {
        var joined = string.Concat(apart.Where(char.IsLetterOrDigit));
        return joined.Length >= 5 && Postcode().Match(joined) is { Success: true } match && match.Length == joined.Length;
    }

    /// <summary>Letter by letter: "S W 1 A 1 A A".</summary>
    [GeneratedRegex(@"\b[A-Za-z](?:[ .-][A-Za-z0-9]){4,6}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Spaced();

    /// <summary>"the M1 2nd exit", "vitamin B12 5ug": the letters after the digit are small where a postcode's would be as large as the rest.</summary>
    private static bool IsOrdinalOrDose(Match match)
    {
        var inward = match.Groups["inward"].Value;
        return char.IsUpper(match.Value[0])
            && (inward is "1st" or "2nd" or "3rd" || inward[0] >= '4' && inward.EndsWith("th", StringComparison.Ordinal) || inward.EndsWith("ug", StringComparison.Ordinal))
            || inward.EndsWith("ug", StringComparison.Ordinal) && match.Value[0] is 'b';
    }

    [GeneratedRegex(
        """
        (?<![\p{L}\p{N}])
        (?:(?:A[BL]|B[ABDFHLNRSTX]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|GIR|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?|M[EKL]?
           |N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)
           [0-9][0-9A-HJKMNPR-Y]?|GIR)
        [ .,\u00A0\u2009\u202F-]{0,2}
        (?<inward>[0-9][ABD-HJLNP-UW-Z]{2})
        (?![\p{L}\p{N}])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Postcode();
}
