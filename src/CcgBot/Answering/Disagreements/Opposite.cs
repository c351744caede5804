using System.Collections.Frozen;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>Pairs of words of which one says the contrary of the other: "opens" and "closes".</summary>
internal static class Opposite
{
    /// <summary>Has the opposite of a word that the question has, and not the word itself.</summary>
    public static bool Turned(string question, string sentence) =>
        Parts(SupportText.Read([question]).Words, SupportText.Read([sentence]).Words, SupportWords.Opposites);

    /// <summary>Of one of the pairs each of two statements has words of one side alone, and not of the same.</summary>
    public static bool Parts(IReadOnlySet<string> words, IReadOnlySet<string> others, IEnumerable<(FrozenSet<string> One, FrozenSet<string> Other)> pairs) =>
        pairs.Any(pair => AreSides(words, others, pair.One, pair.Other) || AreSides(words, others, pair.Other, pair.One));

    private static bool AreSides(IReadOnlySet<string> words, IReadOnlySet<string> others, FrozenSet<string> one, FrozenSet<string> other) =>
        words.Overlaps(one) && !words.Overlaps(other) && others.Overlaps(other) && !others.Overlaps(one);
}
