using System.Text.RegularExpressions;
using CcgBot.Text;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace CcgBot.Answering.Support;

/// <summary>A claim, or the paragraphs it cites, as tokens: what every part of the support check looks at.</summary>
internal sealed partial class SupportText
{
    private SupportText(IReadOnlyList<string> texts, IReadOnlyList<Token> tokens)
    {
        Texts = texts;
        Tokens = tokens;
        Words = tokens.Select(token => token.Lower).ToHashSet(StringComparer.Ordinal);
        Stems = tokens.Select(token => token.Stem).ToHashSet(StringComparer.Ordinal);
        Sentences = [.. tokens.GroupBy(token => token.Sentence).Select(group => group.ToList())];
    }

    public IReadOnlyList<string> Texts { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlySet<string> Words { get; }

    public IReadOnlySet<string> Stems { get; }

    public IReadOnlyList<IReadOnlyList<Token>> Sentences { get; }

    public static SupportText Read(IReadOnlyList<string> texts)
    {
        var stemmer = new EnglishStemmer();
        var tokens = new List<Token>();
        var sentence = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            var end = 0;
            // Both ideas of where a sentence starts count: an extractive claim is cut by the splitter, a model's as people read.
            var starting = SentenceSplitter.Split(texts[i]).Select(span => span.Start).ToList();
            foreach (Match match in TokenPattern().Matches(texts[i]))
            {
                var gap = texts[i].AsSpan(end, match.Index - end);
                var text = match.Value;
                var starts = end == 0 || (EndsSentence(gap) && !char.IsLower(text[0])) || starting.Any(start => start >= end && start <= match.Index);
                if (starts)
                {
                    sentence++;
                }

                var lower = Lower(text);
                tokens.Add(new Token(text, lower, Stem(stemmer, lower), tokens.Count, i, match.Index, sentence, starts, gap.ContainsAnyExcept(" -\u2010\u2011")));
                end = match.Index + match.Length;
            }

            sentence++;
        }

        return new SupportText(texts, tokens);
    }

    /// <summary>Each sentence of the claim is, word for word, a run of whole sentences here.</summary>
    public bool HasWholeSentences(SupportText claim)
    {
        for (var i = 0; i + claim.Tokens.Count <= Tokens.Count; i++)
        {
            var last = i + claim.Tokens.Count;
            if (Tokens[i].StartsSentence
                && (last == Tokens.Count || Tokens[last].StartsSentence)
                && Enumerable.Range(0, claim.Tokens.Count).All(k => Tokens[i + k].Lower == claim.Tokens[k].Lower))
            {
                return true;
            }
        }

        return claim.Sentences.Count > 1
            && claim.Sentences.All(sentence => Sentences.Any(own => own.Select(t => t.Lower).SequenceEqual(sentence.Select(t => t.Lower))));
    }

    /// <summary>Content stems of the tokens within a distance of one.</summary>
    public IEnumerable<string> Around(int index, int distance) =>
        Tokens.Skip(Math.Max(0, index - distance)).Take(Math.Min(index, distance) + distance + 1)
            .Where(token => token.Index != index && token.IsContent)
            .Select(token => token.Stem);

    private static bool EndsSentence(ReadOnlySpan<char> gap) => gap.ContainsAny(".!?\n\r\u2022") && gap.ContainsAny(" \n\r\t\u00a0");

    private static string Lower(string text)
    {
        var lower = text.Replace('\u2019', '\'').ToLowerInvariant();
        return lower.EndsWith("'s", StringComparison.Ordinal) ? lower[..^2] : lower;
    }

    private static string Stem(EnglishStemmer stemmer, string lower)
    {
        if (!char.IsLetter(lower[0]))
        {
            return lower;
        }

        // "organise" and "organize" are one word to a reader.
        var spelled = lower.Replace("isation", "ization", StringComparison.Ordinal);
        spelled = IsePattern().Replace(spelled, "iz$1");
        stemmer.SetCurrent(spelled);
        stemmer.Stem();
        return stemmer.Current;
    }

    // A number; a word, with its apostrophes, that may hold digits (B12, H1N1); a sign that gives a number its kind.
    [GeneratedRegex(@"\p{Nd}+(?:[.,]\p{Nd}+)*|\p{L}[\p{L}\p{M}\p{Nd}]*(?:['\u2019][\p{L}]+)*|[%£$€]", RegexOptions.CultureInvariant)]
    private static partial Regex TokenPattern();

    [GeneratedRegex("(?<=..)is(e|ed|es|ing)$", RegexOptions.CultureInvariant)]
    private static partial Regex IsePattern();
}

/// <param name="Lower">Lower case, without a possessive's ending.</param>
/// <param name="Index">Its place among the tokens of the whole.</param>
/// <param name="Text">Which of the texts it stands in, and where (UTF-16).</param>
/// <param name="AfterPunctuation">Something other than blanks and hyphens stands before it.</param>
internal sealed record Token(
    string Written, string Lower, string Stem, int Index, int Text, int Start, int Sentence, bool StartsSentence, bool AfterPunctuation)
{
    public bool IsWord => char.IsLetter(Written[0]);

    public bool IsCapitalised => char.IsUpper(Written[0]);

    public bool IsContent => IsWord && !SupportWords.Stop.Contains(Lower) && !PolaritySupport.IsCue(Lower);
}
