using System.Collections.Concurrent;
using CcgBot.Answering.Parts;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Suggestions;

/// <summary>
/// Next questions that the articles do answer: each was put to the bot itself before it is offered. Found once for each article version,
/// when it is first cited, and kept; where there are too many articles none are offered, so that answers stay quick.
/// </summary>
public sealed class SuggestedQuestions(ArticleStore articles, ParagraphIndex index, Retriever retriever, IAnswerComposer composer, AnsweringOptions options)
{
    /// <summary>Candidates of one article put to the bot.</summary>
    private const int MostTried = 12;

    /// <summary>Kept of one article: more than are shown, as some were asked or answered already.</summary>
    private const int MostKept = 6;

    private const int StarterArticles = 20;

    /// <summary>Paragraphs so far from a cited one still speak of much the same.</summary>
    private const int Neighbours = 2;

    private readonly EnglishTextAnalyzer _analyzer = new();

    private readonly ConcurrentDictionary<(string Article, string Version, string? Revision), IReadOnlyList<AnsweredQuestion>> _known = new();
    private Size _size = new(-1, false);

    /// <summary>For below an answer: of the articles it cites, without what was asked before or the answer has said.</summary>
    public async Task<IReadOnlyList<string>> ForAsync(Answer answer, Question asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (answer is not Answer.Grounded grounded || asked.Excluded.Count > 0 || !Offers())
        {
            return [];
        }

        var before = asked.History.Where(turn => turn.Role == Role.User).Select(turn => turn.Content).Append(asked.Text).Select(Key).ToHashSet(StringComparer.Ordinal);
        var said = grounded.Citations.Select(citation => (citation.Paragraph.Key, citation.Start)).ToHashSet();
        var words = grounded.Claims.SelectMany(claim => _analyzer.Terms(claim.Text)).Concat(_analyzer.Terms(asked.Text)).ToHashSet(StringComparer.Ordinal);
        var offered = new List<(AnsweredQuestion Question, double Near)>();
        foreach (var (article, version) in grounded.Citations.Select(citation => (citation.Paragraph.Id.ArticleId, citation.Paragraph.Version)).Distinct())
        {
            var cited = grounded.Citations.Where(citation => citation.Paragraph.Id.ArticleId == article).Select(citation => citation.Paragraph.Id.Ordinal).ToList();
            offered.AddRange((await OfAsync(article, version, cancellationToken))
                .Where(question => !before.Contains(Key(question.Text)) && !said.Contains((question.Paragraph, question.Start)))
                .Select(question => (question, Near(question, words, cited))));
        }

        // About what the answer is about, and no list of short forms: one at most, of those that the answer has.
        var near = offered.Where(item => item.Near > 0).OrderByDescending(item => item.Near).ToList();
        var shortForm = near.Where(item => item.Question.IsShortForm).Take(1).ToList();
        return [.. near.Where(item => !item.Question.IsShortForm).Concat(shortForm).Select(item => item.Question.Text).Distinct(StringComparer.OrdinalIgnoreCase).Take(options.Suggestions)];
    }

    /// <summary>How near a question is to an answer: by the words that both have, rare ones counting more, and by how far apart their paragraphs stand; 0 = not.</summary>
    private double Near(AnsweredQuestion question, HashSet<string> words, List<int> cited)
    {
        var shared = question.Terms.Where(words.Contains).Sum(term => Math.Log(1 + index.Count / (1.0 + index.DocumentFrequency(term))));
        var apart = cited.Min(ordinal => Math.Abs(ordinal - question.Ordinal));
        return question.IsShortForm && !question.Terms.Any(term => words.Contains(term)) ? 0 : shared + (apart <= Neighbours ? 1.0 / (1 + apart) : 0);
    }

    /// <summary>For the start of a conversation: one of each of the first articles, then a second of each.</summary>
    public async Task<IReadOnlyList<string>> StartersAsync(CancellationToken cancellationToken = default)
    {
        if (!Offers())
        {
            return [];
        }

        var lists = new List<IReadOnlyList<AnsweredQuestion>>();
        foreach (var article in articles.List(count: StarterArticles))
        {
            lists.Add(await OfAsync(article.Id, article.Version, cancellationToken));
            if (lists.Count(list => list.Count > 0) >= options.Suggestions)
            {
                break;
            }
        }

        return
        [
            .. Enumerable.Range(0, MostKept)
                .SelectMany(round => lists.Where(list => round < list.Count).Select(list => list[round]))
                .OrderBy(question => question.IsShortForm)
                .DistinctBy(question => question.IsShortForm ? "" : question.Text, StringComparer.OrdinalIgnoreCase)
                .Select(question => question.Text)
                .Take(options.Suggestions),
        ];
    }

    private async Task<IReadOnlyList<AnsweredQuestion>> OfAsync(string article, string version, CancellationToken cancellationToken)
    {
        // Marks change what answers without a new version.
        var place = (article, version, articles.StateOf(article)?.Revision);
        if (!_known.TryGetValue(place, out var questions))
        {
            questions = articles.FindEvidence(article, version) is { Current: true, Withdrawn: false } stored ? await AnsweredAsync(stored.Article, cancellationToken) : [];
            _known.TryAdd(place, questions);
        }

        return questions;
    }

    private async Task<IReadOnlyList<AnsweredQuestion>> AnsweredAsync(Article article, CancellationToken cancellationToken)
    {
        var answered = new List<AnsweredQuestion>();
        foreach (var turned in QuestionTemplates.Each(article).Take(MostTried))
        {
            var question = new Question(turned.Text);
            var draft = await composer.ComposeAsync(question, await PartRetrieval.RetrieveAsync(retriever, question, cancellationToken), cancellationToken);

            // Answered well: with the very sentence that it was made of, or one that spells the short form out. Two that the same sentence answers are one.
            if (draft.Confidence >= options.Threshold
                && draft.Claims.SelectMany(claim => claim.Sources).FirstOrDefault(source => Answers(turned, source, article)) is { } source
                && !answered.Exists(other => other.Paragraph == source.Paragraph.Key && other.Start == source.Start))
            {
                answered.Add(new AnsweredQuestion(turned.Text, source.Paragraph.Key, source.Start, turned.Ordinal, turned.IsShortForm, [.. _analyzer.Terms(turned.IsShortForm ? ShortForm(turned.Text) : turned.Text).Distinct(StringComparer.Ordinal)]));
                if (answered.Count == MostKept)
                {
                    break;
                }
            }
        }

        return answered;
    }

    private static bool Answers(TurnedQuestion turned, SourceQuote source, Article article) => turned.IsShortForm
        || source.Paragraph.Id.ArticleId == article.Id
            && source.Paragraph.Id.Ordinal == turned.Ordinal
            && source.Start < turned.Span.End
            && turned.Span.Start < source.End;

    private static string ShortForm(string question) => question["What does ".Length..^" stand for?".Length];

    /// <summary>Counting is a scan, so only when the index has changed.</summary>
    private bool Offers()
    {
        if (options.Suggestions == 0)
        {
            return false;
        }

        var paragraphs = index.Count;
        var size = _size;
        if (size.Paragraphs != paragraphs)
        {
            _size = size = new Size(paragraphs, articles.CountArticles() <= options.SuggestionsUpToArticles);
        }

        return size.Few;
    }

    private static string Key(string question) => string.Concat(question.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>A question with the place of the sentence that answers it.</summary>
    /// <param name="Terms">Its index terms; of a question for a short form, the short form's.</param>
    private sealed record AnsweredQuestion(string Text, long Paragraph, int Start, int Ordinal, bool IsShortForm, IReadOnlyList<string> Terms);

    /// <param name="Few">Whether there are few enough articles to offer questions.</param>
    private sealed record Size(int Paragraphs, bool Few);
}
