using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>Pairs of words of which one says the contrary of the other: "opens" and "closes".</summary>
internal static class Opposite
{
    /// <summary>Has the opposite of a word that the question has, and not the word itself.</summary>
    public static bool Turned(string question, string sentence)
    {
        var (asked, said) = (Words(question), Words(sentence));
        return SupportWords.Opposites.Any(pair => Turned(asked, said, pair.One, pair.Other) || Turned(asked, said, pair.Other, pair.One));
    }

    private static bool Turned(IReadOnlySet<string> asked, IReadOnlySet<string> said, IReadOnlySet<string> one, IReadOnlySet<string> other) =>
        asked.Overlaps(one) && !asked.Overlaps(other) && said.Overlaps(other) && !said.Overlaps(one);

    private static IReadOnlySet<string> Words(string text) => SupportText.Read([text]).Words;
}
