using CcgBot.Questions;
using CcgBot.Retrieval;

namespace CcgBot.Answering.Defining;

/// <summary>Answers a question for what a word means with the sentence that says so; any other question, and where no sentence does, is composed as
/// before.</summary>
public sealed class DefinitionComposer(IAnswerComposer inner) : IAnswerComposer
{
    /// <summary>A sentence of less worth is no better than what the inner composer finds.</summary>
    private const double Clear = 0.7;

    private readonly DefinitionFinder _finder = new();

    public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        if (found.Parts.Count > 0 || DefinitionQuestion.Of(found.Standalone) is not { } asked)
        {
            return await inner.ComposeAsync(question, found, cancellationToken);
        }

        if (_finder.Find(asked, found.Paragraphs.Select(scored => scored.Paragraph)) is { } definition && (asked.SpellsOut || definition.Worth >= Clear))
        {
            return Of(definition);
        }

        if (asked.SpellsOut && IsShortForm(asked.Term, found))
        {
            // No sentence spells it out: whatever else is said of it is no answer.
            return new Draft([], [], 0, Composer.Extractive);
        }

        var draft = await inner.ComposeAsync(question, found, cancellationToken);
        return _finder.Find(asked, found.Paragraphs.Select(scored => scored.Paragraph)) is { } introduced && draft.Confidence < introduced.Worth
            && IsShortForm(asked.Term, found) ? Of(introduced) : draft;
    }

    private static Draft Of(DefinitionFinder.Definition definition) => new(
        [new DraftClaim(definition.Text, [new SourceQuote(definition.Paragraph, definition.Span.Start, definition.Span.End)], definition.Answer)],
        [],
        definition.Worth,
        Composer.Extractive);

    /// <summary>Typed in capitals, or standing so in a paragraph: "nhs".</summary>
    private static bool IsShortForm(string term, RetrievalResult found) =>
        !term.Contains(' ', StringComparison.Ordinal)
        && (term.Count(char.IsUpper) >= 2 || found.Paragraphs.Any(scored => scored.Paragraph.Text.Contains(term.ToUpperInvariant(), StringComparison.Ordinal)));
}
