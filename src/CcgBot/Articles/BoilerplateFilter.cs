using System.Text.RegularExpressions;

namespace CcgBot.Articles;

/// <summary>
/// Tells what a web page puts around an article (share and close buttons, menus, cookie notices, a promotion at the foot) from the
/// article, by what such text has in common; a source that the rules get wrong is put right by <c>notEvidence</c> in the manifest.
/// </summary>
public static partial class BoilerplateFilter
{
    private const int MostWordsOfControl = 8;
    private const int MostWordsOfHeading = 8;
    private const int MostBlocksOfPromotion = 3;

    /// <summary>The label of a button, link or menu, or a cookie or copyright notice.</summary>
    public static bool IsControl(string block) =>
        !block.Contains('\n') && Words(block).Count <= MostWordsOfControl && ControlLabel().IsMatch(block.Trim(' ', '.', ':', '»', '›', '>', '|'))
        || CookieNotice().IsMatch(block);

    /// <summary>
    /// A label run into the end of the last sentence ("… and April.Close"): a capital right after a full stop, one to three words, no
    /// end mark, nothing after it.
    /// </summary>
    /// <returns>Where the label begins; -1 when there is none.</returns>
    public static int GluedLabel(string lastBlock) => GluedLabelPattern().Match(lastBlock) is { Success: true } match ? match.Groups["label"].Index : -1;

    /// <summary>
    /// How many blocks at the foot are a promotion: a heading that shares no word with the article, then text that speaks as "us" to
    /// "you" and calls for an action, in an article that never addresses its reader (guidance does, and none of it may be lost).
    /// </summary>
    public static int PromotionLength(IReadOnlyList<string> body)
    {
        for (var length = 2; length <= MostBlocksOfPromotion + 1 && length < body.Count; length++)
        {
            var start = body.Count - length;
            var heading = body[start];
            if (!IsHeading(heading))
            {
                continue;
            }

            var article = body.Take(start).ToList();
            var articleWords = article.SelectMany(Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var foot = string.Join('\n', body.Skip(start + 1));
            var ours = FirstPerson().IsMatch(foot) && SecondPerson().IsMatch(foot) && CallToAction().IsMatch(foot);
            if (ours && !article.Exists(block => SecondPerson().IsMatch(Quoted().Replace(block, "")))
                && !Words(heading).Exists(articleWords.Contains))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>A short single line with no end mark.</summary>
    public static bool IsHeading(string block) =>
        !block.Contains('\n') && Words(block).Count is > 0 and <= MostWordsOfHeading && !EndMark().IsMatch(block);

    internal static List<string> Words(string text) => [.. WordPattern().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("""
        ^(?:
          (?:share|print|e-?mail|tweet|pin|save|bookmark|copy\ link|like)(?:\s{1,20}(?:this|the|on|via|by|to|with|an?|article|page|story|post|link|facebook|twitter|x|linkedin|whatsapp|e-?mail|friends?|others)){0,9}
        | (?:close|menu|search|home|more|next|previous|back|top|contents?|comments?(?:\s{0,20}\(\d{1,60}\))?|reply|advertisement|sponsored|loading)
        | (?:back\ to\ top|skip\ to\ (?:main\ )?content|read\ more|show\ more|see\ (?:also|more)|find\ out\ more|click\ here|learn\ more)
        | (?:log|sign)[\ -]?(?:in|out|up)(?:\s{1,20}(?:or|to|/|for)\s{1,20}.{0,300})?
        | (?:subscribe|register|follow\ us|contact\ us|about\ us|join\ us)(?:\s{1,20}(?:now|today|here|to|on|for)\b.{0,300})?
        | (?:accept|reject|manage)(?:\s{1,20}all)?\s{1,20}cookies
        | (?:related|recommended|popular|latest|most\ read|trending)(?:\s{1,20}(?:articles?|content|stories|news|posts|topics|links|reading))?
        | (?:privacy|cookie)\s{1,20}(?:policy|notice|settings)
        | terms\ (?:of\ use|and\ conditions|&\ conditions)
        | (?:copyright\s{0,20})?©.{0,300}
        | all\ rights\ reserved
        )$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ControlLabel();

    [GeneratedRegex(@"\b(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b|\bby (?:continuing|using) (?:to (?:use|browse) )?(?:this|our) (?:web)?site\b.{0,300}\bcookies\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CookieNotice();

    [GeneratedRegex("""[\p{Ll}\d)”’"][.!?…]["”’)]*(?<label>\p{Lu}\p{Ll}+(?:[ ]\p{Ll}+){0,2})$""", RegexOptions.NonBacktracking)]
    private static partial Regex GluedLabelPattern();

    [GeneratedRegex(@"\b(?:join|subscribe|sign up|register|enrol|book|buy|donate|download|discover|explore|find out|visit|follow|apply|browse|refresh)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CallToAction();

    [GeneratedRegex(@"\b(?:our|us)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FirstPerson();

    [GeneratedRegex(@"\b(?:you|your)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SecondPerson();

    [GeneratedRegex("“[^”]*”|\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex("""[.!?:;,…]["”’')\]]*\s*$""", RegexOptions.NonBacktracking)]
    private static partial Regex EndMark();

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}
