using CcgBot.Articles;
using CcgBot.Questions;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;

namespace CcgBot.Answering.Defining;

/// <summary>
/// Finds the sentence that says what a word means: one that spells out its short form ("clinical commissioning groups (CCGs)"), or that has the form of a
/// definition ("A merger is a …", "Triage means …", "Triage: …"). Pure.
/// </summary>
internal sealed class DefinitionFinder
{
    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <param name="Span">The sentence in its paragraph.</param>
    /// <param name="Answer">The words that answer, within the sentence; null when it is all of it.</param>
    /// <param name="Worth">0..1: how sure it is to be a definition of just this.</param>
    /// <param name="Long">What the short form asked about is spelt out as there; null where it is not.</param>
    internal sealed record Definition(Paragraph Paragraph, TextSpan Span, TextSpan? Answer, double Worth, string? Long = null)
    {
        public string Text => Paragraph.Text[Span.Start..Span.End];
    }

    /// <summary>The best definition in some paragraphs, the first of equally good ones; null when none has one.</summary>
    public Definition? Find(DefinitionQuestion asked, IEnumerable<Paragraph> paragraphs) => Best(All(asked, paragraphs));

    /// <inheritdoc cref="Find"/>
    public static Definition? Best(IReadOnlyList<Definition> all) => all.MaxBy(definition => definition.Worth);

    /// <summary>What a short form is spelt out as, the best definition of each meaning: "SRA" is a safe rower assessment and a shoreline restraint area.</summary>
    public IReadOnlyList<Definition> Meanings(IReadOnlyList<Definition> all) =>
    [
        .. all.Where(definition => definition.Long is not null)
            .GroupBy(definition => Key(definition.Long!), StringComparer.OrdinalIgnoreCase)
            .Select(same => same.MaxBy(definition => definition.Worth)!),
    ];

    /// <summary>Every definition in some paragraphs, in their order.</summary>
    public IReadOnlyList<Definition> All(DefinitionQuestion asked, IEnumerable<Paragraph> paragraphs)
    {
        var list = paragraphs.ToList();
        var longForms = list.SelectMany(paragraph => AcronymFinder.Find(paragraph.Text)).Where(pair => IsShort(pair.Short, asked.Term))
            .Select(pair => Key(pair.Long)).ToHashSet(StringComparer.Ordinal);
        var names = longForms.Append(Key(asked.Term)).Where(key => key.Length > 0).ToHashSet(StringComparer.Ordinal);
        return [.. list.SelectMany(paragraph => Of(asked, names, paragraph))];
    }

    private IEnumerable<Definition> Of(DefinitionQuestion asked, HashSet<string> names, Paragraph paragraph)
    {
        foreach (var whole in SentenceSplitter.Split(paragraph.Text))
        {
            // "3. Pass the SRA (…)" by itself is no third of anything.
            var span = ListMark.At(paragraph.Text, whole.Start, whole.End) is { } mark && mark.Length < whole.Length ? new TextSpan(whole.Start + mark.Length, whole.End) : whole;
            var sentence = paragraph.Text[span.Start..span.End];
            var spelt = AcronymFinder.Find(sentence).FirstOrDefault(pair => IsShort(pair.Short, asked.Term) || Key(pair.Long) == Key(asked.Term));
            var form = DefinitionForm.Of(sentence, subject => names.Contains(Key(subject)) || spelt is not null && Key(subject) == Key(spelt.Long));
            if (spelt is not null)
            {
                var answer = IsShort(spelt.Short, asked.Term) ? spelt.Long : spelt.Short;
                var at = sentence.IndexOf(answer, StringComparison.Ordinal);
                var worth = asked.SpellsOut ? 0.9 : form > 0 ? 0.95 : DefinitionForm.GoesOn(sentence, spelt) ? 0.85 : 0.6;
                yield return new Definition(paragraph, span, at < 0 ? null : new TextSpan(at, at + answer.Length), worth + (asked.SpellsOut
                    && form > 0 ? 0.05 : 0), IsShort(spelt.Short, asked.Term) ? spelt.Long : null);
            }
            else if (form > 0 && !asked.SpellsOut)
            {
                yield return new Definition(paragraph, span, null, form);
            }
            else if (asked.SpellsOut && DefinitionForm.StandsFor(sentence, subject => Key(subject) == Key(asked.Term)) is { } words)
            {
                yield return new Definition(paragraph, span, words, 0.9, sentence[words.Start..words.End]);
            }
        }
    }

    /// <summary>"CCGs" and "ccg" are both "CCG".</summary>
    internal static bool IsShort(string shortForm, string asked) => string.Equals(Singular(shortForm), Singular(asked), StringComparison.OrdinalIgnoreCase);

    private static string Singular(string text) => text.Length > 2 && text[^1] is 's' && char.IsUpper(text[^2]) || text.Length > 3
        && text.EndsWith('s') && !text.EndsWith("ss", StringComparison.Ordinal) && !text.Any(char.IsUpper) ? text[..^1] : text;

    private string Key(string text) => string.Join(' ', _analyzer.Terms(text));
}
