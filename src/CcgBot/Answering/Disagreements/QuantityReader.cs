using System.Collections.Frozen;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>Numbers of things in a statement: counts with the words counted, sums of money, shares, and measures in a common unit.</summary>
internal static class QuantityReader
{
    private const int MaxHeads = 4;

    private static readonly FrozenDictionary<string, (string Kind, double Factor)> Units = Table(
        """
        time 1 minute minutes|time 60 hour hours|time 1440 day days|time 10080 week weeks|time 43830 month months|time 525960 year years
        length 0.001 mm|length 0.01 cm|length 1 m metre metres meter meters|length 1000 km kilometre kilometres kilometer kilometers
        length 1609.344 mile miles|length 0.3048 foot feet|mass 0.001 mg|mass 1 g gram grams|mass 1000 kg kilogram kilograms|mass 1000000 tonne tonnes
        volume 0.001 ml|volume 1 litre litres liter liters
        """);

    private static readonly FrozenDictionary<string, int> Parts = new Dictionary<string, int>
    {
        ["half"] = 2,
        ["halves"] = 2,
        ["third"] = 3,
        ["thirds"] = 3,
        ["quarter"] = 4,
        ["quarters"] = 4,
        ["fifth"] = 5,
        ["fifths"] = 5,
        ["tenth"] = 10,
        ["tenths"] = 10,
    }.ToFrozenDictionary();

    /// <param name="taken">Tokens that belong to a date.</param>
    public static IEnumerable<Quantity> Read(SupportText text, IReadOnlySet<int> taken)
    {
        var tokens = text.Tokens;
        var shares = Shares(tokens, taken).ToList();
        var inShare = shares.SelectMany(share => Enumerable.Range(share.First, share.Last - share.First + 1)).ToHashSet();
        foreach (var share in shares)
        {
            yield return Bounded(tokens, share.Value, "%", Heads(tokens, share.Last + 1), share.First, share.Last);
        }

        foreach (var number in NumberSupport.Read(text).Concat(Lone(tokens)))
        {
            if (number.Kind == NumberKind.Ordinal || taken.Contains(number.First) || inShare.Contains(number.First))
            {
                continue;
            }

            var (kind, factor, last) = Kind(tokens, number);
            yield return Bounded(tokens, (double)number.Value * factor, kind, Heads(tokens, last + 1), number.First, last);
        }
    }

    /// <summary>"half of", "a third", "two thirds", "one in four": per cent.</summary>
    private static IEnumerable<(double Value, int First, int Last)> Shares(IReadOnlyList<Token> tokens, IReadOnlySet<int> taken)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var before = i > 0 ? tokens[i - 1].Lower : "";
            if (Parts.TryGetValue(tokens[i].Lower, out var part) && !taken.Contains(i))
            {
                var many = before switch { "two" => 2, "three" => 3, "four" => 4, _ => 1 };
                // "the third survey" is an ordinal; "a third of", "by a third" are shares.
                if (part == 2 || many > 1 || before is "a" or "one")
                {
                    yield return (100.0 * many / part, part == 2 && many == 1 ? i : i - 1, i);
                }
            }
            else if (tokens[i].Lower == "one" && i + 2 < tokens.Count && tokens[i + 1].Lower == "in"
                && NumberSupport.Read(SupportText.Read([tokens[i + 2].Written])) is [{ Kind: NumberKind.Plain, Value: > 1 } of])
            {
                yield return (100.0 / (double)of.Value, i, i + 2);
            }
        }
    }

    /// <summary>"one year", "a dozen": numbers that are elsewhere taken for an article.</summary>
    private static IEnumerable<Number> Lone(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var counted = i + 1 < tokens.Count && tokens[i + 1].IsWord && !tokens[i + 1].AfterPunctuation;
            if (tokens[i].Lower == "one" && counted && Units.ContainsKey(tokens[i + 1].Lower))
            {
                yield return new Number(1, NumberKind.Plain, i, i, null, tokens[i].Written);
            }
            else if (tokens[i].Lower == "dozen" && counted)
            {
                yield return new Number(12, NumberKind.Plain, i, i, null, tokens[i].Written);
            }
        }
    }

    private static (string Kind, double Factor, int Last) Kind(IReadOnlyList<Token> tokens, Number number)
    {
        var next = number.Last + 1 < tokens.Count ? tokens[number.Last + 1] : null;
        return number.Kind switch
        {
            NumberKind.Percent => ("%", 1, number.Last + (next?.Lower == "per" ? 2 : 1)),
            NumberKind.Pounds or NumberKind.Dollars or NumberKind.Euros => (number.Kind.ToString(), 1, number.Last),
            _ when next is not null && Units.TryGetValue(next.Lower, out var unit) => (unit.Kind, unit.Factor, number.Last + 1),
            _ => ("", 1, number.Last),
        };
    }

    private static HashSet<string> Heads(IReadOnlyList<Token> tokens, int from)
    {
        var start = from;
        while (start < tokens.Count && start < from + 2 && tokens[start].Lower is "of" or "the" or "other" or "more")
        {
            start++;
        }

        return [.. tokens.Skip(start).TakeWhile((token, k) => token.IsContent && (k == 0 || !token.AfterPunctuation)).Take(MaxHeads).Select(token => token.Stem)];
    }

    private static Quantity Bounded(IReadOnlyList<Token> tokens, double value, string kind, IReadOnlySet<string> heads, int first, int last)
    {
        // A currency sign stands between the number and the words that loosen it.
        var at = first > 0 && tokens[first - 1].Lower is "£" or "$" or "€" ? first - 1 : first;
        var (one, two) = (at > 0 ? tokens[at - 1].Lower : "", at > 1 ? tokens[at - 2].Lower : "");
        one = one is "a" or "an" or "the" ? two : one;
        var (low, high) = (two, one) switch
        {
            ("more", "than") or ("at", "least") or (_, "over") or (_, "above") or (_, "exceeding") => (value, 1.5 * value),
            ("up", "to") or ("fewer", "than") or ("less", "than") or ("at", "most") or (_, "under") or (_, "below") => (0, value),
            (_, "nearly") or (_, "almost") => (0.9 * value, value),
            (_, "about") or (_, "around") or (_, "some") or (_, "approximately") or (_, "roughly") or (_, "circa") or (_, "estimated") => (0.9 * value, 1.1 * value),
            _ => (value, value),
        };
        var written = string.Join(' ', tokens.Skip(at).Take(last - at + 1).Select(token => token.Written));
        return new Quantity(low, high, kind, heads, first, last, written.Replace("£ ", "£", StringComparison.Ordinal).Replace("$ ", "$", StringComparison.Ordinal).Replace(" %", "%", StringComparison.Ordinal));
    }

    private static FrozenDictionary<string, (string Kind, double Factor)> Table(string lines) => lines
        .Split((char[])['|', '\n'], StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(parts => parts.Skip(2).Select(word => (word, (parts[0], double.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Item2);
}
