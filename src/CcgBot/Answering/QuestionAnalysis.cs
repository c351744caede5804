using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Answering;

/// <summary>What the wording of a question asks for: the kind of answer, and the noun that a number or name must go with.</summary>
/// <param name="Focus">The lower-case noun phrase right after "how many" or "which": what is counted or chosen; empty when there is none.</param>
/// <param name="Count">The n of "which three …", 0 when no count is asked for.</param>
public sealed partial record QuestionAnalysis(AnswerType Type, string Focus, int Count)
{
    /// <summary>
    /// True when only an answer that holds what is asked for can be right: a number for "how many", a date for "when did", so many names for "which three".
    /// Not so for "how long" ("since the war") and "when does" ("after rain").
    /// </summary>
    public bool IsStrict { get; init; }

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static QuestionAnalysis Of(string question)
    {
        var text = Spaces().Replace(question, " ").Trim().ToLowerInvariant();
        var focus = FocusPattern().Match(text);
        var count = CountPattern().Match(text) is { Success: true } counted
            ? Array.IndexOf(Numbers, counted.Groups[1].Value) is >= 0 and var n ? n : int.TryParse(counted.Groups[1].Value, out var digits) ? digits : 0
            : 0;
        var type = TypeOf(text, count);
        return new QuestionAnalysis(type, focus.Success ? focus.Groups["focus"].Value : "", count)
        {
            IsStrict = type == AnswerType.List ? count > 1 : type is AnswerType.Number or AnswerType.Money or AnswerType.Date && StrictlyAsked().IsMatch(text),
        };
    }

    /// <summary>True for the "three" of "which three universities": it counts what is asked for, and need not stand in the answer.</summary>
    public bool IsCount(string word) =>
        Count > 0 && (Count < Numbers.Length && string.Equals(word, Numbers[Count], StringComparison.OrdinalIgnoreCase) || word == Count.ToString(CultureInfo.InvariantCulture));

    private static AnswerType TypeOf(string text, int count) => text switch
    {
        _ when Stand().IsMatch(text) => AnswerType.Definition,
        _ when DateNoun().IsMatch(text) => AnswerType.Date,
        _ when Money().IsMatch(text) => AnswerType.Money,
        _ when Many().IsMatch(text) => AnswerType.Number,
        _ when Date().IsMatch(text) => AnswerType.Date,
        _ when count > 1 || ListWanted().IsMatch(text) => AnswerType.List,
        _ when Who().IsMatch(text) => AnswerType.Person,
        _ when Place().IsMatch(text) => AnswerType.Place,
        _ when Organisation().IsMatch(text) => AnswerType.Organisation,
        _ when Why().IsMatch(text) => AnswerType.Reason,
        _ when YesNo().IsMatch(text) => AnswerType.YesNo,
        _ when Define().IsMatch(text) => AnswerType.Definition,
        _ => AnswerType.Thing,
    };

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b(?:how many|which|what|what (?:number|percentage|proportion|share|type|types|kind|kinds|sort|sorts) of|number of|how much)\s{1,20}(?:(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,60}|other|of the|different|the)\s{1,20}){0,9}(?<focus>[\w'’-]{1,60}(?:\s{1,20}[\w'’-]{1,60})?)")]
    private static partial Regex FocusPattern();

    [GeneratedRegex(@"\b(?:which|what|name|list|give|are the)\s{1,20}(?:the\s{1,20})?(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s{1,20}[a-z]")]
    private static partial Regex CountPattern();

    [GeneratedRegex(@"\b(?:stand|stands|stood) for\b|\babbreviat|\b(?:full|long) (?:name|form) of\b|\bwhat (?:does|do|is meant by|did) .{1,60}\bmean\b|\bdefin(?:e|ition)\b|\bmeaning of\b")]
    private static partial Regex Stand();

    [GeneratedRegex(@"\bhow much (?:\w{1,60} ){0,2}(?:money|cost|paid|pay|spend|spent|earn|funding|budget)|\bhow much (?:do|does|did|is|was|were|will|would|has|have|are)\b.{0,300}\b(?:cost|pay|paid|spend|spent|spending|worth|earn|owe|sell|sold|fund|budget|price|fee|revenue)|\b(?:salary|price|fee|cost|budget|wage|revenue|income)s? (?:of|for)\b|\bwhat (?:\w{1,60} ){0,3}(?:cost|price|fee|salary|budget|revenue|income|amount|prize|fine|bail|wage|debt)\b")]
    private static partial Regex Money();

    [GeneratedRegex(@"\bhow (?:many|much|old|long|far|tall|high|deep|wide|large|big|fast|often|heavy|frequently|hot|cold)\b|\bwhat (?:is|was|are|were) the (?:number|percentage|proportion|rate|population|size|height|length|weight|speed|temperature|area|distance|dose|age|ratio|score)\b|\b(?:what|which) (?:number|percentage|percent|proportion|share|fraction|age|dose)\b|\bnumber of\b")]
    private static partial Regex Many();

    [GeneratedRegex(@"\bhow many\b|\bhow much (?:\w{1,60} ){0,2}(?:money|cost|funding)\b|^(?:and |so |but )?when (?:did|was|were)\b|\b(?:what|which) (?:year|date|day|month|century|decade)\b")]
    private static partial Regex StrictlyAsked();

    [GeneratedRegex(@"\b(?:what|which) (?:\w{1,60} )?(?:years?|dates?|days?|months?|century|centuries|decades?|season|era)\b")]
    private static partial Regex DateNoun();

    [GeneratedRegex(@"^(?:and |so |but )?(?:since |until |by )?when\b|\bwhen (?:did|was|were|is|are|does|do|will|can|has|have|had)\b|\b(?:what|which|in what|in which) (?:year|date|day|month|century|decade|season|era|time)\b|\bwhat time\b|\bhow long ago\b|\b(?:date|year) (?:of|when|did|was)\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"^(?:please )?(?:list|name|enumerate|give (?:me )?(?:a )?list)\b|\bwhat are (?:the |some |all )|\bwhich (?:are|were) the\b|\bto whom\b.{0,300}\b(?:must|should|are)\b|\bwhat (?:types|kinds|sorts|examples|symptoms|causes|ways|factors|groups|methods)\b")]
    private static partial Regex ListWanted();

    [GeneratedRegex(@"\b(?:who|whom|whose)\b|\b(?:what|which) (?:\w{1,60} )?(?:person|man|woman|actor|actress|author|singer|king|queen|president|director|scientist|artist|leader|player|writer|professor|doctor|people|architect|composer|emperor|minister|poet|philosopher|inventor|founder|engineer|physicist|chemist|general|king's|duke|prince|pope|saint|team member|singers|actors|leaders|scientists)\b|\bname of the (?:\w{1,60} )?(?:person|man|woman|actor|author|director|leader)\b")]
    private static partial Regex Who();

    [GeneratedRegex(@"\bwhere\b|\b(?:what|which|in what|in which) (?:\w{1,60} )?(?:country|countries|city|cities|town|state|place|location|continent|region|county|river|island|street|area|province|village|district|nation|building|stadium|venue)\b|\bcapital of\b")]
    private static partial Regex Place();

    [GeneratedRegex(@"\b(?:what|which) (?:\w{1,60} )?(?:company|companies|organi[sz]ation|organi[sz]ations|university|universities|school|agency|institution|party|team|club|band|group|department|board|council|church|network|channel|body|bodies|charity|government)\b")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"^(?:and |so |but )?why\b|\bwhy (?:did|do|does|is|are|was|were|has|have|can|could|would|should)\b|\bwhat (?:\w{1,60} )?(?:reasons?|caused?|causes|forced|led to|prompted|made)\b|\bhow come\b|\bfor what reason\b|\bwhat (?:is|was|are|were) the (?:main )?(?:reasons?|causes?|purpose)\b")]
    private static partial Regex Why();

    [GeneratedRegex(@"^(?:and |so |but |then |also )?(?:is|are|was|were|do|does|did|can|could|will|would|should|shall|has|have|had|may|might|must|am|isn't|aren't|don't|doesn't|didn't|won't)\b")]
    private static partial Regex YesNo();

    [GeneratedRegex(@"^(?:what|who)(?:'s| is| are| was| were)\s{1,20}(?:an? |the )?[\w'’ -]{1,40}\??$|^(?:explain|describe|tell me about)\b")]
    private static partial Regex Define();
}
