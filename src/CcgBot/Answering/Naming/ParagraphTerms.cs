using System.Collections.Concurrent;
using CcgBot.Answering.Extractive;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Naming;

/// <summary>The index terms of paragraphs with their titles; those seen lately are remembered. Safe for many threads.</summary>
internal sealed class ParagraphTerms
{
    private const int Most = 2_048;

    private readonly EnglishTextAnalyzer _analyzer = new();
    private readonly ConcurrentDictionary<(string Text, string Title), IReadOnlySet<string>> _known = new();

    public IReadOnlySet<string> Of(Paragraph paragraph) => Of(paragraph.Text, paragraph.Introduction);

    public IReadOnlySet<string> Of(string text, string title = "")
    {
        if (!_known.TryGetValue((text, title), out var terms))
        {
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known[(text, title)] = terms = _analyzer.Terms($"{title}\n{text}").ToHashSet(StringComparer.Ordinal);
        }

        return terms;
    }

    /// <summary>Whether a word of the question stands in a paragraph or its title, in any form that counts as the same.</summary>
    public bool Has(Paragraph paragraph, QuestionTerm term) => QuestionMatch.Stands(term, Of(paragraph).Contains);
}
