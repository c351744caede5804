using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Evidence;

/// <summary>
/// Operators' own answers, which win over search. Each is checked like any other at the moment it is asked for: its quotes must stand in
/// the articles as they are now and support its sentences, or search answers instead. A changed file is taken up with the next question.
/// </summary>
public sealed partial class CuratedAnswers(string path, ArticleStore articles) : IDisposable
{
    private readonly EnglishTextAnalyzer _analyzer = new();
    private readonly Lock _lock = new();
    private (DateTime Written, IReadOnlyList<CuratedAnswer> Answers, Dictionary<string, CuratedAnswer> ByQuestion) _read = (DateTime.MinValue, [], []);

    /// <summary>The answer to a question asked in one of its variants; null when there is none or it does not pass the check.</summary>
    public Answer.Grounded? Find(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Load().ByQuestion.TryGetValue(KeyOf(question), out var curated) ? Check(curated).Answer : null;
    }

    /// <summary>Every answer of the file with what is wrong with it.</summary>
    /// <exception cref="InvalidDataException">The file can't be read; the message names the line or answer.</exception>
    public IReadOnlyList<CheckedAnswer> CheckAll() => [.. Read(File.GetLastWriteTimeUtc(path)).Answers.Select(Check)];

    public void Dispose() => _analyzer.Dispose();

    /// <summary>A file that was broken by an edit leaves the answers of before in force.</summary>
    private (DateTime Written, IReadOnlyList<CuratedAnswer> Answers, Dictionary<string, CuratedAnswer> ByQuestion) Load()
    {
        var written = File.GetLastWriteTimeUtc(path);
        lock (_lock)
        {
            if (written != _read.Written)
            {
                try
                {
                    _read = Read(written);
                }
                catch (InvalidDataException)
                {
                    _read = _read with { Written = written };
                }
            }

            return _read;
        }
    }

    private (DateTime Written, IReadOnlyList<CuratedAnswer> Answers, Dictionary<string, CuratedAnswer> ByQuestion) Read(DateTime written)
    {
        var answers = CuratedFile.Read(path);
        var byQuestion = new Dictionary<string, CuratedAnswer>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            foreach (var question in answer.Questions)
            {
                if (!byQuestion.TryAdd(KeyOf(question), answer) && byQuestion[KeyOf(question)] != answer)
                {
                    throw new InvalidDataException($"{path}: \"{question}\" has two answers.");
                }
            }
        }

        return (written, answers, byQuestion);
    }

    private CheckedAnswer Check(CuratedAnswer curated)
    {
        var citations = new List<Citation>();
        foreach (var (index, source) in curated.Citations.Index())
        {
            var stored = articles.Find(source.Article);
            if (stored is null || stored.Withdrawn)
            {
                return new CheckedAnswer(curated, null, $"There is no article '{source.Article}'{(stored is null ? "" : " any more: it is withdrawn")}.");
            }

            if (stored.Article.Paragraphs.FirstOrDefault(block => block.Text.Contains(source.Quote, StringComparison.Ordinal)) is not { } block)
            {
                return new CheckedAnswer(curated, null, $"No paragraph of '{source.Article}' has the words \"{source.Quote}\".");
            }

            var paragraph = articles.Find(new ParagraphId(source.Article, block.Ordinal!.Value, ContentHash.Of(block.Text)))!;
            var start = block.Text.IndexOf(source.Quote, StringComparison.Ordinal);
            citations.Add(new Citation(index + 1, paragraph, source.Quote, start, start + source.Quote.Length));
        }

        foreach (var claim in curated.Claims)
        {
            var verdict = SupportCheck.Check(claim.Text, [.. claim.Citations.Select(number => citations[number - 1].Paragraph.Text)]);
            if (!verdict.Supported)
            {
                return new CheckedAnswer(curated, null, $"\"{claim.Text}\" {verdict.Reason}");
            }
        }

        var used = curated.Claims.SelectMany(claim => claim.Citations).ToHashSet();
        if (citations.FirstOrDefault(citation => !used.Contains(citation.Number)) is { } unused)
        {
            return new CheckedAnswer(curated, null, $"Its text does not cite [{unused.Number}].");
        }

        return new CheckedAnswer(
            curated,
            new Answer.Grounded([.. curated.Claims.Select(claim => new Claim(claim.Text, claim.Citations))], citations)
            {
                Question = "",
                Standalone = "",
                Curated = true,
                Confidence = 1,
            },
            null);
    }

    /// <summary>The index terms in order; "not" and the like, which the index drops, turn a question round and are kept.</summary>
    private string KeyOf(string question) =>
        string.Join(' ', _analyzer.Terms(Negation().Replace(question, " negated$0 ")));

    [GeneratedRegex(@"\b(?:not|no|nor|never|without)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();
}
