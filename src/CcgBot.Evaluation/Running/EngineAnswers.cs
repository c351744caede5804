using CcgBot.Answering;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;

namespace CcgBot.Evaluation.Running;

/// <summary>Asks the library in this process.</summary>
/// <param name="documents">Names a paragraph as the qrels do.</param>
/// <param name="rankingOnly">Only ranks, for fast runs that tune retrieval.</param>
public sealed class EngineAnswers(BotEngine engine, Func<string, int, string> documents, TimeProvider time, bool rankingOnly = false) : IAnswerSource
{
    /// <summary>How deep a ranking is scored.</summary>
    public const int Depth = 100;

    public async Task<QuestionResult> AnswerAsync(TestQuestion question, CancellationToken cancellationToken)
    {
        var asked = new Question(question.Text, question.History, question.Scenario) { Excluded = question.Removed };
        var started = time.GetTimestamp();
        if (rankingOnly)
        {
            var ranking = await RankAsync(asked, cancellationToken);
            return new QuestionResult(question.Id, AnswerKind.Ranking, [], [], 0, time.GetElapsedTime(started).TotalMilliseconds, ranking);
        }

        var answer = await engine.Answerer.AnswerAsync(asked, cancellationToken: cancellationToken);
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        var (kind, claims, citations) = answer switch
        {
            Answer.Grounded grounded => (AnswerKind.Grounded, grounded.Claims, grounded.Citations),
            Answer.Abstention abstention => (AnswerKind.Abstention, [], abstention.Nearest),
            _ => (AnswerKind.Clarification, (IReadOnlyList<Claim>)[], (IReadOnlyList<Citation>)[]),
        };
        return new QuestionResult(
            question.Id,
            kind,
            [.. claims.Select(claim => new ResultClaim(claim.Text, claim.Citations))],
            [.. citations.Select(citation => new ResultCitation(
                citation.Number, documents.Of(citation.Paragraph.Id), citation.Paragraph.Title, citation.Paragraph.Id.Ordinal, citation.Quote))],
            answer.Confidence,
            elapsed,
            // A second search, deeper than answering needs; it is not in the time measured.
            await RankAsync(asked, cancellationToken));
    }

    private async Task<IReadOnlyList<RankedDocument>> RankAsync(Question question, CancellationToken cancellationToken)
    {
        var found = await engine.Retriever.RetrieveAsync(question, Depth, cancellationToken);
        // Where qrels name articles, an article stands where its best paragraph does.
        return [.. found.Paragraphs.Select(scored => new RankedDocument(documents.Of(scored.Paragraph.Id), scored.Score)).DistinctBy(ranked => ranked.Document)];
    }
}
