using CcgBot.Questions;
using CcgBot.Retrieval;

namespace CcgBot.Answering.Defining;

/// <summary>Answers a question for what a word means with the sentence that says so; any other question, and where no sentence does, is composed as
/// before.</summary>
public sealed class DefinitionComposer(IAnswerComposer inner) : IAnswerComposer
{
    /// <summary>A sentence of less worth is no better than what the inner composer finds.</summary>
    private const double Clear = 0.7;

    /// <summary>A short form spelt out in more ways than this is not asked about by itself.</summary>
    private const int MostMeanings = 3;

    private readonly DefinitionFinder _finder = new();

    public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        if (found.Parts.Count > 0 || DefinitionQuestion.Of(found.Standalone) is not { } asked)
        {
            return await inner.ComposeAsync(question, found, cancellationToken);
        }

        var all = _finder.All(asked, found.Paragraphs.Select(scored => scored.Paragraph));
        if (_finder.Meanings(all) is { Count: > 1 and <= MostMeanings } meanings)
        {
            // Which of them is meant nobody can tell: all are given, each from where it is said.
            return new Draft([.. meanings.Select(Claim)], [], meanings.Max(meaning => meaning.Worth), Composer.Extractive);
        }

        var best = DefinitionFinder.Best(all);
        if (best is not null && (asked.SpellsOut || best.Worth >= Clear))
        {
            return Of(best);
        }

        if (asked.SpellsOut && IsShortForm(asked.Term, found))
        {
            // No sentence spells it out: whatever else is said of it is no answer.
            return new Draft([], [], 0, Composer.Extractive);
        }

        var draft = await inner.ComposeAsync(question, found, cancellationToken);
        return best is not null && draft.Confidence < best.Worth && IsShortForm(asked.Term, found) ? Of(best) : draft;
    }

    private static Draft Of(DefinitionFinder.Definition definition) => new([Claim(definition)], [], definition.Worth, Composer.Extractive);

    private static DraftClaim Claim(DefinitionFinder.Definition definition) =>
        new(definition.Text, [new SourceQuote(definition.Paragraph, definition.Span.Start, definition.Span.End)], definition.Answer);

    /// <summary>Typed in capitals, or standing so in a paragraph: "nhs".</summary>
    private static bool IsShortForm(string term, RetrievalResult found) =>
        !term.Contains(' ', StringComparison.Ordinal)
        && (term.Count(char.IsUpper) >= 2 || found.Paragraphs.Any(scored => scored.Paragraph.Text.Contains(term.ToUpperInvariant(), StringComparison.Ordinal)));
}
