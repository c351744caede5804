using System.Collections.Concurrent;
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

    private readonly ConcurrentDictionary<(string Article, string Version), IReadOnlyList<AnsweredQuestion>> _known = new();
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
        var offered = new List<string>();
        foreach (var (article, version) in grounded.Citations.Select(citation => (citation.Paragraph.Id.ArticleId, citation.Paragraph.Version)).Distinct())
        {
            var questions = await OfAsync(article, version, cancellationToken);
            offered.AddRange(questions.Where(question => !before.Contains(Key(question.Text)) && !said.Contains((question.Paragraph, question.Start))).Select(question => question.Text));
        }

        return [.. offered.Distinct(StringComparer.OrdinalIgnoreCase).Take(options.Suggestions)];
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
                .SelectMany(round => lists.Where(list => round < list.Count).Select(list => list[round].Text))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(options.Suggestions),
        ];
    }

    private async Task<IReadOnlyList<AnsweredQuestion>> OfAsync(string article, string version, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue((article, version), out var questions))
        {
            questions = articles.Find(article, version) is { Current: true, Withdrawn: false } stored ? await AnsweredAsync(stored.Article, cancellationToken) : [];
            _known.TryAdd((article, version), questions);
        }

        return questions;
    }

    private async Task<IReadOnlyList<AnsweredQuestion>> AnsweredAsync(Article article, CancellationToken cancellationToken)
    {
        var answered = new List<AnsweredQuestion>();
        foreach (var text in QuestionTemplates.Of(article).Take(MostTried))
        {
            var question = new Question(text);
            var draft = await composer.ComposeAsync(question, await retriever.RetrieveAsync(question, cancellationToken: cancellationToken), cancellationToken);

            // Two questions that the same sentence answers are one suggestion.
            if (draft.Confidence >= options.Threshold
                && draft.Claims.Count > 0
                && draft.Claims[0].Sources[0] is var source
                && source.Paragraph.Id.ArticleId == article.Id
                && !answered.Exists(other => other.Paragraph == source.Paragraph.Key && other.Start == source.Start))
            {
                answered.Add(new AnsweredQuestion(text, source.Paragraph.Key, source.Start));
                if (answered.Count == MostKept)
                {
                    break;
                }
            }
        }

        return answered;
    }

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
    private sealed record AnsweredQuestion(string Text, long Paragraph, int Start);

    /// <param name="Few">Whether there are few enough articles to offer questions.</param>
    private sealed record Size(int Paragraphs, bool Few);
}
