using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Answering.Extractive;

/// <summary>Finds what could be a short answer in a sentence: names, numbers, dates, sums of money, addresses. By form alone, no word lists of names.</summary>
public static partial class EntityFinder
{
    /// <summary>How far before a name what tells its kind may stand.</summary>
    private const int Before = 60;

    /// <summary>A word that goes on further has no end to look for.</summary>
    private const int LongestWord = 100;

    /// <summary>Entities in order of place; a date or sum is not also a number.</summary>
    public static IReadOnlyList<Entity> Find(string text)
    {
        var found = new List<Entity>();
        // The characters that are part of one: a look at these, and not at all entities found, for each that comes on top.
        var taken = new bool[text.Length];
        Add(found, taken, EntityKind.Address, Address().Matches(text), text);
        Add(found, taken, EntityKind.Money, Money().Matches(text), text);
        Add(found, taken, EntityKind.Date, Date().Matches(text), text);
        Add(found, taken, EntityKind.Number, Number().Matches(text), text);
        foreach (Match name in Name().Matches(text))
        {
            AddName(found, taken, text, name);
        }

        found.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;
    }

    private static void Add(List<Entity> found, bool[] taken, EntityKind kind, MatchCollection matches, string text)
    {
        foreach (Match match in matches)
        {
            var span = WholeWords(text, match.Index, match.Index + match.Length);
            if (TryTake(taken, span))
            {
                found.Add(new Entity(kind, span));
            }
        }
    }

    /// <returns>False when part of it is taken.</returns>
    private static bool TryTake(bool[] taken, TextSpan span)
    {
        var characters = taken.AsSpan(span.Start, span.End - span.Start);
        if (characters.Contains(true))
        {
            return false;
        }

        characters.Fill(true);
        return true;
    }

    /// <summary>No run ends within a word: "£7 m" of "£7 million", "Sunday" of "Sundays", "a.m" of "a.m.", a letter without its mark.</summary>
    internal static TextSpan WholeWords(string text, int start, int end)
    {
        var (first, last) = (Math.Max(0, start - LongestWord), Math.Min(text.Length, end + LongestWord));
        while (start > first && start < text.Length && IsOfWord(text, start - 1) && IsOfWord(text, start) && !Text.Scripts.IsUnspaced(text[start]))
        {
            start--;
        }

        while (end > 0 && end < last && IsOfWord(text, end) && IsOfWord(text, end - 1) && !Text.Scripts.IsUnspaced(text[end]))
        {
            end++;
        }

        // "8 a.m." ends with its full stop.
        if (end > 1 && end < text.Length && text[end] == '.' && text[end - 2] == '.' && char.IsLetter(text[end - 1]))
        {
            end++;
        }

        return new TextSpan(start, end);
    }

    private static bool IsOfWord(string text, int at) => char.IsLetterOrDigit(text[at]) || text[at] is '\u00AD' or '\u200B' or '\u200C' or '\u200D'
        || char.IsSurrogate(text[at]) || char.GetUnicodeCategory(text[at]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void AddName(List<Entity> found, bool[] taken, string text, Match match)
    {
        var (start, end) = (match.Index, match.Index + match.Length);
        // The first word of a sentence has its capital from there, unless the name goes on or it is an acronym.
        if (LeadingWord().Match(text, start, end - start) is { Success: true } leading && leading.Index == start)
        {
            start += leading.Length;
        }

        if (start >= end)
        {
            return;
        }

        var first = start == 0 || text.AsSpan(0, start).TrimEnd(" \t\"“‘(•") is [] or [.., '.' or '!' or '?' or ':'];
        var words = text.AsSpan(start, end - start).Count(' ') + 1;
        if (first && words == 1 && !text.AsSpan(start + 1, end - start - 1).ContainsAnyInRange('A', 'Z'))
        {
            return;
        }

        var span = WholeWords(text, start, end);
        if (TryTake(taken, span))
        {
            found.Add(new Entity(KindOfName(text, span), span));
        }
    }

    private static EntityKind KindOfName(string text, TextSpan span)
    {
        var name = text[span.Start..span.End];
        var before = text[Math.Max(0, span.Start - Before)..span.Start].TrimEnd();
        return Honorific().IsMatch(name) || Honorific().IsMatch(before.Length > 12 ? before[^12..] : before) ? EntityKind.Person
            : OrganisationWord().IsMatch(name) || name.Length is >= 2 and <= 8 && name.Count(char.IsUpper) * 2 >= name.Length ? EntityKind.Organisation
            : PlaceWord().IsMatch(name) || PlacePreposition().IsMatch(before) ? EntityKind.Place
            : EntityKind.Name;
    }

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>""]+[^\s<>"".,;:!?)\]]|\b[\w.+-]+@[\w-]+\.[\w.-]+\w", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:[£$€¥]|\b(?:US|USD|GBP|EUR)\s?\$?)\s?\d[\d,.]{0,60}\d?(?:\s?(?:million|billion|trillion|thousand|hundred|bn|k|m)\b)?(?:\s?[-–]\s?[£$€]?\d[\d,.]{0,60}\d?(?:\s?(?:million|billion))?)?|\b\d[\d,.]{0,60}\s?(?:million |billion |trillion |thousand )?(?:pounds?|dollars?|euros?|pence|cents?|yen|francs?|marks?|rupees?|SEK|GBP|USD|EUR)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(?:(?:early|late|mid)[- ])?(?:(?:\d{1,2}(?:st|nd|rd|th)?(?:\s(?:of\s)?|\s?[-–]\s?))?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?(?:\s\d{1,2}(?:st|nd|rd|th)?\b(?!\d))?(?:\s?,?\s?\d{4}\b)?(?:\s?(?:[-–]|and|to|or|until)\s?(?:\d{1,2}\s)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?:\s?,?\s?\d{4})?)?|(?:1[0-9]|20)\d{2}(?:\s?[-–/]\s?(?:(?:1[0-9]|20)\d{2}|\d{2}))?s?\b|(?:\d{1,2}(?:st|nd|rd|th)|\w{1,60}teenth|eighth|ninth|tenth|twentieth|twenty-first)(?:\sand\s\d{1,2}(?:st|nd|rd|th))?\s(?:century|centuries)|\d{1,60}\s?(?:BC|AD|BCE|CE)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:next|last|this)\s(?:year|month|week|summer|winter|spring|autumn|January|February|March|April|May|June|July|August|September|October|November|December))")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w.])[+\-−]?\d[\d,]{0,60}(?:\.\d{1,60})?(?:\s?(?:%|per\s?cent|percent|million|billion|trillion|thousand|hundred))?(?:\s?[-–]\s?\d[\d,]{0,60}(?:\.\d{1,60})?\s?%?)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|twice|once|both|double|triple|none|no)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million|billion|thirds?|quarters?)){0,9}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}.'’-]{0,60}(?:(?:\s(?:of|the|and|de|von|van|der|la|le|du|di|da|al|bin|for|in|&|-)){0,2}\s\p{Lu}[\p{L}\p{N}'’.-]{0,60}){0,9}(?<![.'’-])")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(?:The|A|An|In|On|At|By|For|From|With|As|It|He|She|They|We|I|This|That|These|Those|His|Her|Its|Their|Our|When|While|After|Before|Since|During|Although|However|But|And|Or|If|There|Some|Many|Most|One|Two|Both|Each|All|Another|Other|According|Also|Not|No|To|Of|What|Which|Who|Where|Why|How|Despite|Because|Under|Over|Between|Through|Until|Once|Then|Thus|Today|Such|Overall)(?:\s{1,20}|$)")]
    private static partial Regex LeadingWord();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Lord|Lady|Dame|King|Queen|Prince|Princess|President|Pope|St|Saint|Emperor|General|Captain|Colonel|Rev|Reverend|Judge|Senator|Duke|Baron)\.?\s{0,20}(?=\p{Lu}|$)")]
    private static partial Regex Honorific();

    [GeneratedRegex(@"\b(?:University|College|School|Institute|Institution|Department|Ministry|Council|Board|Boards|Unit|Group|Groups|Committee|Commission|Association|Society|Agency|Authority|Trust|Trusts|Company|Corporation|Inc|Ltd|Bank|Church|Party|Union|League|Club|Team|Foundation|Federation|Office|Service|Services|Centre|Center|Court|Parliament|Congress|Senate|Museum|Library|Press|Network|Studios?|Records|Band|Army|Navy|Hospital|System)\b")]
    private static partial Regex OrganisationWord();

    [GeneratedRegex(@"\b(?:City|County|River|Street|Road|Island|Islands|Lake|Mount|Mountains?|Ocean|Sea|Valley|Bay|Park|Square|State|States|Kingdom|Republic|Province|District|Region|Coast|Peninsula|Desert|Beach|Hills?|Bridge|Castle|North|South|East|West|Northern|Southern|Eastern|Western|England|Scotland|Wales|Ireland|Britain|France|Germany|Spain|Italy|Europe|Asia|Africa|America|Australia|China|India|Japan|Canada|Russia|Mexico|Brazil|London|Paris|York)\b")]
    private static partial Regex PlaceWord();

    [GeneratedRegex(@"\b(?:in|at|near|from|to|across|around|outside|inside|throughout|within|into|through|toward|towards|via|of)(?:\s(?:the|central|nearby|modern|northern|southern|eastern|western))?$", RegexOptions.IgnoreCase)]
    private static partial Regex PlacePreposition();
}

/// <summary>A run of text that has the form of a short answer.</summary>
public readonly record struct Entity(EntityKind Kind, TextSpan Span);

public enum EntityKind
{
    /// <summary>Capitalised, of no kind that its form shows.</summary>
    Name,
    Person,
    Organisation,
    Place,
    Number,
    Date,
    Money,

    /// <summary>A web or mail address.</summary>
    Address,
}
