using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CcgBot.Articles;
using SmartReader;

namespace CcgBot.Documents.Html;

/// <summary>A web page → the article on it, without the menus, notices and buttons around it.</summary>
internal static partial class HtmlReader
{
    /// <summary>Below this share of a page's own words what was found on it is not its article but a piece of it.</summary>
    private const double LeastShare = 0.5;

    private const double MostLinksOfList = 0.3;
    private const int SmallPage = 500;
    private const double FewLinks = 0.1;
    private const int MostOfPlainPage = 6;
    private const int LeastWordsOfHeadline = 5;
    private const int LinesUnderHeadline = 4;

    /// <summary>More elements than this no article has, and finding one among them takes too long.</summary>
    private const int MostElements = 200_000;

    /// <summary>Everything that is never part of an article, whatever stands in it.</summary>
    private const string Around = "script,style,noscript,template,nav,footer,aside,form,button,select,iframe,object,embed,svg,canvas,dialog,menu,"
        + "[role=navigation],[role=banner],[role=contentinfo],[role=search],[role=dialog],[role=complementary],[aria-hidden=true],[hidden]";

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits) => Read(Decode(bytes, out var notice), limits) with { Notice = notice };

    public static ReadDocument Read(string html, ReadingLimits limits) => Read(html, limits, whole: false);

    /// <summary>A text that is no web page, a mail's: nothing stands around it.</summary>
    public static ReadDocument ReadWhole(string html, ReadingLimits limits) => Read(html, limits, whole: true);

    private static ReadDocument Read(string html, ReadingLimits limits, bool whole)
    {
        limits.Check();
        var page = new HtmlParser().ParseDocument(html);
        if (page.All.Length > MostElements)
        {
            throw new UnreadableException($"more than {MostElements} elements; split it");
        }

        limits.Check();
        foreach (var link in page.QuerySelectorAll("h1 a,h2 a,h3 a,h4 a").Where(HtmlBlocks.IsPermalink).ToList())
        {
            link.Remove();
        }

        var (title, published, publisher) = (TitleOf(page), DateOf(page), PublisherOf(page));
        var url = page.QuerySelector("link[rel=canonical]")?.GetAttribute("href") is { } address && Uri.TryCreate(address, UriKind.Absolute, out var canonical)
            && canonical.Scheme is "http" or "https" ? address : null;
        var body = Whole((IHtmlDocument)page.Clone(), out var removed);
        var article = whole ? null : ArticleOf(html, body, removed, limits);
        limits.Check();
        var found = BlocksOf(article ?? body, limits, linksLead: !whole);
        if (article is not null)
        {
            // Lists of links are ways to elsewhere.
            foreach (var list in body.QuerySelectorAll("ul,ol,table,dl").Where(list => list.QuerySelectorAll("a").Sum(WordsOf) > MostLinksOfList * WordsOf(list)).ToList())
            {
                list.Remove();
            }

            var all = BlocksOf(body, limits, linksLead: true);
            published ??= DateUnder(title, all);
            found = HtmlRecovery.WithOpening(HtmlRecovery.WithLists(found, all), all, title);
        }

        var blocks = found.Select(block => block.Layout is null or { Form: BlockForm.Heading or BlockForm.ListItem } && BoilerplateFilter.IsControl(block.Text)
            ? block with { Kind = BlockKind.Boilerplate, Layout = null } : block).ToList();
        if (title is not null && !blocks.Take(3).Any(block => block.Text == title))
        {
            blocks.Insert(0, new Block(BlockKind.Title, title));
        }

        return new ReadDocument("") { Blocks = blocks, Title = title, Published = published, Publisher = publisher, Url = url };
    }

    /// <summary>A date that stands by itself right under the headline.</summary>
    private static DateOnly? DateUnder(string? title, IReadOnlyList<Block> page)
    {
        var headline = title is null ? -1 : page.ToList().FindLastIndex(block => HtmlRecovery.IsHeadline(block, title));
        return headline < 0 ? null : page.Skip(headline + 1).Take(LinesUnderHeadline).Select(block => DateLine.TryParse(block.Text, out var date) ? date : null).FirstOrDefault(date => date is not null);
    }

    private static IReadOnlyList<Block> BlocksOf(IElement element, ReadingLimits limits, bool linksLead)
    {
        var builder = new BlockBuilder();
        new HtmlBlocks(builder, limits, linksLead).Add(element);
        return builder.Blocks;
    }

    /// <summary>What the byte order mark says, UTF-8 where it is that, what the page says of itself where that fits, and else what it reads best in.</summary>
    private static string Decode(byte[] bytes, out string? notice)
    {
        notice = null;
        var marked = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0xEF, 0xBB, 0xBF, ..] || bytes.AsSpan().Contains((byte)0);
        if (!marked && !DocumentText.IsUtf8(bytes))
        {
            var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 4096));
            if (DocumentText.Named(Charset().Match(head) is { Success: true } match ? match.Groups["name"].Value : null) is { } said and not UTF8Encoding)
            {
                var text = said.GetString(bytes);
                if (text.Count(c => c == '\uFFFD') * 1000 <= text.Length)
                {
                    return text;
                }
            }

            // Tags and addresses are ASCII and say nothing of the words' encoding: words alone are looked at.
            var words = Encoding.Latin1.GetBytes(Tags().Replace(Encoding.Latin1.GetString(bytes), " "));
            if (TextFile.Decode(words, out notice) is not null && notice is not null && EncodingRead().Match(notice) is { Success: true } read
                && DocumentText.Named(read.Groups["name"].Value) is { } found)
            {
                return found.GetString(bytes);
            }
        }

        return DocumentText.Decode(bytes, out notice);
    }

    /// <param name="removed">How many elements stood around it.</param>
    private static IElement Whole(IHtmlDocument page, out int removed)
    {
        removed = 0;
        foreach (var element in page.QuerySelectorAll(Around).ToList())
        {
            // A page that is all form, as old ones are, is no form.
            if (element is not IHtmlFormElement || element.TextContent.Length < 0.5 * (page.Body?.TextContent.Length ?? 0))
            {
                removed += element.LocalName is "nav" or "footer" or "aside" || element.HasAttribute("role") ? 1 : 0;
                element.Remove();
            }
        }

        var headers = page.QuerySelectorAll("header").Where(header => header.QuerySelector("h1") is null).ToList();
        headers.ForEach(header => header.Remove());
        return page.QuerySelector("main,[role=main]") is { } main && main.TextContent.Length > 0.5 * (page.Body?.TextContent.Length ?? 0) ? main : (IElement?)page.Body ?? page.DocumentElement;
    }

    /// <returns>Null when the page is all article, or none is found on it.</returns>
    private static IElement? ArticleOf(string html, IElement whole, int removed, ReadingLimits limits)
    {
        limits.Check();
        var (words, links) = (WordsOf(whole), whole.QuerySelectorAll("a").Sum(WordsOf));
        // A fragment or a plain page: nothing stands around it, and looking for an article in it would only lose its ends.
        if (removed == 0 && (words < SmallPage || links < FewLinks * words && whole.QuerySelectorAll("div,table").Length < MostOfPlainPage))
        {
            return null;
        }

        using var reader = new Reader("https://localhost/", html) { ContinueIfNotReadable = true };
        if (reader.GetArticle() is not { Content: { Length: > 0 } content })
        {
            return null;
        }

        var article = new HtmlParser().ParseDocument(content).Body!;
        return WordsOf(article) >= LeastShare * (words - links) ? article : null;
    }

    private static int WordsOf(IElement element) => element.TextContent.Count(c => !char.IsWhiteSpace(c));

    private static string? TitleOf(IDocument page)
    {
        var heading = page.QuerySelectorAll("h1").Select(h1 => BlockBuilder.Clean(h1.TextContent).ReplaceLineEndings(" ")).Where(text => text.Length > 0).ToList();
        var shared = Meta(page, "og:title", "twitter:title", "dc.title", "citation_title");
        var named = BlockBuilder.Clean(page.QuerySelector("head > title")?.TextContent ?? "").ReplaceLineEndings(" ");
        // A name of the page that ends in its only h1 is that of the site, where a smaller heading is what the name begins with.
        if (heading is [var site] && named.EndsWith(site, StringComparison.OrdinalIgnoreCase) && Site().Match(named) is { Success: true } part && part.Value.EndsWith(site, StringComparison.OrdinalIgnoreCase)
            && page.QuerySelectorAll("h2").Any(h2 => Same(h2.TextContent, named[..part.Index])))
        {
            return named[..part.Index].Trim();
        }

        // The heading that the page's own name begins with or holds is the title; a site's name or slogan is not.
        return heading.Find(text => Holds(named, text) || shared is not null && Holds(shared, text))
            ?? (shared is { Length: > 0 } ? shared
            : heading is [var only] && !NamesSomethingElse(named, only) ? only
            : named.Length > 0 ? Site().Replace(named, "")
            : heading.FirstOrDefault());
    }

    /// <summary>The page's name is a whole headline that shares no word with the heading: that is the site's or the section's.</summary>
    private static bool NamesSomethingElse(string named, string heading)
    {
        var words = BoilerplateFilter.Words(named);
        var others = BoilerplateFilter.Words(heading).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return words.Count >= LeastWordsOfHeadline && !words.Exists(word => word.Length > 3 && others.Contains(word));
    }

    private static bool Same(string one, string other) => BlockBuilder.Clean(one).Trim().Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string text, string part) => part.Length > 3 && text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static DateOnly? DateOf(IDocument page)
    {
        var said = Meta(page, "article:published_time", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "datepublished", "publish-date", "pubdate", "citation_publication_date", "parsely-pub-date")
            ?? page.QuerySelector("[itemprop=datePublished]") switch
            {
                null => null,
                var item => item.GetAttribute("content") ?? item.GetAttribute("datetime"),
            }
            ?? page.QuerySelectorAll("script[type='application/ld+json']").Select(script => Published().Match(script.TextContent)).FirstOrDefault(match => match.Success)?.Groups["date"].Value
            ?? (page.QuerySelectorAll("time[datetime]") is { Length: > 0 } times && (times.Length == 1 || times[0].HasAttribute("pubdate")) ? times[0].GetAttribute("datetime") : null);
        return said is null ? null : IsoDate(said);
    }

    private static DateOnly? IsoDate(string text) =>
        text.Trim() is { Length: >= 10 } iso && DateOnly.TryParseExact(iso[..10], ["yyyy-MM-dd", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : DateLine.TryParse(text, out var line) ? line
        : null;

    private static string? PublisherOf(IDocument page) => Meta(page, "og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher");

    private static string? Meta(IDocument page, params string[] names)
    {
        var metas = page.QuerySelectorAll("meta[content]");
        return names.Select(name => metas.FirstOrDefault(meta => string.Equals(meta.GetAttribute("property") ?? meta.GetAttribute("name"), name, StringComparison.OrdinalIgnoreCase)))
            .Select(meta => BlockBuilder.Clean(meta?.GetAttribute("content") ?? "").ReplaceLineEndings(" "))
            .FirstOrDefault(text => text.Length > 0);
    }

    [GeneratedRegex("""charset\s{0,5}=\s{0,5}["']?(?<name>[A-Za-z0-9_:.-]{2,30})|<\?xml[^>]{0,60}encoding\s{0,5}=\s{0,5}["'](?<name>[A-Za-z0-9_:.-]{2,30})""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"^read as (?<name>\S+),", RegexOptions.NonBacktracking)]
    private static partial Regex EncodingRead();

    [GeneratedRegex(@"\s+[|–—·»-]\s+[^|–—·»-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex Site();

    [GeneratedRegex(@"""datePublished""\s{0,5}:\s{0,5}""(?<date>[^""]{8,40})""", RegexOptions.NonBacktracking)]
    private static partial Regex Published();
}
