using System.Collections.Frozen;

namespace CcgBot.Answering.Support;

/// <summary>A cause is claimed only where the paragraphs claim it, and the same way round: that one thing came after another, or with it, is not why.</summary>
internal static class CauseSupport
{
    /// <summary>The cause follows.</summary>
    private static readonly FrozenSet<string> Backward = SupportWords.Set("because due owing since thanks attributed attributable result reason");

    /// <summary>The effect follows.</summary>
    private static readonly FrozenSet<string> Forward = SupportWords.Set(
        "therefore hence thus consequently so cause causes causing led leads leading resulted results resulting triggered triggers explains explain prompted enabled");

    /// <summary>Either way, by what stands after.</summary>
    private static readonly FrozenSet<string> Both = SupportWords.Set("caused explained blamed");

    public static string? Missing(SupportText claim, SupportText source)
    {
        foreach (var sentence in claim.Sentences)
        {
            if (Causes(sentence).Select(cause => (Cause?)cause).FirstOrDefault() is not { } said)
            {
                continue;
            }

            var given = source.Sentences.SelectMany(Causes).ToList();
            if (given.Count == 0 || !given.Exists(own => Agree(said, own, source)))
            {
                return "The cited paragraph does not give this as the reason.";
            }
        }

        return null;
    }

    private static bool Agree(Cause said, Cause own, SupportText source)
    {
        static int Shared(List<Token> one, List<Token> other) => one.Count(token => other.Exists(mine => WordMatch.Same(token, mine)));
        var (why, what) = (Shared(said.Why, own.Why), Shared(said.What, own.What));
        var (whyTurned, whatTurned) = (Shared(said.Why, own.What), Shared(said.What, own.Why));
        return 2 * why >= said.Why.Count(token => NameSupport.IsIn(source, token)) && 2 * what >= Math.Min(said.What.Count(token => NameSupport.IsIn(source, token)), own.What.Count)
            && why + what > whyTurned + whatTurned;
    }

    private static IEnumerable<Cause> Causes(IReadOnlyList<Token> sentence)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            var (word, next) = (sentence[i].Lower, i + 1 < sentence.Count ? sentence[i + 1].Lower : "");
            var before = i > 0 ? sentence[i - 1].Lower : "";
            var backward = word switch
            {
                "due" or "owing" or "thanks" => next == "to",
                "result" => next == "of",
                "since" => next.Length > 0 && !char.IsDigit(next[0]) && sentence.Skip(i + 1).Any(token => ClauseWords.Auxiliaries.Contains(token.Lower) || ClauseWords.MayBeVerb(token)),
                _ => Backward.Contains(word) || (Both.Contains(word) && next == "by"),
            };
            var forward = word switch
            {
                "led" or "leads" or "leading" => next == "to",
                "resulted" or "results" or "resulting" => next == "in",
                "so" => sentence[i].AfterPunctuation && next is not ("far" or "long" or "much" or "many"),
                "cause" or "causes" => before != "the" || next != "of",
                _ => Forward.Contains(word) || (Both.Contains(word) && next != "by"),
            };
            if (!backward && !forward)
            {
                continue;
            }

            var start = i;
            var first = sentence.Take(i).All(token => !token.IsContent);
            var (left, right) = (Content(sentence.Take(start)), Content(sentence.Skip(i + 1)));
            if (backward && first)
            {
                // "Because the bay warmed, cod moved north."
                var comma = sentence.Skip(i + 1).TakeWhile(token => !token.Gap.Contains(',', StringComparison.Ordinal)).ToList();
                yield return new Cause(Content(comma), Content(sentence.Skip(i + 1 + comma.Count)));
            }
            else if (backward)
            {
                yield return new Cause(Clause(right), left);
            }
            else
            {
                yield return new Cause(left, right);
            }

            List<Token> Clause(List<Token> tokens) => [.. tokens.TakeWhile((token, k) => k == 0 || !token.Gap.AsSpan().ContainsAny(",;"))];
        }
    }

    private static List<Token> Content(IEnumerable<Token> tokens) => [.. tokens.Where(token => token.IsContent && !WordMatch.IsLight(token))];

    private readonly record struct Cause(List<Token> Why, List<Token> What);
}
