using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CcgBot.Questions;

/// <summary>How a question stands to the turn before it.</summary>
public enum Leaning
{
    /// <summary>It stands alone: nothing said before may change its answer.</summary>
    None,

    /// <summary>It names a topic and no more ("What about mergers?"): it stands alone where the articles answer it so.</summary>
    Topic,

    /// <summary>It names for whom, when or where, without a preposition ("What about children?", "And Sundays?"): the turn before may say of what.</summary>
    Setting,

    /// <summary>It can't be understood without the turn before: "And on Sundays?", "Who led it?", "Why?".</summary>
    Whole,
}

/// <summary>Tells a question that stands on its own from one that leans on what was said before. By form alone; pure.</summary>
public static partial class FollowUp
{
    private const int FewWords = 3;

    private const int MostWordsOfSetting = 4;

    private const int MostWords = 60;

    private static readonly FrozenSet<string> Prepositions = Set(
        "for in on at from to with without during after before by under over between within outside inside near since until till through across as per "
            + "than via against among if when while because whether");

    private static readonly FrozenSet<string> Openers = Set(
        "what whats who whos whom whose which when whens where wheres why how hows is are was were isnt arent do does did dont doesnt didnt can could "
            + "will would shall should may might must has have had am "
            + "tell list show explain describe give name define find summarise summarize compare please i im id my we");

    /// <summary>Say nothing of what is asked about: a question of these alone is none without the turn before.</summary>
    private static readonly FrozenSet<string> Empty = Set(
        "what whats who whos whom whose which when where why how much many long often far old big come so and but or then also else more exactly really "
            + "not is are was were do does did can could will would "
            + "should has have had a an the of to for in on at by with from about any anything some other others another same different that this these "
            + "those it they them he she there one ones please me i you we us "
            + "instead either too again first last next now example examples instance like such detail details why's reason");

    private static readonly FrozenSet<string> FunctionWords = Set(
        "a an the of to for in on at by with from about and or but so also then is are was were be been being am do does did done can could will would "
            + "shall should may might must has have had not no "
            + "what whats who whos whom whose which when where why how much many long often far old any some all every each both other than as if please "
            + "tell me us i we you my our your say says said mean means happen happens happened give show list "
            + "explain describe know there here just only even still yet ever never very too more most less it its they them their he him his she her "
            + "this that these those one");

    /// <summary>Those for whom a rule holds: by age, sex, state and standing, not by what one corpus is about.</summary>
    private static readonly FrozenSet<string> People = Set(
        "child children kid kids baby babies infant infants toddler toddlers newborn newborns teenager teenagers teen teens adolescent adolescents adult "
            + "adults man men woman women boy boys girl girls "
            + "student students pupil pupils pensioner pensioners senior seniors elderly people person persons parent parents mother mothers father "
            + "fathers family families couple couples single "
            + "pregnant disabled diabetic diabetics smoker smokers member members nonmember nonmembers resident residents nonresident nonresidents "
            + "visitor visitors tenant tenants foreigner foreigners tourist tourists "
            + "employee employees worker workers staff volunteer volunteers carer carers veteran veterans refugee refugees citizen citizens others "
            + "everyone groups group individual individuals dog dogs cat cats pet pets");

    private static readonly FrozenSet<string> Times = Set(
        "monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays weekday weekdays "
            + "weekend weekends holiday holidays bank today tomorrow yesterday tonight "
            + "morning mornings afternoon afternoons evening evenings night nights noon midday midnight january february march april may june july august "
            + "september october november december spring summer autumn winter "
            + "christmas easter year years month months week weeks day days next last term half");

    /// <summary>What may stand beside the noun of a setting.</summary>
    private static readonly FrozenSet<string> Beside = Set("a an the and or of all my our other older younger old young under over aged with without new "
        + "small large school primary secondary university only very public bank every next last this pre early late");

    /// <summary>True for "And who led it?", "What did it say about them?", "Why?": the words of the turn before are searched for as well.</summary>
    public static bool LeavesOut(string question) =>
        Opening().IsMatch(question) || Pronoun().IsMatch(question) || Words().Count(question) <= FewWords;

    /// <summary>How a question leans on the turn before.</summary>
    public static Leaning Of(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var lead = Lead().Match(question);
        var about = About().Match(question, lead.Length);
        var core = Core(question);
        var words = Words().Matches(core).Take(MostWords)
            .Select(match => match.Value.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal).ToLowerInvariant())
            .ToList();
        if (words.TrueForAll(word => Empty.Contains(word) || Prepositions.Contains(word)) || HasLoosePronoun(words))
        {
            return Leaning.Whole;
        }

        if (!about.Success && Openers.Contains(words[0]))
        {
            return Leaning.None;
        }

        if (Prepositions.Contains(words[0]))
        {
            return !about.Success && AsksForItself(words) ? Leaning.None : Leaning.Whole;
        }

        return IsSetting(words) && (about.Success || lead.Length > 0) ? Leaning.Setting
            : about.Success || lead.Length > 0 || words.Count <= FewWords ? Leaning.Topic
            : Leaning.None;
    }

    /// <summary>"For how long is it closed?" and "On which days does the clinic open?", not "If I am late?".</summary>
    private static bool AsksForItself(List<string> words) =>
        words[0] is not ("if" or "when" or "while" or "because" or "whether")
        && (words.Skip(1).Take(2).Any(word => word is "what" or "which" or "whom" or "whose" or "how")
            || words.Count > 3 && words.Exists(word => word is "what" or "who" or "when" or "where" or "which" || Auxiliaries.Contains(word)));

    /// <summary>What a follow-up adds: "on Sundays" of "And what about on Sundays?".</summary>
    public static string Core(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var at = Lead().Match(question).Length;
        at += About().Match(question, at).Length;
        return question[at..].Trim().TrimEnd('?', '.', '!', ' ');
    }

    /// <summary>
    /// The question before with what a follow-up adds: "When is the clinic open?" with "on Sundays" → "When is the clinic open on Sundays?". What the
    /// question before ends with in the same place ("on Saturdays") gives way.
    /// </summary>
    public static string Joined(string before, string core)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(core);
        var stem = before.Trim().TrimEnd('?', '.', '!', ' ');
        var added = Prepositions.Contains(FirstWord(core)) ? core : Times.Contains(LastWord(core)) ? $"on {core}" : $"for {core}";
        var place = stem.LastIndexOf($" {FirstWord(added)} ", StringComparison.OrdinalIgnoreCase);
        if (place > 0 && Words().Count(stem[place..]) <= MostWordsOfSetting + 1 && Words().Count(stem[..place]) >= FewWords - 1)
        {
            stem = stem[..place];
        }

        return $"{stem} {added}?";
    }

    /// <summary>Whether it is asked with nothing but a question word: "Why?", "Since when?".</summary>
    public static bool IsBare(string question) => Words().Matches(Core(question)).All(match => Empty.Contains(match.Value.ToLowerInvariant()));

    /// <summary>True when what it adds begins with a preposition or names people or a time: it can be joined to the question before.</summary>
    public static bool IsAdjunct(string question)
    {
        var words = Words().Matches(Core(question)).Take(MostWords).Select(match => match.Value.ToLowerInvariant()).ToList();
        return words.Count > 0 && !words.TrueForAll(Empty.Contains) && !HasLoosePronoun(words) && (Prepositions.Contains(words[0]) || IsSetting(words));
    }

    private static bool IsSetting(List<string> words) =>
        words.Count <= MostWordsOfSetting + 1
        && words.Exists(word => People.Contains(word) || Times.Contains(word))
        && words.TrueForAll(word => People.Contains(word) || Times.Contains(word) || Beside.Contains(word) || word.All(char.IsDigit)
            || word is "over" or "under" or "16s" or "18s" or "60s" or "65s" or "aged");

    /// <summary>
    /// A pronoun that nothing in the question itself can stand for: what it means was said earlier. "How did the mergers affect them?" has one: the object
    /// of a verb is never its subject; "Do clinics publish their hours?" has none.
    /// </summary>
    private static bool HasLoosePronoun(List<string> words)
    {
        var (named, apart) = (0, false);
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : "";
            var loose = words[i] switch
            {
                "it" => !IsExpletive(words, i) && (IsSubject(next) ? named == 0 : named < 2 && !apart),
                "them" or "him" => named < 2 && !apart,
                "her" => FunctionWords.Contains(next) || next.Length == 0 ? named < 2 && !apart : named == 0,
                "its" or "their" or "his" or "they" or "he" or "she" or "theirs" or "hers" or "itself" or "themselves" or "himself" or "herself" => named == 0,
                "this" or "these" or "those" or "that" => named == 0 && !Times.Contains(next),
                "there" => next.Length == 0 && named < 2,
                "same" or "former" or "latter" or "likewise" => named == 0,
                _ => false,
            };
            if (loose)
            {
                return true;
            }

            named += IsNoun(words, i) ? 1 : 0;
            apart |= named > 0 && words[i] is "and" or "if" or "when" or "because" or "after" or "before" or "who" or "which" or "while";
        }

        return false;
    }

    /// <summary>By its place: after an article, an auxiliary, a preposition, "which" or "how many". The word between "what" and a pronoun is a verb.</summary>
    private static bool IsNoun(List<string> words, int at)
    {
        if (FunctionWords.Contains(words[at]) || at == 0)
        {
            return false;
        }

        var before = words[at - 1];
        var verb = before is "what" or "which" or "who" && at + 1 < words.Count && words[at
            + 1] is "it" or "them" or "him" or "her" or "this" or "that" or "these" or "those";
        return !verb && before is not ("who" or "to" or "why" or "how" or "where" or "when" or "please") && FunctionWords.Contains(before);
    }

    private static bool IsSubject(string next) => next.Length > 0 && (Auxiliaries.Contains(next) || !FunctionWords.Contains(next));

    private static readonly FrozenSet<string> Auxiliaries = Set("is are was were be been do does did can could will would shall should may might must has have had");

    /// <summary>"Is it safe to …", "how long does it take to …".</summary>
    private static bool IsExpletive(List<string> words, int at) => words.Skip(at + 1).Take(3).Any(word => word is "to" or "that") && words.Count > at + 4;

    private static string FirstWord(string text) => Words().Match(text).Value.ToLowerInvariant();

    private static string LastWord(string text) => Words().Matches(text) is [.., var last] ? last.Value.ToLowerInvariant() : "";

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^\s{0,20}(?:(?:and|but|so|also|then|or|ok|okay|now|well)\b[\s,]{0,60}){1,9}", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\G\s{0,20}(?:what|how) about\b\s{0,20}", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"^\s{0,20}(?:and|but|so|also|then|or|what about|how about|why not|really|anything else|any other|what else|who else|where else|which one"
        + @"|the same)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|one|ones|such|same|former"
        + @"|latter)\b(?!\s{1,20}(?:is|are|was|were)\s{1,20}(?:a|an)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
