using System.Collections.Frozen;
using CcgBot.Text;
using CcgBot.Text.Words;

namespace CcgBot.Answering.Support;

/// <summary>Whether a claim's word is said by one of the paragraphs': the same, another form of it, or a word that means the same.</summary>
internal static class WordMatch
{
    private const int ShortestFamily = 5;

    /// <summary>Words that a fluent sentence adds without adding a fact.</summary>
    private static readonly FrozenSet<string> Light = SupportWords.Set(
        """
        happen happens happened occur occurs occurred carried used using number numbers amount amounts total altogether around roughly approximately called named thing things way ways case cases aged age
        """);

    public static bool IsLight(Token token) => Light.Contains(token.Lower);

    public static bool Same(Token said, Token own) =>
        IsForm(said, own) || (said.IsWord && own.IsWord && (!said.IsCapitalised && (IsFamily(said.Stem, own.Stem) || IsSynonym(said, own))));

    /// <summary>Two forms of one word.</summary>
    public static bool IsForm(Token said, Token own) =>
        said.Lower == own.Lower || IsInflection(said.Lower, own.Lower) || IsInflection(own.Lower, said.Lower) || (said.IsWord && own.IsWord && said.Stem == own.Stem);

    /// <summary>Some word of the paragraphs means the same.</summary>
    public static bool HasSynonym(SupportText source, Token said) =>
        !said.IsCapitalised && source.Tokens.Any(own => own.IsWord && (IsInflection(said.Lower, own.Lower) || IsInflection(own.Lower, said.Lower) || IsFamily(said.Stem, own.Stem) || IsSynonym(said, own)));

    // The stemmer makes "ad" of "added" and "add" of "add".
    private static bool IsInflection(string form, string word) =>
        word.Length > 2 && form.StartsWith(word, StringComparison.Ordinal) && form.AsSpan(word.Length) is "s" or "es" or "d" or "ed" or "ing";

    // "saline" and "salinity", "decompose" and "decomposition".
    private static bool IsFamily(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        return shorter >= ShortestFamily
            && (WordFamily.IsOf(one, other) || WordFamily.IsOf(other, one) || one.AsSpan().CommonPrefixLength(other) >= Math.Max(ShortestFamily + 1, shorter - 1));
    }

    private static bool IsSynonym(Token said, Token own) =>
        !own.IsCapitalised && (Synonyms.Of(said.Stem).Any(other => other == own.Stem || IsFamily(other, own.Stem)) || Synonyms.Of(own.Stem).Any(other => other == said.Stem || IsFamily(other, said.Stem))) && !PolaritySupport.AreOpposite(said.Lower, own.Lower);
}
