using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Naming;

/// <summary>
/// Lets no claim through that rests on a paragraph which is not about what the question names, whatever composed it and however sure that is; where none is
/// left, the paragraphs that are about it are composed from, and where there are none, nothing is said and the draft tells which words are missing.
/// </summary>
/// <param name="again">Whether it composes once more from the paragraphs that are about it; not over a model, which would be asked twice.</param>
public sealed class NamedThingsComposer(IAnswerComposer inner, ArticleStore articles, ParagraphIndex index, AnsweringOptions options,
    bool again = true) : IAnswerComposer
{
    private readonly NamedScope _scope = new(articles);

    public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        var draft = await inner.ComposeAsync(question, found, cancellationToken);
        var named = found.Parts.Count > 0 ? [] : NamedThings.Of(found.Standalone, found.Terms, index.Count);
        var (missing, areNames) = Unknown(found, named);
        draft = draft with { Missing = missing, IsMissingWordsOnly = missing.Count > 0 && !areNames, Apart = Apart(found, named) };
        var about = draft.Claims.Where(claim => claim.Sources.Any(source => _scope.Missing(source.Paragraph, named).Count == 0)).ToList();
        if (named.Count == 0 || about.Count == draft.Claims.Count)
        {
            return draft;
        }

        if (about.Count > 0)
        {
            return draft with { Claims = about };
        }

        var paragraphs = !again ? [] : found.Paragraphs.Take(options.Paragraphs * 2).Where(scored => _scope.Missing(scored.Paragraph, named)
            .Count == 0).ToList();
        return paragraphs.Count > 0
            ? await inner.ComposeAsync(question, found with { Paragraphs = paragraphs }, cancellationToken) with
            {
                Missing = draft.Missing,
                IsMissingWordsOnly = draft.IsMissingWordsOnly,
                Apart = draft.Apart
            }
            : draft with
            {
                Claims = [],
                Confidence = 0,
                Withheld = [.. draft.Withheld, .. draft.Claims.Select(claim => new WithheldClaim(claim.Text,
            "notNamed", "Its paragraph is not about what the question names."))]
            };
    }

    /// <summary>Names that some paragraph has, but none of those found together with the others.</summary>
    private IReadOnlyList<string> Apart(RetrievalResult found, IReadOnlyList<NamedThings.Named> named)
    {
        var known = named.Where(each => each.Term.DocumentFrequency > 0 || each.Term.Alternatives.Count > 0).ToList();
        return known.Count == 0 || found.Paragraphs.Any(scored => _scope.Missing(scored.Paragraph, known).Count == 0)
            ? []
            : [.. known.Select(each => each.Surface).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Words of the question that no paragraph of any article has, in any form: its names, or where it has none such, any.</summary>
    private (IReadOnlyList<string> Words, bool AreNames) Unknown(RetrievalResult found, IReadOnlyList<NamedThings.Named> named)
    {
        var unknown = found.Terms
            .Where(term => term is { Origin: TermOrigin.Question, DocumentFrequency: 0, Alternatives.Count: 0 } && term.Surface.Length > 2)
            .Where(term => term.Surface.All(char.IsLetter) && !CommonWords.Has(term.Surface))
            .Where(term => !named.Any(each => each.Term == term && each.Forms.Count > 0 && IsSpokenOf(each)))
            .DistinctBy(term => term.Surface, StringComparer.OrdinalIgnoreCase)
            .ToList();
        // "child" where the paragraphs say "children".
        bool IsSpokenOf(NamedThings.Named people) => found.Paragraphs.Any(scored => _scope.Missing(scored.Paragraph, [people]).Count == 0);

        var names = unknown.Where(term => named.Any(each => each.Term == term)).ToList();
        return ([.. (names.Count > 0 ? names : unknown).Select(term => term.Surface)], names.Count > 0);
    }
}
