using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using CcgBot.Retrieval;

namespace CcgBot.Evaluation.Running;

/// <summary>Asks the library in this process.</summary>
/// <param name="documents">Names a paragraph as the qrels do.</param>
/// <param name="rankingOnly">Only ranks, for fast runs that tune retrieval.</param>
/// <param name="access">What whoever asks may read; null = what everyone may.</param>
public sealed class EngineAnswers(
    BotEngine engine, Func<string, int, string> documents, TimeProvider time, bool rankingOnly = false, Access? access = null) : IAnswerSource
{
    /// <summary>How deep a ranking is scored.</summary>
    public const int Depth = 100;

    public async Task<QuestionResult> AnswerAsync(TestQuestion question, CancellationToken cancellationToken)
    {
        var asked = new Question(question.Text, question.History, question.Scenario) { Excluded = question.Removed, Access = access ?? Access.Public };
        var view = engine.View(asked.Access);
        var started = time.GetTimestamp();
        if (rankingOnly)
        {
            var found = await view.Retriever.RetrieveAsync(asked, Depth, cancellationToken);
            return Tried(new QuestionResult(question.Id, AnswerKind.Ranking, [], [], 0, time.GetElapsedTime(started).TotalMilliseconds), found);
        }

        var answer = await view.Answerer.AnswerAsync(asked, cancellationToken: cancellationToken);
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        var (kind, claims, citations) = answer switch
        {
            Answer.Grounded grounded => (AnswerKind.Grounded, grounded.Claims, grounded.Citations),
            Answer.Abstention abstention => (AnswerKind.Abstention, [], abstention.Nearest),
            // A word of the bot itself answers no question of a test set.
            Answer.Reply => (AnswerKind.Abstention, [], []),
            _ => (AnswerKind.Clarification, (IReadOnlyList<Claim>)[], (IReadOnlyList<Citation>)[]),
        };
        var result = new QuestionResult(
            question.Id,
            kind,
            [.. claims.Select(claim => new ResultClaim(claim.Text, claim.Citations))],
            [.. citations.Select(citation => new ResultCitation(
                citation.Number, documents.Of(citation.Paragraph.Id), citation.Paragraph.Title, citation.Paragraph.Id.Ordinal, citation.Quote))],
            answer.Confidence,
            elapsed);
        // A second search, deeper than answering needs; it is not in the time measured.
        return Tried(result, await view.Retriever.RetrieveAsync(asked, Depth, cancellationToken));
    }

    private QuestionResult Tried(QuestionResult result, RetrievalResult found) => result with
    {
        // Where qrels name articles, an article stands where its best paragraph does.
        Ranking = [.. found.Paragraphs.Select(scored => new RankedDocument(documents.Of(scored.Paragraph.Id), scored.Order)).DistinctBy(ranked => ranked.Document)],
        Standalone = found.Standalone,
        Words = [.. found.Terms.Select(term => term.Surface).Distinct()],
    };
}
