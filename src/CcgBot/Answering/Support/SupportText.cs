using System.Text.RegularExpressions;
using CcgBot.Text;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace CcgBot.Answering.Support;

/// <summary>A claim, or the paragraphs it cites, as tokens: what every part of the support check looks at.</summary>
internal sealed partial class SupportText
{
    private static readonly string[] IseEndings = ["ise", "ised", "ises", "ising"];

    private IReadOnlyList<Clause>? _clauses;
    private Dictionary<int, decimal?>? _numbers;
    private List<WrittenDate>? _dates;

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

    /// <summary>The value of the number that begins at a token; null for none.</summary>
    public decimal? NumberAt(Token token) => (_numbers ??= ReadNumbers()).TryGetValue(token.Index, out var value) ? value : null;

    /// <summary>A later part of a number that began before: "one" of "ninety-one".</summary>
    public bool IsInsideNumber(Token token) => (_numbers ??= ReadNumbers()).TryGetValue(token.Index, out var value) && value is null;

    /// <summary>The date that a token is part of; null for none.</summary>
    public WrittenDate? DateAt(Token token) => (_dates ??= DateSupport.Read(this)).Find(date => date.Covers(token));

    /// <summary>The token is one of this text's own.</summary>
    public bool Holds(Token token) => token.Index < Tokens.Count && ReferenceEquals(Tokens[token.Index], token);

    /// <summary>The clauses of all sentences in order.</summary>
    public IReadOnlyList<Clause> Clauses => _clauses ??= ClauseReader.Read(this);

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
                if (lower is "least" or "most" && tokens.Count > 0 && tokens[^1].Lower == "at")
                {
                    lower = "at-" + lower; // a limit, which "most" alone is not
                }

                tokens.Add(new Token(text, lower, Stem(stemmer, lower), tokens.Count, i, match.Index, sentence, starts, gap.ToString()));
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

    private static bool EndsSentence(ReadOnlySpan<char> gap) => gap.ContainsAny(".!?\n\r\u2022") && gap.ContainsAny(" \n\r\t\u00a0");

    private static string Lower(string text)
    {
        var lower = text.Replace('\u2019', '\'').ToLowerInvariant();
        return lower.EndsWith("'s", StringComparison.Ordinal) ? lower[..^2] : lower;
    }

    internal static string Stem(EnglishStemmer stemmer, string lower)
    {
        if (!char.IsLetter(lower[0]))
        {
            return lower;
        }

        // "organise" and "organize" are one word to a reader.
        var spelled = American(WordFamily.Base(IrregularForms.Base(lower)).Replace("isation", "ization", StringComparison.Ordinal));
        stemmer.SetCurrent(spelled);
        stemmer.Stem();
        return stemmer.Current;
    }

    private Dictionary<int, decimal?> ReadNumbers()
    {
        var numbers = new Dictionary<int, decimal?>();
        foreach (var number in NumberSupport.Read(this))
        {
            for (var i = number.First; i <= number.Last; i++)
            {
                numbers[i] = i == number.First ? number.Value : null;
            }
        }

        return numbers;
    }

    private static string American(string word)
    {
        var ending = Array.Find(IseEndings, end => word.EndsWith(end, StringComparison.Ordinal));
        return ending is not null && word.Length > ending.Length + 1 ? $"{word[..^ending.Length]}iz{ending[2..]}" : word;
    }

    // A number; a word, with its apostrophes, that may hold digits (B12, H1N1), and "non-smokers" whole; a sign that gives a number its kind.
    [GeneratedRegex(@"\p{Nd}+(?:[.,]\p{Nd}+)*|(?:[Nn]on-)?\p{L}[\p{L}\p{M}\p{Nd}]*(?:['\u2019][\p{L}]+)*|[%£$€]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TokenPattern();
}

/// <param name="Lower">Lower case, without a possessive's ending.</param>
/// <param name="Index">Its place among the tokens of the whole.</param>
/// <param name="Text">Which of the texts it stands in, and where (UTF-16).</param>
/// <param name="Gap">What stands between it and the token before it.</param>
internal sealed record Token(string Written, string Lower, string Stem, int Index, int Text, int Start, int Sentence, bool StartsSentence, string Gap)
{
    /// <summary>Something other than blanks and hyphens stands before it.</summary>
    public bool AfterPunctuation { get; } = Gap.AsSpan().ContainsAnyExcept(" -\u2010\u2011");

    public bool IsWord => char.IsLetter(Written[0]);

    public bool IsCapitalised => char.IsUpper(Written[0]);

    public bool IsContent => IsWord && !SupportWords.Stop.Contains(Lower) && !PolaritySupport.IsCue(Lower);
}
