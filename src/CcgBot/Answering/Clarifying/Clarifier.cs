using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Clarifying;

/// <summary>
/// Asks back when a question can be read in two ways and the articles answer both, equally surely and differently. Never instead of
/// abstaining: it is asked only when the question would be answered as it stands.
/// </summary>
/// <param name="composer">Answers each reading, to compare them; nothing of it is shown.</param>
public sealed class Clarifier(Retriever retriever, IAnswerComposer composer, AnsweringOptions options)
{
    private const int Most = 4;

    /// <summary>How much surer of one reading than of another is still equally sure.</summary>
    private const double Near = 0.15;

    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>What is found for each way to read a question; none for nearly every question, at the cost of a few patterns.</summary>
    internal async Task<Readings?> ReadAsync(Question asked, RetrievalResult found, CancellationToken cancellationToken)
    {
        if (!options.Clarify
            || found.Parts.Count > 0
            || (PersonReadings.OfPronoun(asked) ?? AcronymReadings.Of(asked, found.Paragraphs) ?? TitleReadings.Of(asked, found.Paragraphs) ?? PersonReadings.OfSurname(asked, found.Paragraphs))
                is not { Readings.Count: >= 2 and <= Most } ambiguity)
        {
            return null;
        }

        var each = new List<LabelledResult>();
        foreach (var reading in ambiguity.Readings)
        {
            var result = await retriever.RetrieveAsync(asked with { Text = reading.Question, History = [] }, cancellationToken: cancellationToken);
            each.Add(new LabelledResult(reading.Label, result with { Paragraphs = [.. result.Paragraphs.Where(scored => reading.Holds(scored.Paragraph))] }));
        }

        return new Readings(ambiguity.Prompt, each);
    }

    /// <returns>Null when one reading is better than the others, or all come to the same answer.</returns>
    internal async Task<Answer.Clarification?> ChooseAsync(Question asked, Readings readings, CancellationToken cancellationToken)
    {
        var answered = new List<(LabelledResult Reading, Draft Draft)>();
        foreach (var reading in readings.Each)
        {
            var draft = await composer.ComposeAsync(asked with { Text = reading.Found.Standalone, History = [] }, reading.Found, cancellationToken);
            if (draft.Claims.Count > 0 && draft.Confidence >= options.Threshold)
            {
                answered.Add((reading, draft));
            }
        }

        if (answered.Count < 2)
        {
            return null;
        }

        // "What was the budget of the PCT?": an answer that speaks of a budget is better than one that doesn't, however sure both are.
        var words = _analyzer.Terms(asked.Text).Distinct(StringComparer.Ordinal).ToList();
        var recurring = answered.ConvertAll(item => words.Intersect(item.Draft.Claims.SelectMany(claim => _analyzer.Terms(claim.Text)), StringComparer.Ordinal).Count());
        var (best, most) = (answered.Max(item => item.Draft.Confidence), recurring.Max());
        var good = answered.Where((item, i) => item.Draft.Confidence >= best - Near && recurring[i] == most).ToList();
        var said = good.SelectMany(item => item.Draft.Claims.Select(claim => claim.Text).Distinct(StringComparer.Ordinal)).ToList();
        return good.Count < 2 || said.Count != said.Distinct(StringComparer.Ordinal).Count()
            ? null
            : new Answer.Clarification(readings.Prompt, [.. good.Select(item => new ClarificationOption(item.Reading.Label, item.Reading.Found.Standalone))])
            {
                Question = "",
                Standalone = "",
            };
    }
}
