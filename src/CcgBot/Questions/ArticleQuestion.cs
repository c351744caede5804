using System.Text.RegularExpressions;

namespace CcgBot.Questions;

/// <summary>What a question asks of the articles themselves.</summary>
public enum ArticleQuestionKind
{
    /// <summary>When it was published.</summary>
    Date,

    /// <summary>Who published it.</summary>
    Publisher,

    /// <summary>Who wrote it.</summary>
    Author,

    /// <summary>How many articles there are.</summary>
    Count,

    /// <summary>Which articles there are.</summary>
    List,

    /// <summary>What it is about.</summary>
    About,
    Summary,

    /// <summary>Its key points or findings.</summary>
    KeyPoints,

    /// <summary>Which has the earliest date.</summary>
    Oldest,

    /// <summary>Which has the latest date.</summary>
    Newest,
}

/// <summary>A question about the articles themselves rather than about their subject.</summary>
/// <param name="Kinds">What is asked; more than one for "when and by whom".</param>
/// <param name="Topic">What tells which article is meant: "mergers" of "the article about mergers"; empty = the one at hand.</param>
/// <param name="NamesArticle">Said with a word such as "article" or "leaflet", or with a pronoun; else the topic must be an article's title.</param>
/// <param name="IsAll">All articles are meant.</param>
public sealed partial record ArticleQuestion(IReadOnlyList<ArticleQuestionKind> Kinds, string Topic, bool NamesArticle, bool IsAll)
{
    /// <summary>Said with a word such as "study" or "manual", which may be the article or something that it tells of: its title must say so.</summary>
    public bool IsWork { get; private init; }

    /// <summary>Reads a question; null for one about the articles' subject.</summary>
    public static ArticleQuestion? Of(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var text = Polite().Replace(Spaces().Replace(question, " ").Trim().TrimEnd('?', '.', '!', ' '), "").Trim();
        text = PoliteEnd().Replace(text, "");
        if (text.Length is 0 or > 300)
        {
            return null;
        }

        if (Count().IsMatch(text))
        {
            return new ArticleQuestion([ArticleQuestionKind.Count], "", true, true);
        }

        if (ListAll().IsMatch(text))
        {
            return new ArticleQuestion([ArticleQuestionKind.List], "", true, true);
        }

        if (ByAge().Match(text) is { Success: true } age)
        {
            return new ArticleQuestion([age.Groups["old"].Success ? ArticleQuestionKind.Oldest : ArticleQuestionKind.Newest], "", true, true);
        }

        foreach (var (form, kinds) in Forms)
        {
            if (form.Match(text) is { Success: true } match)
            {
                return Of(kinds, match.Groups["topic"].Success ? match.Groups["topic"].Value.Trim(' ', '“', '”', '"', '‘', '’', '\'', ',', ':') : "");
            }
        }

        return null;
    }

    /// <summary>"Which ones?", "list them": asked after how many there are.</summary>
    public static bool IsListOfThem(string question) => Them().IsMatch(question);

    private static ArticleQuestion? Of(IReadOnlyList<ArticleQuestionKind> kinds, string topic)
    {
        if (topic.Length == 0 || Pronoun().IsMatch(topic))
        {
            return new ArticleQuestion(kinds, "", true, false);
        }

        if (NamedBefore().Match(topic) is { Success: true } before)
        {
            var rest = before.Groups["rest"].Value.Trim(' ', '“', '”', '"', '‘', '’', '\'');
            return new ArticleQuestion(kinds, rest, true, rest.Length == 0 && Plural().IsMatch(topic));
        }

        if (NamedAfter().Match(topic) is { Success: true } after)
        {
            return new ArticleQuestion(kinds, after.Groups["rest"].Value, true, false);
        }

        // "What is the meeting about?" asks of the subject unless an article has that title.
        return new ArticleQuestion(kinds, Article().Replace(topic, ""), false, false)
        {
            IsWork = kinds[0] is ArticleQuestionKind.Date or ArticleQuestionKind.Publisher or ArticleQuestionKind.Author && Work().IsMatch(topic),
        };
    }

    private static readonly (Regex Form, ArticleQuestionKind[] Kinds)[] Forms =
    [
        (AuthorAndDate(), [ArticleQuestionKind.Author, ArticleQuestionKind.Date]),
        (DateAndPublisher(), [ArticleQuestionKind.Date, ArticleQuestionKind.Publisher]),
        (Date(), [ArticleQuestionKind.Date]),
        (Publisher(), [ArticleQuestionKind.Publisher]),
        (Author(), [ArticleQuestionKind.Author]),
        (KeyPoints(), [ArticleQuestionKind.KeyPoints]),
        (Summary(), [ArticleQuestionKind.Summary]),
        (About(), [ArticleQuestionKind.About]),
    ];

    private const string Kind = @"(?:articles?|documents?|leaflets?|(?:web ?)?pages?|texts?|sources?|pieces?|story|stories|files?|(?:blog ?)?posts?"
        + @"|fact ?sheets?|handouts?|guides?|newsletters?|minutes|press releases?|blogs?|pamphlets?|brochures?|bulletins?|notices?)";
    private const string Issued = @"(?:published|released|issued|posted|put online|put out|written|dated|updated|printed|revised|produced|uploaded)";

    [GeneratedRegex(@"^(?:(?:and|but|so|please|ok|okay|now|then|also|hi|hello|kindly)[, ]{1,60}|(?:can|could|would|will) you (?:please )?(?!you)|(?:i would"
        + @"|i['’]d) like (?:to (?:know|have|see|get) )?|i (?:want|need) (?:to (?:know|have|see|get) )?|do you know |(?:please )?tell (?:me|us) (?=who"
        + @"|when|by|what|which|how|where)|let me (?:know|have) ){1,9}", RegexOptions.IgnoreCase)]
    private static partial Regex Polite();

    [GeneratedRegex(@"(?:[, ]{1,60}(?:please|for me|thanks|thank you|in short|briefly|in brief|in a few (?:words|sentences)|in (?:one|two|three|four"
        + @"|five) sentences?)){1,9}$", RegexOptions.IgnoreCase)]
    private static partial Regex PoliteEnd();

    [GeneratedRegex(@"^(?:how many|what(?: is|['’]s)? the number of|number of|what number of|count (?:the|your|all)(?: the)?) (?:different |indexed )?" + Kind +
        @"(?: (?:are there|there are|are (?:there )?(?:indexed|in (?:the|your) (?:index|library|database|collection|corpus|system)|available|loaded"
        + @"|stored|included)|do you (?:have|know|hold|use|cover|search|contain|draw on|answer from)(?: about| of)?|have you (?:got|read|indexed)"
        + @"|you have|can you (?:search|see|read|answer from|use)|did you (?:read|index)|have been indexed|is there|does the (?:bot|index|library"
        + @"|collection) (?:have|hold|contain)|in (?:the|your) (?:index|library|database|collection|corpus)))?(?: (?:in total|in all|altogether|here|now"
        + @"|at the moment|all together|access to|to search)){0,9}"
        + @"(?:,? and (?:what|which)(?: (?:ones?|are they|are those|they are|ones are they))?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"^(?:(?:(?:list|show|name|give|enumerate|display)(?: me| us)? (?:(?:a |the )?(?:full |complete )?(?:list|titles|names"
        + @"|overview) of )?(?:all |every |each )?(?:of )?(?:the |your |these |those |available |indexed ){0,9}"
        + Kind + @"(?: (?:that )?(?:you have|you know|there are|available|indexed|in (?:the|your) (?:index|library|database|collection)"
        + @"|you (?:can |could )?(?:use"
        + @"|answer(?: questions)? from|search|read|see|draw on|cover)))?)|(?:(?:what|which) (?:are the )?(?:other )?" + Kind +
        @"(?: (?:are (?:there|indexed|available|in (?:the|your) (?:index|library|database|collection))|do you (?:have|know|use|hold|cover|contain"
        + @"|answer from|draw on|search)|have you (?:got|read|indexed)|did you (?:read|index)|can (?:you|i) (?:search|see|read|answer from|use|ask about"
        + @"|ask you about)|is (?:there|indexed))(?: about| from| of| on)?))|what are (?:the |your |all (?:the |your )?)(?:"
        + Kind + @"|(?:titles|names) of (?:the |your |all ){0,9}" + Kind + @")|(?:a |the )?list of (?:all )?(?:the |your )?" + Kind +
        @"|(?:what|which) (?:topics|subjects|themes|things) (?:do|can|are) (?:you|they|i|the articles|covered|these articles|your articles)(?: (?:know"
        + @"|cover|answer|ask about|ask|deal with|about|know about|ask you about|covered|in (?:the|your) (?:index|articles))){0,9}|what do (?:the|your|these"
        + @"|those) "
        + Kind + @" (?:cover|deal with|talk about|discuss)|what (?:do|can) you know about|what(?: information| knowledge)? (?:do you have|is in (?:the"
        + @"|your) (?:index|library|database|collection)))$", RegexOptions.IgnoreCase)]
    private static partial Regex ListAll();

    private const string Age = "(?:(?<old>oldest|earliest|first published|least recent)|newest|latest|most recent(?:ly (?:published|updated|revised))?|last published|youngest)";

    [GeneratedRegex(@"^(?:which|what) (?:(?:one )?of (?:the |your |these |those |all ){0,3})?" + Kind + @" (?:is|was|are) (?:the )?" + Age
        + @"$|^(?:which|what|show(?: me)?|name)(?: is|['’]s| are)? (?:the|your) " + Age + " " + Kind + @"(?: (?:(?:that )?you have|here|indexed|available))?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ByAge();

    [GeneratedRegex(@"^(?:(?:when and by whom|by whom and when) (?:was|were|is|has been) (?<topic>.{1,300}?) " + Issued +
        @"|(?:who|which \w{1,60}) (?:published|issued|released|produced) (?<topic>.{1,300}?),? and when(?: was (?:it|this) \w{1,60})?|when was (?<topic>.{1,300}?) "
        + Issued + @",? and by (?:whom|who|which \w{1,60})|who and when (?:published|issued|released) (?<topic>.{1,300})|when (?:was|were) (?<topic>.{1,300}?) "
        + Issued + @" and who " + Issued + @" (?:it|them|this))$", RegexOptions.IgnoreCase)]
    private static partial Regex DateAndPublisher();

    [GeneratedRegex(@"^(?:who (?:wrote|authored|has written) (?<topic>.{1,300}?),? and when(?: (?:was|were|did) (?:it|this|that|they)"
        + @"(?: (?:been )?(?:first |last )?(?:" + Issued + @"|come out|appear))?)?|when (?:was|were) (?<topic>.{1,300}?) " + Issued + @",? and who (?:wrote|authored)(?: (?:it|this|that|them))?"
        + @"|who(?: is|['’]s) the author of (?<topic>.{1,300}?),? and when (?:was|is) (?:it|this|that) " + Issued + @")$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex AuthorAndDate();

    [GeneratedRegex(@"^(?:when (?:was|were|is|has|have) (?<topic>.{1,300}?) (?:been )?(?:first |last |originally |actually )?" + Issued
        + @"|when did (?<topic>.{1,300}?) (?:come out|appear|get " + Issued +
        @")|(?:(?:what|which)(?: is| was|['’]s)? )?(?:the )?(?:publication |publishing |release |issue |published )?date (?:of|on"
        + @"|for) (?:the )?(?:publication of )?(?<topic>.{1,300})|(?:on |in |from )?(?:what|which) (?:date|day|year|month) (?:was|were"
        + @"|is) (?<topic>.{1,300}?) (?:from|first |last )?(?:" + Issued +
        @"|from)|how (?:old|recent|new|current|up[ -]to[ -]date|fresh) (?:is|are) (?<topic>.{1,300})|(?:is|are) (?<topic>.{1,300}?) (?:still "
        + @"|really )?(?:up[ -]to[ -]date|current|recent|out of date|outdated|dated|undated|old|new)|(?:when is (?<topic>.{1,300}?) from)"
        + @"|(?:(?:the )?(?:publication date|date of publication)(?: of (?<topic>.{1,300}))?)|(?:what(?: is|['’]s) (?<topic>.{1,300}?)['’]s? (?:publication )?date)"
        + @"|(?:does|do) (?<topic>.{1,300}?) have a date)$", RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    [GeneratedRegex(@"^(?:who (?:has |have )?(?:first |originally )?(?:published|publishes|publish|issued|issues|released|produced|posted|printed"
        + @"|put out) (?<topic>.{1,300})|who(?: is|['’]s| was) (?:the )?(?:publisher|issuer|source) (?:of|for|behind) (?<topic>.{1,300})|(?:by whom|by who) (?:was"
        + @"|were|is) (?<topic>.{1,300}?) " + Issued + @"|who (?:was|were|is) (?<topic>.{1,300}?) " + Issued +
        @" by|(?:what|which) (?:publisher|organisation|organization|body|site|website|newspaper|magazine|journal|company|institution|department|agency"
        + @"|outlet) (?:has )?(?:published|issued|released|produced|posted) (?<topic>.{1,300})|where (?:was|were|is) (?<topic>.{1,300}?) (?:published|from|taken from"
        + @"|posted)|where (?:does|do|did) (?<topic>.{1,300}?) (?:come|originate|stem) from|what(?: is|['’]s) the (?:source|publisher|origin) of (?<topic>.{1,300})"
        + @"|(?:the )?publisher(?: of (?<topic>.{1,300}))?|who(?: is|['’]s) (?<topic>.{1,300}?) (?:from|published by))$", RegexOptions.IgnoreCase)]
    private static partial Regex Publisher();

    [GeneratedRegex(@"^(?:who (?:wrote|authored|has written|is writing|penned) (?<topic>.{1,300})|who(?: is|['’]s| are| was| were) the (?:authors?|writers?"
        + @"|journalists?)(?: (?:of|behind|for) (?<topic>.{1,300}))?|(?:by whom|by who) (?:was|were) (?<topic>.{1,300}?) written|who (?:was|were"
        + @"|is) (?<topic>.{1,300}?) written by|(?:the )?authors? of (?<topic>.{1,300}))$", RegexOptions.IgnoreCase)]
    private static partial Regex Author();

    [GeneratedRegex(@"^(?:(?:what(?: are| is|['’]re|['’]s| were| was)?|which(?: are| were)?|list|give(?: me| us)?|show(?: me| us)?|name|tell(?: me| us)?"
        + @"|summari[sz]e) )?(?:the |its |their |some |all (?:the )?)?(?:(?:key|main|most important|important|principal|central|major|essential|top|chief"
        + @"|headline|overall) ){1,9}(?:findings?|points?|messages?|conclusions?|takeaways?|take-aways?|results?|facts?|ideas?|lessons?|arguments?"
        + @"|statements?|outcomes?|things)(?: (?:of|in|from|made in|for|raised in|about) (?<topic>.{1,300}?))?(?: (?:say|include|are))?$|^what (?:did|does"
        + @"|do) (?<topic>.{1,300}?) (?:find|conclude|show)(?: out)?$", RegexOptions.IgnoreCase)]
    private static partial Regex KeyPoints();

    [GeneratedRegex(@"^(?:summari[sz]e|sum up|recap|outline|condense|abstract|boil down|tl;?dr)(?: (?<topic>.{1,300}))?$|^(?:give|write|show|provide|get|make"
        + @"|have)(?: me| us)? (?:an? |the )?(?:short |brief |quick |concise |general )?(?:summary|overview|outline|recap|gist|abstract|synopsis"
        + @"|digest)(?: (?:of|about|on|for) (?<topic>.{1,300}))?$|^(?:what(?: is|['’]s) )?(?:an? |the )?(?:short |brief |quick )?(?:summary|overview|gist"
        + @"|synopsis|bottom line)(?: (?:of|for) (?<topic>.{1,300}))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Summary();

    [GeneratedRegex(@"^(?:what(?: is| are|['’]s|['’]re| was) (?<topic>.{1,300}?) (?:all )?about|what(?: is|['’]s) (?:the )?(?:main |central |overall "
        + @"|general )?(?:topic|subject|theme|point|idea|purpose|content|aim|message) of (?<topic>.{1,300})|what (?:does|do) (?<topic>.{1,300}?) (?:say|cover|discuss"
        + @"|deal with|talk about|describe|contain|tell us|tell me)|(?:tell (?:me|us)|say something) about (?<topic>(?:the|this|that|your|these|those) "
        + Kind + @"(?: (?:about|on|called|titled) .{1,300})?)|describe (?<topic>(?:the|this|that|your) " + Kind + @".{0,300}))$", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"^(?:it|this|that|they|them|these|those|its|here|this one|that one|the above|all of (?:it|this|that|them))$", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"^(?:(?:the|this|that|your|an?|each|every|these|those|all|both|of)\s{1,20}){0,9}(?:(?:first|second|third|latest|newest|oldest|last|whole"
        + @"|entire|full|indexed|two|three|four)\s{1,20}){0,9}"
        + Kind + @"\b(?:\s{1,20}(?:about|on|called|titled|entitled|named|regarding|concerning|headed|of|from|with the title)\b)?\s{0,20}[:“""‘']?(?<rest>.{0,300})$", RegexOptions.IgnoreCase)]
    private static partial Regex NamedBefore();

    [GeneratedRegex(@"\b(?:study|report|paper|trial|survey|manual|timetable|glossary|policy|summary|review|guidelines?|book|booklet|rules|edition|plan|strategy)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Work();

    [GeneratedRegex(@"^(?:(?:the|this|that|your|an?)\s{1,20})?(?<rest>.{1,300}?)\s{1,20}" + Kind + @"$", RegexOptions.IgnoreCase)]
    private static partial Regex NamedAfter();

    [GeneratedRegex(@"\b(?:articles|documents|leaflets|pages|texts|sources|pieces|stories|files|posts|fact ?sheets|handouts|newsletters)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Plural();

    [GeneratedRegex(@"^(?:the|an?|this|that)\s{1,20}", RegexOptions.IgnoreCase)]
    private static partial Regex Article();

    [GeneratedRegex(@"^\W{0,20}(?:and |so |ok |please |can you |could you ){0,9}(?:(?:list|name|show|give)(?: me)? (?:them|these|those|the titles|their titles"
        + @"|all of them|it)(?: all)?|which (?:ones|are they|are those)|what are (?:they|those|these|their titles|the titles|the names)|which"
        + @"|and which)(?: please)?\W{0,20}$", RegexOptions.IgnoreCase)]
    private static partial Regex Them();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
