using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Evidence;

/// <summary>
/// Operators' own answers, which win over search. Each is checked like any other at the moment it is asked for: its quotes must stand in
/// the articles as they are now and support its sentences, or search answers instead. A changed file, or a change in
/// the store, is taken up with the next question.
/// </summary>
public sealed partial class CuratedAnswers(string path, ArticleStore articles) : IDisposable
{
    private readonly EnglishTextAnalyzer _analyzer = new();
    private readonly CuratedStore _store = new(articles.Database);
    private readonly Lock _lock = new();
    private Known _known = new(DateTime.MinValue, [], 0, []);

    /// <summary>The answer to a question asked in one of its variants; null when there is none or it does not pass the check.</summary>
    public Answer.Grounded? Find(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return Load().ByQuestion.TryGetValue(KeyOf(question), out var curated) ? curated.Select(each => Check(each).Answer).FirstOrDefault(answer => answer is not null) : null;
    }

    /// <summary>Every answer of the file, then of the store, with what is wrong with it.</summary>
    /// <exception cref="InvalidDataException">The file can't be read; the message names the line or answer.</exception>
    public IReadOnlyList<CheckedAnswer> CheckAll() => [.. ReadFile().Concat(_store.Answers()).Select(Check)];

    /// <summary>Looks at every part of an answer that is being written: each quote, each sentence.</summary>
    public IReadOnlyList<CuratedFinding> Examine(CuratedText written)
    {
        ArgumentNullException.ThrowIfNull(written);
        try
        {
            return Examine(written.Parse()).Findings;
        }
        catch (InvalidDataException error)
        {
            return [new CuratedFinding("The answer", error.Message)];
        }
    }

    /// <summary>Whether two ways to ask are one: case, punctuation and small words don't count.</summary>
    internal bool AreSame(string question, string other) => KeyOf(question) == KeyOf(other);

    public void Dispose() => _analyzer.Dispose();

    /// <summary>A file that was broken by an edit leaves the answers of before in force.</summary>
    private Known Load()
    {
        var (written, revision) = (File.GetLastWriteTimeUtc(path), _store.LastRevision());
        lock (_lock)
        {
            if (written != _known.Written || revision != _known.Revision)
            {
                var ofFile = _known.OfFile;
                try
                {
                    ofFile = written == _known.Written ? ofFile : ReadFile();
                }
                catch (InvalidDataException)
                {
                    // What it said before.
                }

                var byQuestion = new Dictionary<string, List<CuratedAnswer>>(StringComparer.Ordinal);
                foreach (var (answer, question) in ofFile.Concat(_store.Answers()).SelectMany(answer => answer.Questions.Select(question => (answer, question))))
                {
                    (byQuestion.TryGetValue(KeyOf(question), out var answers) ? answers : byQuestion[KeyOf(question)] = []).Add(answer);
                }

                _known = new Known(written, ofFile, revision, byQuestion);
            }

            return _known;
        }
    }

    private IReadOnlyList<CuratedAnswer> ReadFile()
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

        return answers;
    }

    private CheckedAnswer Check(CuratedAnswer curated)
    {
        var (citations, findings) = Examine(curated);
        return findings.FirstOrDefault(finding => finding.Problem is not null) is { Problem: var problem }
            ? new CheckedAnswer(curated, null, problem)
            : new CheckedAnswer(
                curated,
                new Answer.Grounded([.. curated.Claims.Select(claim => new Claim(claim.Text, claim.Citations))], [.. citations.OfType<Citation>()])
                {
                    Question = "",
                    Standalone = "",
                    Curated = true,
                    Confidence = 1,
                },
                null);
    }

    /// <summary>Looks its quotes up, then asks of each sentence whether they say it.</summary>
    /// <returns>The citations, null for one that can't be found, and a finding for each quote and each sentence.</returns>
    private (IReadOnlyList<Citation?> Citations, IReadOnlyList<CuratedFinding> Findings) Examine(CuratedAnswer curated)
    {
        var (citations, findings) = (new List<Citation?>(), new List<CuratedFinding>());
        foreach (var (index, source) in curated.Citations.Index())
        {
            var (citation, problem) = Cite(index + 1, source);
            citations.Add(citation);
            findings.Add(new CuratedFinding($"“{source.Quote}”", problem));
        }

        foreach (var claim in curated.Claims)
        {
            var cited = claim.Citations.Select(number => citations[number - 1]?.Paragraph.Text).ToList();
            // What it cites is missed already.
            var verdict = cited.Contains(null) ? Verdict.No("cites a quote that was not found.") : SupportCheck.Check(claim.Text, [.. cited.OfType<string>()]);
            findings.Add(new CuratedFinding(claim.Text, verdict.Supported ? null : $"\"{claim.Text}\" {verdict.Reason}"));
        }

        var used = curated.Claims.SelectMany(claim => claim.Citations).ToHashSet();
        if (Enumerable.Range(1, citations.Count).FirstOrDefault(number => !used.Contains(number)) is not 0 and var unused)
        {
            findings.Add(new CuratedFinding("The answer", $"Its text does not cite [{unused}]."));
        }

        return (citations, findings);
    }

    private (Citation? Citation, string? Problem) Cite(int number, CuratedCitation source)
    {
        var stored = articles.FindEvidence(source.Article);
        if (stored is null || stored.Withdrawn)
        {
            return (null, $"There is no article '{source.Article}'{(stored is null ? "" : " any more: it is withdrawn")}.");
        }

        if (stored.Article.Paragraphs.FirstOrDefault(block => block.Text.Contains(source.Quote, StringComparison.Ordinal)) is not { } block)
        {
            return (null, $"No paragraph of '{source.Article}' has the words \"{source.Quote}\".");
        }

        var paragraph = articles.Find(new ParagraphId(source.Article, block.Ordinal!.Value, ContentHash.Of(block.Text)))!;
        var start = block.Text.IndexOf(source.Quote, StringComparison.Ordinal);
        return (new Citation(number, paragraph, source.Quote, start, start + source.Quote.Length), null);
    }

    /// <summary>The index terms in order; "not" and the like, which the index drops, turn a question round and are kept.</summary>
    private string KeyOf(string question) =>
        string.Join(' ', _analyzer.Terms(Negation().Replace(question, " negated$0 ")));

    [GeneratedRegex(@"\b(?:not|no|nor|never|without)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    /// <param name="Written">When the file was.</param>
    /// <param name="Revision">Of the store's answers.</param>
    private sealed record Known(DateTime Written, IReadOnlyList<CuratedAnswer> OfFile, long Revision, Dictionary<string, List<CuratedAnswer>> ByQuestion);
}
