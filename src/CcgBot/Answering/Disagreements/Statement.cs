using System.Collections.Frozen;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>One sentence as what it is about and the values it gives.</summary>
internal sealed class Statement
{
    /// <summary>Words that say that something was done, but not what: a paraphrase changes these first.</summary>
    private static readonly FrozenSet<string> Light = SupportWords.Set(
        """
        carry carried carries carrying conduct conducted undertake undertook undertaken perform performed involve involved involves
        study studies studied research researcher researchers team authors
        employ employs employed comprise comprises consist consists contain contains hold holds total altogether
        so far each every year only just new now later long length
        """);

    private readonly SupportText _text;

    private Statement(SupportText text, IReadOnlyList<Fact> facts)
    {
        _text = text;
        Facts = facts;
        var inFact = facts.SelectMany(fact => Enumerable.Range(fact.First, fact.Last - fact.First + 1)).ToHashSet();
        Context = [.. Topic(text.Tokens.Where(token => !inFact.Contains(token.Index)))];
        Words = [.. text.Tokens.Select(token => token.Lower)];
        Ordinals = [.. NumberSupport.Read(text).Where(number => number.Kind == NumberKind.Ordinal && !inFact.Contains(number.First)).Select(number => number.Value)];
    }

    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>Stems of what the statement is about: content words outside its values.</summary>
    public HashSet<string> Context { get; }

    public HashSet<string> Words { get; }

    public HashSet<decimal> Ordinals { get; }

    public static Statement Read(string sentence)
    {
        var text = SupportText.Read([sentence]);
        var dates = DateReader.Read(text.Tokens).ToList();
        var taken = Covered(dates);
        var quantities = QuantityReader.Read(text, taken).ToList();
        taken.UnionWith(Covered(quantities));
        return new Statement(text, [.. dates, .. quantities, .. NameReader.Read(text.Tokens, taken)]);
    }

    /// <summary>Stems of the topic words within a distance of a value.</summary>
    public HashSet<string> Near(Fact fact, int distance) =>
        [.. Topic(_text.Tokens.Where(token => token.Index >= fact.First - distance && token.Index <= fact.Last + distance)).Where(Context.Contains)];

    /// <summary>The statement's own words for some stems, in its order.</summary>
    public string InItsWords(IReadOnlySet<string> stems, int most) => string.Join(
        ' ', _text.Tokens.Where(token => stems.Contains(token.Stem)).DistinctBy(token => token.Stem).Take(most).Select(token => token.StartsSentence ? token.Lower : token.Written));

    private static HashSet<int> Covered(IEnumerable<Fact> facts) => [.. facts.SelectMany(fact => Enumerable.Range(fact.First, fact.Last - fact.First + 1))];

    private static IEnumerable<string> Topic(IEnumerable<Token> tokens) =>
        tokens.Where(token => token.IsContent && !Light.Contains(token.Lower)).Select(token => token.Stem);
}
