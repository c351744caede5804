using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>UK postcodes in full (a district such as SW1 names thousands of homes and stays), by the areas that exist (Royal Mail PAF).</summary>
internal static partial class Postcodes
{
    public static IEnumerable<Range> In(string text) => Postcode().Matches(text)
        .Where(match => !IsOrdinalOrDose(match))
        .Select(match => match.Index..(match.Index + match.Length));

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
        [ \u00A0\u2009\u202F-]{0,2}
        (?<inward>[0-9][ABD-HJLNP-UW-Z]{2})
        (?![\p{L}\p{N}])
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Postcode();
}
