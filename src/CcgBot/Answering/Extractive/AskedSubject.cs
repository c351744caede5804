using System.Text.RegularExpressions;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Extractive;

/// <summary>Tells sentences about what a question names from those that say the like of something else of its kind: programme 1 for programme 4, tablets for syrup. Pure.</summary>
internal sealed partial class AskedSubject(QuestionMatch match, EnglishTextAnalyzer analyzer)
{
    private readonly List<Numbered> _asked = [.. Read(match.Text, analyzer)];

    /// <summary>
    /// Leaves out the sentences that number a thing of the question otherwise ("Programme 1 takes …" for programme 4), where one of the sentences has it as
    /// asked; without such a one, "take 4" may be no name at all.
    /// </summary>
    public IEnumerable<ScoredSentence> WithoutOthers(IReadOnlyList<ScoredSentence> ranked)
    {
        if (_asked.Count == 0)
        {
            return ranked;
        }

        var numbered = ranked.Select(sentence => Read(sentence.Sentence.Text, analyzer).ToList()).ToList();
        var known = _asked.Where(asked => numbered.Exists(all => all.Contains(asked))).ToList();
        return ranked.Where((_, i) => !known.Exists(asked => numbered[i] is var all
            && all.Exists(each => each.Noun == asked.Noun) && !all.Contains(asked) && !all.Exists(each => each.Noun == asked.Noun && each.IsOpen)));
    }

    /// <summary>Whether a word of the question is in the title over one sentence, and neither in the title over another nor in its paragraph.</summary>
    public bool TellsApart(PassageText one, PassageText other) =>
        one.Source.Paragraph.Id.ArticleId != other.Source.Paragraph.Id.ArticleId
        && match.Own.Any(term => QuestionMatch.Stands(term, one.TitleTerms.Contains)
            && !QuestionMatch.Stands(term, other.TitleTerms.Contains) && !QuestionMatch.Stands(term, other.Terms.Contains));

    private static IEnumerable<Numbered> Read(string text, EnglishTextAnalyzer analyzer)
    {
        foreach (Match found in Number().Matches(text))
        {
            if (analyzer.Terms(found.Groups["noun"].Value) is [var noun] && !Units.Amounts.IsOfAmount(found.Groups["noun"].Value))
            {
                yield return new Numbered(noun, found.Groups["number"].Value.ToLowerInvariant()) { IsOpen = found.Groups["more"].Success };
            }
        }
    }

    /// <summary>"programme 4", "room no. 7", "stage 2b"; more: "programmes 1 to 4", "rooms 1, 2".</summary>
    [GeneratedRegex(@"(?<noun>\p{L}[\p{L}’'-]{1,40})\s{1,3}(?:(?:no\.?|nr\.?|number)\s{1,3})?(?<number>\d{1,4}[A-Za-z]?)\b(?<more>\s{0,3}(?:to|and|or|,|–|-|&)\s{0,3}\d)?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    private sealed record Numbered(string Noun, string Value)
    {
        /// <summary>Others may be meant with it.</summary>
        public bool IsOpen { get; init; }

        public bool Equals(Numbered? other) => other is not null && Noun == other.Noun && Value == other.Value;

        public override int GetHashCode() => HashCode.Combine(Noun, Value);
    }
}
