using System.Text.RegularExpressions;

namespace CcgBot.Answering.Extractive;

/// <summary>Finds what could be a short answer in a sentence: names, numbers, dates, sums of money, addresses. By form alone, no word lists of names.</summary>
public static partial class EntityFinder
{
    /// <summary>Entities in order of place; a date or sum is not also a number.</summary>
    public static IReadOnlyList<Entity> Find(string text)
    {
        var found = new List<Entity>();
        Add(found, EntityKind.Address, Address().Matches(text));
        Add(found, EntityKind.Money, Money().Matches(text));
        Add(found, EntityKind.Date, Date().Matches(text));
        Add(found, EntityKind.Number, Number().Matches(text));
        foreach (Match name in Name().Matches(text))
        {
            AddName(found, text, name);
        }

        found.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;
    }

    private static void Add(List<Entity> found, EntityKind kind, MatchCollection matches)
    {
        foreach (Match match in matches)
        {
            var span = new TextSpan(match.Index, match.Index + match.Length);
            if (!found.Exists(other => other.Span.Start < span.End && span.Start < other.Span.End))
            {
                found.Add(new Entity(kind, span));
            }
        }
    }

    private static void AddName(List<Entity> found, string text, Match match)
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

        var span = new TextSpan(start, end);
        if (!found.Exists(other => other.Span.Start < span.End && span.Start < other.Span.End))
        {
            found.Add(new Entity(KindOfName(text, span), span));
        }
    }

    private static EntityKind KindOfName(string text, TextSpan span)
    {
        var name = text[span.Start..span.End];
        var before = text[..span.Start].TrimEnd();
        return Honorific().IsMatch(name) || Honorific().IsMatch(before.Length > 12 ? before[^12..] : before) ? EntityKind.Person
            : OrganisationWord().IsMatch(name) || name.Length is >= 2 and <= 8 && name.Count(char.IsUpper) * 2 >= name.Length ? EntityKind.Organisation
            : PlaceWord().IsMatch(name) || PlacePreposition().IsMatch(before) ? EntityKind.Place
            : EntityKind.Name;
    }

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>""]+[^\s<>"".,;:!?)\]]|\b[\w.+-]+@[\w-]+\.[\w.-]+\w")]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:[£$€¥]|\b(?:US|USD|GBP|EUR)\s?\$?)\s?\d[\d,.]*\d?(?:\s?(?:k|m|bn|million|billion|trillion|thousand|hundred))?(?:\s?[-–]\s?[£$€]?\d[\d,.]*\d?(?:\s?(?:million|billion))?)?|\b\d[\d,.]*\s?(?:million |billion |trillion |thousand )?(?:pounds?|dollars?|euros?|pence|cents?|yen|francs?|marks?|rupees?|SEK|GBP|USD|EUR)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(?:(?:early|late|mid)[- ])?(?:(?:\d{1,2}(?:st|nd|rd|th)?(?:\s(?:of\s)?|\s?[-–]\s?))?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?(?:\s\d{1,2}(?:st|nd|rd|th)?\b(?!\d))?(?:\s?,?\s?\d{4}\b)?(?:\s?(?:[-–]|and|to|or|until)\s?(?:\d{1,2}\s)?(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?:\s?,?\s?\d{4})?)?|(?:1[0-9]|20)\d{2}(?:\s?[-–/]\s?(?:(?:1[0-9]|20)\d{2}|\d{2}))?s?\b|(?:\d{1,2}(?:st|nd|rd|th)|\w+teenth|eighth|ninth|tenth|twentieth|twenty-first)(?:\sand\s\d{1,2}(?:st|nd|rd|th))?\s(?:century|centuries)|\d+\s?(?:BC|AD|BCE|CE)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:next|last|this)\s(?:year|month|week|summer|winter|spring|autumn|January|February|March|April|May|June|July|August|September|October|November|December))")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\w.])[+-−]?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|per\s?cent|percent|million|billion|trillion|thousand|hundred))?(?:\s?[-–]\s?\d[\d,]*(?:\.\d+)?\s?%?)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|twice|once|both|double|triple|none|no)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand|million|billion|thirds?|quarters?))*\b", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}.'’-]*(?:(?:\s(?:of|the|and|de|von|van|der|la|le|du|di|da|al|bin|for|in|&|-)){0,2}\s\p{Lu}[\p{L}\p{N}'’.-]*)*(?<![.'’-])")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(?:The|A|An|In|On|At|By|For|From|With|As|It|He|She|They|We|I|This|That|These|Those|His|Her|Its|Their|Our|When|While|After|Before|Since|During|Although|However|But|And|Or|If|There|Some|Many|Most|One|Two|Both|Each|All|Another|Other|According|Also|Not|No|To|Of|What|Which|Who|Where|Why|How|Despite|Because|Under|Over|Between|Through|Until|Once|Then|Thus|Today|Such|Overall)(?:\s+|$)")]
    private static partial Regex LeadingWord();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Lord|Lady|Dame|King|Queen|Prince|Princess|President|Pope|St|Saint|Emperor|General|Captain|Colonel|Rev|Reverend|Judge|Senator|Duke|Baron)\.?\s*(?=\p{Lu}|$)")]
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
