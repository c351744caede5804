using System.Collections.Frozen;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Units;

/// <summary>
/// Do two sentences say the same, so that both may be cited for one? Only when they have the same words in the same order but for such
/// as change no meaning: a "not", another number, weekday, verb or unit is never among these.
/// </summary>
public static class SameStatement
{
    /// <summary>Words that may be there or not.</summary>
    private static readonly FrozenSet<string> Empty = SupportWords.Set("a an the this that these those also just s very so then there here that which of");

    /// <summary>Words that say that something was done, but not what: "the study involved", "we carried out".</summary>
    private static readonly FrozenSet<string> Light = SupportWords.Set(
        "carry carried carries carrying conduct conducted conducts undertake undertook undertaken perform performed involve involved involves study studied research researched");

    private static readonly FrozenSet<string> WithLight = SupportWords.Set("we they it he she researchers out");

    public static bool Of(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Words(one).SequenceEqual(Words(other), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Words(string text)
    {
        var tokens = SupportText.Read([text]).Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var besideLight = i + 1 < tokens.Count && Light.Contains(tokens[i + 1].Lower) || i > 0 && Light.Contains(tokens[i - 1].Lower);
            if (!Empty.Contains(tokens[i].Lower) && !Light.Contains(tokens[i].Lower) && !(besideLight && WithLight.Contains(tokens[i].Lower)))
            {
                yield return tokens[i].IsWord && tokens[i].Stem.Length > 0 ? tokens[i].Stem : tokens[i].Lower;
            }
        }
    }
}
