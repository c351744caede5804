using System.Globalization;
using System.Text.RegularExpressions;
using CcgBot.Articles;
using CcgBot.Conversations;
using CcgBot.Questions;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;

namespace CcgBot.Answering.Overview;

/// <summary>
/// Answers questions about the articles themselves: when and by whom published, how many and which there are, from their records; what they are about,
/// summaries and key points in their own sentences. Each statement cites the article that it is of.
/// </summary>
public sealed partial class ArticleAnswers(ArticleStore articles, ParagraphIndex index, Retriever retriever)
{
    /// <summary>Articles named in one answer.</summary>
    private const int MostNamed = 20;

    /// <summary>With more articles than this "the article" means none of them.</summary>
    private const int MostAtHand = 10;

    /// <summary>Articles whose lead is given in one answer.</summary>
    private const int MostLeads = 5;

    /// <summary>Blocks at an article's head and foot where it says who wrote it and when.</summary>
    private const int HeadBlocks = 6;

    private const int FootBlocks = 4;
    private const int LongestImprint = 600;
    private const int MostTitles = 5_000;
    private const int SummarySentences = 4;
    private const int KeyPoints = 5;

    /// <summary>The share of a topic's words that a title must have.</summary>
    private const double InTitle = 0.6;

    private readonly KeySentences _key = new(index);
    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>Reads a message as such a question; null when it is none.</summary>
    internal static ArticleQuestion? Read(Question said)
    {
        if (ArticleQuestion.Of(said.Text) is { } asked)
        {
            return asked;
        }

        return ArticleQuestion.IsListOfThem(said.Text)
            && said.History.LastOrDefault(turn => turn.Role == Role.User) is { } before
            && ArticleQuestion.Of(before.Content) is { IsAll: true }
            ? new ArticleQuestion([ArticleQuestionKind.List], "", true, true)
            : null;
    }

    /// <param name="atHand">Ids of the articles that the last answer cited, for "the article" and "it".</param>
    /// <returns>Null when no article is meant: the question is then searched for like any other.</returns>
    internal async Task<Answer.Grounded?> AnswerAsync(ArticleQuestion asked, IReadOnlyList<string> atHand, CancellationToken cancellationToken)
    {
        var count = articles.CountArticles();
        if (count == 0)
        {
            return null;
        }

        if (asked.Kinds[0] is ArticleQuestionKind.Count or ArticleQuestionKind.List)
        {
            return Listed(asked.Kinds[0], count);
        }

        if (asked.Kinds[0] is ArticleQuestionKind.Oldest or ArticleQuestionKind.Newest)
        {
            return ByDate(asked.Kinds[0], count);
        }

        var meant = await MeantAsync(asked, atHand, count, cancellationToken);
        var said = new List<DraftClaim>();
        foreach (var article in meant)
        {
            said.AddRange(asked.Kinds[0] switch
            {
                ArticleQuestionKind.About => Quoted(article, meant.Count > 1 ? KeySentences.Lead(article) : About(article)),
                ArticleQuestionKind.Summary when meant.Count == 1 => Quoted(article, Summary(article)),
                ArticleQuestionKind.Summary => Quoted(article, KeySentences.Lead(article)),
                ArticleQuestionKind.KeyPoints => Points(article, meant.Count),
                _ => [Recorded(article, asked.Kinds)],
            });
        }

        return said.Count == 0 ? null : Answer(said);
    }

    private static Answer.Grounded Answer(IReadOnlyList<DraftClaim> said)
    {
        var (claims, citations) = Citations.Number(said);
        return new Answer.Grounded(claims, citations) { Question = "", Standalone = "", FromArticle = true, Confidence = 1 };
    }

    /// <summary>The articles that a question means: those that its topic names, those at hand, or all where these are few.</summary>
    private async Task<IReadOnlyList<Article>> MeantAsync(ArticleQuestion asked, IReadOnlyList<string> atHand, long count, CancellationToken cancellationToken)
    {
        if (asked.Topic.Length > 0)
        {
            return await OfTopicAsync(asked, cancellationToken);
        }

        if (atHand.Count > 0 && !asked.IsAll)
        {
            return Found(atHand.Take(1));
        }

        if (count > MostAtHand)
        {
            return [];
        }

        var all = Found(articles.List(count: MostLeads).Select(article => article.Id));
        // "The key findings": of the article that has them.
        return asked.Kinds[0] == ArticleQuestionKind.KeyPoints
            && all.Where(article => KeyList.Of(article).Count > 0).ToList() is { Count: > 0 } listing ? listing : all;
    }

    private async Task<IReadOnlyList<Article>> OfTopicAsync(ArticleQuestion asked, CancellationToken cancellationToken)
    {
        var words = _analyzer.Terms(asked.Topic).Distinct(StringComparer.Ordinal).ToList();
        if (words.Count == 0)
        {
            return [];
        }

        // "Key findings of the report": nothing but an article has such.
        var of = asked.Kinds[0] is ArticleQuestionKind.Summary or ArticleQuestionKind.KeyPoints;
        var named = asked.NamesArticle || asked.IsWork;
        var titles = articles.List(count: MostTitles)
            .Select(article => (article.Id, Terms: _analyzer.Terms(article.Title).ToHashSet(StringComparer.Ordinal)))
            .Where(article => article.Terms.Count > 0)
            .Select(article => (article.Id, Said: (double)words.Count(article.Terms.Contains) / words.Count,
                Whole: (double)words.Count(article.Terms.Contains) / article.Terms.Count))
            .Where(article => article.Said >= (named ? InTitle : 1) && (named || of || IsTitle(article.Whole, words.Count)))
            .OrderByDescending(article => article.Said).ThenByDescending(article => article.Whole)
            .ToList();
        if (titles.Count > 0)
        {
            return Found(titles.TakeWhile(article => article.Said == titles[0].Said && article.Whole == titles[0].Whole).Take(3).Select(article => article.Id));
        }

        if (!asked.NamesArticle && !of)
        {
            return [];
        }

        // No title says it: the article whose paragraph is nearest and speaks of it.
        var found = await retriever.RetrieveAsync(new Question(asked.Topic), cancellationToken: cancellationToken);
        var near = found.Paragraphs.FirstOrDefault(scored => words.TrueForAll(word => _analyzer.Terms(scored.Paragraph.Text)
            .Concat(_analyzer.Terms(scored.Paragraph.Title)).Contains(word)));
        return near is null ? [] : Found([near.Paragraph.Id.ArticleId]);
    }

    /// <summary>Whether a topic, all of whose words a title has, is that title.</summary>
    private static bool IsTitle(double whole, int words) => whole >= (words > 1 ? 0.5 : 1);

    private IReadOnlyList<Article> Found(IEnumerable<string> ids) =>
        [.. ids.Select(id => articles.FindEvidence(id)).OfType<StoredArticle>().Where(stored => !stored.Withdrawn).Select(stored => stored.Article)];

    private Answer.Grounded? Listed(ArticleQuestionKind kind, long count)
    {
        var listed = articles.List(count: MostNamed);
        var sources = listed.Select(article => articles.FindEvidence(article.Id)?.Article).OfType<Article>()
            .Select(article => (Article: article, Source: SourceOf(article))).Where(item => item.Source is not null).ToList();
        if (sources.Count == 0)
        {
            return null;
        }

        var names = sources.ConvertAll(item => Named(item.Article));
        var number = count == 1 ? "There is one article" : string.Create(CultureInfo.InvariantCulture, $"There are {count:N0} articles");
        if (kind == ArticleQuestionKind.List)
        {
            var each = sources.Select((item, i) => new DraftClaim($"{names[i]}.", [item.Source!])).ToList();
            return Answer(count > sources.Count
                ? [new DraftClaim($"{number}; these are the first {sources.Count}.", [.. sources.Take(1).Select(item => item.Source!)]), .. each] : each);
        }

        var some = names.Take(MostAtHand).ToList();
        var list = some.Count == 1 ? some[0] : $"{string.Join(", ", some.SkipLast(1))} and {some[^1]}";
        return Answer([new DraftClaim(count > some.Count
            ? $"{number}, among them {list}." : $"{number}: {list}.", [.. sources.Take(some.Count).Select(item => item.Source!)])]);
    }

    /// <summary>The articles of the earliest or latest date; null where none has a date, or where there are too many to look through.</summary>
    private Answer.Grounded? ByDate(ArticleQuestionKind kind, long count)
    {
        var dated = count > MostTitles ? [] : articles.List(count: MostTitles).Where(article => article.Published is not null).ToList();
        if (dated.Count == 0)
        {
            return null;
        }

        var date = kind == ArticleQuestionKind.Oldest ? dated.Min(article => article.Published) : dated.Max(article => article.Published);
        var named = Found(dated.Where(article => article.Published == date).Take(MostLeads).Select(article => article.Id));
        var undated = count - dated.Count;
        var among = undated == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" Of the {count:N0} articles, {undated:N0} give no date.");
        return Answer([.. named.Select((article, i) => new DraftClaim(
            $"The {(kind == ArticleQuestionKind.Oldest ? "oldest" : "newest")} dated article is {Named(article)}.{(i == 0 ? among : "")}",
            SourceOf(article) is { } source ? [source] : []))]);
    }

    /// <summary>Where the record is silent, what the article itself says of it, verbatim: "Authors: …", "Manual version 2.1, printed 05/2021". Null where it says nothing.</summary>
    private DraftClaim? InItsOwnWords(Article article, IReadOnlyList<ArticleQuestionKind> kinds)
    {
        var says = kinds.Select(kind => kind switch
        {
            ArticleQuestionKind.Author => OfAuthor(),
            ArticleQuestionKind.Publisher => OfPublisher(),
            _ => OfDate(),
        }).ToList();
        var (head, foot) = (article.Blocks.Take(HeadBlocks), article.Blocks.Skip(Math.Max(HeadBlocks, article.Blocks.Count - FootBlocks)));
        foreach (var block in head.Concat(foot).Where(block => block.Text.Length <= LongestImprint))
        {
            foreach (var line in TextLines.Of(block.Text).Lines.Where(line => !line.IsBlank))
            {
                var text = block.Text[line.Start..line.End];
                if (says.Exists(each => each.IsMatch(text)))
                {
                    var source = block.Ordinal is { } ordinal && ParagraphOf(article, ordinal) is { } paragraph
                        ? new SourceQuote(paragraph, line.Start, line.End) : SourceOf(article);
                    return new DraftClaim($"“{article.Title}” says: “{text}”.", source is null ? [] : [source]);
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"\b(?:authors?\s*:|(?:written|compiled|prepared|edited|authored)\s+by\b|(?:text|words)\s*:|editor\s*:)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OfAuthor();

    [GeneratedRegex(@"\b(?:publisher\s*:|(?:published|issued|produced|printed)\s+by\b)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OfPublisher();

    [GeneratedRegex(@"\b(?:published|issued|revised|updated|reviewed|printed|adopted|dated|version|edition)\b.{0,80}\b(?:19|20)[0-9]{2}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex OfDate();

    /// <summary>A date line that says something else than "published", verbatim: "Last revised 8 June 2023". Null for others.</summary>
    private static string? OwnLine(Article article) => article.Blocks
        .FirstOrDefault(block => block.Kind == BlockKind.Date && Imprint.Of(block.Text)?.Published == article.Published && Revised().IsMatch(block.Text))?.Text.Trim();

    [GeneratedRegex(@"\b(?:updated|revised|reviewed|modified)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Revised();

    private DraftClaim Recorded(Article article, IReadOnlyList<ArticleQuestionKind> kinds)
    {
        var date = article.Published?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var title = $"“{article.Title}”";
        var by = article.Publisher is { Length: > 0 } publisher ? publisher : null;
        if (kinds[0] == ArticleQuestionKind.Date && OwnLine(article) is { } line)
        {
            return new DraftClaim($"{title} says of its date: “{line}”.", SourceOf(article) is { } place ? [place] : []);
        }

        if ((kinds.Contains(ArticleQuestionKind.Author) || kinds.Contains(ArticleQuestionKind.Publisher) && by is null || kinds.Contains(ArticleQuestionKind.Date) && date is null)
            && InItsOwnWords(article, kinds) is { } own)
        {
            return own;
        }

        var text = (kinds[0], kinds.Count) switch
        {
            (ArticleQuestionKind.Author, _) => by is null
                ? $"The record of {title} names no author and no publisher{On(date)}."
                    : $"The record of {title} names no author; it was published by {by}{(date is null ? "" : $" on {date}")}.",
            (ArticleQuestionKind.Publisher, _) => by is null
                ? $"The record of {title} names no publisher{On(date)}."
                    : $"{title} was published by {by}{(date is null ? "; it is undated" : $" on {date}")}.",
            (_, > 1) => (date, by) switch
            {
                (null, null) => $"{title} is undated, and its record names no publisher.",
                (null, _) => $"{title} was published by {by}; it is undated.",
                (_, null) => $"{title} was published on {date}; its record names no publisher.",
                _ => $"{title} was published on {date} by {by}.",
            },
            _ => date is null ? $"{title} is undated: it gives no date of publication{(by is null ? "" : $". It was published by {by}")}."
                : $"{title} was published on {date}{(by is null ? "" : $" by {by}")}.",
        };
        return new DraftClaim(text, SourceOf(article) is { } source ? [source] : []);
    }

    private static string On(string? date) => date is null ? "" : $"; it is dated {date}";

    private static string Named(Article article)
    {
        var date = article.Published?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "undated";
        return article.Publisher is { Length: > 0 } publisher ? $"“{article.Title}” ({date}, {publisher})" : $"“{article.Title}” ({date})";
    }

    /// <summary>The lead, and where the article gives it no more than a sentence, the sentence that says most.</summary>
    private IReadOnlyList<KeySentences.Place> About(Article article)
    {
        var lead = KeySentences.Lead(article);
        return [.. lead.Concat(_key.Of(article, 2)).Distinct().Take(Math.Max(2, lead.Count)).OrderBy(place => place.Ordinal).ThenBy(place => place.Span.Start)];
    }

    private IReadOnlyList<KeySentences.Place> Summary(Article article)
    {
        var lead = KeySentences.Lead(article);
        return [.. lead.Concat(_key.Of(article, SummarySentences)).Distinct().Take(SummarySentences).OrderBy(place => place.Ordinal)
            .ThenBy(place => place.Span.Start)];
    }

    private IEnumerable<DraftClaim> Points(Article article, int meant)
    {
        var items = KeyList.Of(article);
        return items.Count > 0
            ? items.SelectMany(item => Sentences(article, item))
            : Quoted(article, _key.Of(article, meant > 1 ? 2 : KeyPoints));
    }

    /// <summary>An item whole, without its mark: one claim, however many sentences it has.</summary>
    private IEnumerable<DraftClaim> Sentences(Article article, Block item)
    {
        var spans = SentenceSplitter.Split(item.Text);
        return spans.Count == 0 ? [] : Quoted(article, [new KeySentences.Place(item.Ordinal!.Value, new TextSpan(spans[0].Start, spans[^1].End))]);
    }

    private IEnumerable<DraftClaim> Quoted(Article article, IReadOnlyList<KeySentences.Place> places)
    {
        foreach (var place in places)
        {
            if (ParagraphOf(article, place.Ordinal) is { } paragraph)
            {
                yield return new DraftClaim(paragraph.Text[place.Span.Start..place.Span.End], [new SourceQuote(paragraph, place.Span.Start, place.Span.End)]);
            }
        }
    }

    /// <summary>What a statement from the record cites: the article at its first sentence, where the viewer shows title, publisher and date.</summary>
    private SourceQuote? SourceOf(Article article)
    {
        var lead = KeySentences.Lead(article);
        return lead.Count > 0 && ParagraphOf(article, lead[0].Ordinal) is { } paragraph
            ? new SourceQuote(paragraph, lead[0].Span.Start, lead[0].Span.End) : null;
    }

    private Paragraph? ParagraphOf(Article article, int ordinal) =>
        article.Paragraphs.FirstOrDefault(block => block.Ordinal == ordinal) is { } block
            ? articles.Find(new ParagraphId(article.Id, ordinal, ContentHash.Of(block.Text))) : null;
}
