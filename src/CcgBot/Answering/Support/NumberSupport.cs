using System.Collections.Frozen;
using System.Globalization;

namespace CcgBot.Answering.Support;

/// <summary>Every number of a claim, in figures or words, is one of the paragraphs', of the same kind and unit.</summary>
internal static class NumberSupport
{
    private static readonly FrozenDictionary<string, decimal> Small = Values(
        "zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19");

    private static readonly FrozenDictionary<string, decimal> Tens = Values(
        "twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90");

    private static readonly FrozenDictionary<string, decimal> Ordinals = Values(
        "first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12");

    private static readonly FrozenDictionary<string, decimal> Powers = Values(
        "hundred 100 thousand 1000 k 1000 million 1000000 m 1000000 mn 1000000 billion 1000000000 bn 1000000000 trillion 1000000000000 tn 1000000000000");

    public static string? Missing(SupportText claim, SupportText source)
    {
        var said = Read(claim);
        if (said.Count == 0)
        {
            return null;
        }

        var dates = DateSupport.Read(claim);
        var given = Read(source);
        var missing = said.FirstOrDefault(number =>
            !dates.Any(date => date.Covers(claim.Tokens[number.First]))
            && !given.Any(own => Same(number, own) && SameUnit(number, own)));
        return missing is null ? null : $"The cited paragraph does not give {missing.Written} here.";
    }

    /// <summary>A number in words, or part of one: "twelve", "first", "million".</summary>
    public static bool IsNumberWord(string lower) =>
        lower != "one" && (Small.ContainsKey(lower) || Tens.ContainsKey(lower) || Ordinals.ContainsKey(lower) || (lower.Length > 2 && Powers.ContainsKey(lower)));

    /// <summary>Numbers in order; a lone "one" is left out of claims, where it is mostly a pronoun.</summary>
    internal static List<Number> Read(SupportText text)
    {
        var numbers = new List<Number>();
        var tokens = text.Tokens;
        for (var i = 0; i < tokens.Count;)
        {
            if (Scan(tokens, i) is not { } scanned)
            {
                i++;
                continue;
            }

            var (value, next, ordinal) = scanned;
            var kind = ordinal ? NumberKind.Ordinal : KindOf(tokens, i, next);
            numbers.Add(new Number(value, kind, i, next - 1, UnitAfter(tokens, next), string.Join(' ', tokens.Skip(i).Take(next - i).Select(t => t.Written))));
            i = next;
        }

        // "between 10 and 20 per cent": the first is a percentage too.
        for (var i = numbers.Count - 2; i >= 0; i--)
        {
            var (one, other) = (numbers[i], numbers[i + 1]);
            var between = other.First - one.Last - 1;
            if (one.Kind == NumberKind.Plain && (between == 0 || (between == 1 && tokens[other.First - 1].Lower is "and" or "to" or "or")))
            {
                numbers[i] = one with { Kind = other.Kind is NumberKind.Ordinal ? one.Kind : other.Kind, Unit = one.Unit ?? other.Unit };
            }
        }

        // "four minutes and the other for nine": the unit said before.
        for (var i = 1; i < numbers.Count; i++)
        {
            var (one, other) = (numbers[i - 1], numbers[i]);
            var next = other.Last + 1;
            if (other.Unit is null && one.Unit is not null && other.Kind == NumberKind.Plain && tokens[one.Last].Sentence == tokens[other.First].Sentence
                && (next == tokens.Count || tokens[next].AfterPunctuation || tokens[next].StartsSentence))
            {
                numbers[i] = other with { Unit = one.Unit };
            }
        }

        return numbers;
    }

    private static (decimal Value, int Next, bool Ordinal)? Scan(IReadOnlyList<Token> tokens, int i)
    {
        var token = tokens[i];
        decimal value;
        var next = i + 1;
        if (char.IsDigit(token.Written[0]))
        {
            if (!decimal.TryParse(token.Written, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out value))
            {
                return null;
            }

            if (next < tokens.Count && Adjoins(token, tokens[next]) && tokens[next].Lower is "st" or "nd" or "rd" or "th")
            {
                return (value, next + 1, true);
            }
        }
        else if (Ordinals.TryGetValue(token.Lower, out value))
        {
            return (value, next, true);
        }
        else if (Tens.TryGetValue(token.Lower, out value))
        {
            if (next < tokens.Count && !tokens[next].AfterPunctuation && Small.TryGetValue(tokens[next].Lower, out var unit) && unit is > 0 and < 10)
            {
                value += unit;
                next++;
            }
        }
        else if (Small.TryGetValue(token.Lower, out value))
        {
            var counts = next < tokens.Count && Powers.ContainsKey(tokens[next].Lower) && tokens[next].Lower.Length > 2;
            if (token.Lower == "one" && !counts)
            {
                return null;
            }
        }
        else
        {
            return null;
        }

        while (next < tokens.Count && Powers.TryGetValue(tokens[next].Lower, out var power) && (tokens[next].Lower.Length > 2 || Adjoins(tokens[next - 1], tokens[next])))
        {
            value *= power;
            next++;
            // "one hundred and fifty", "two thousand three hundred"
            var rest = next < tokens.Count && tokens[next].Lower == "and" ? next + 1 : next;
            if (rest < tokens.Count && tokens[rest].IsWord && !Ordinals.ContainsKey(tokens[rest].Lower) && !tokens[rest].AfterPunctuation
                && Scan(tokens, rest) is { Ordinal: false } low && low.Value < power)
            {
                value += low.Value;
                next = low.Next;
                break;
            }
        }

        return (value, next, false);
    }

    private static bool Adjoins(Token one, Token other) => one.Text == other.Text && one.Start + one.Written.Length == other.Start;

    private static NumberKind KindOf(IReadOnlyList<Token> tokens, int first, int next)
    {
        if (next < tokens.Count
            && (tokens[next].Lower is "%" or "percent" or "percentage" || (tokens[next].Lower == "per" && next + 1 < tokens.Count && tokens[next + 1].Lower == "cent")))
        {
            return NumberKind.Percent;
        }

        return (first > 0 ? tokens[first - 1].Lower : "", next < tokens.Count ? tokens[next].Lower : "") switch
        {
            ("£", _) or (_, "pounds" or "pound") => NumberKind.Pounds,
            ("$", _) or (_, "dollars" or "dollar") => NumberKind.Dollars,
            ("€", _) or (_, "euros" or "euro") => NumberKind.Euros,
            _ => NumberKind.Plain,
        };
    }

    private static string? UnitAfter(IReadOnlyList<Token> tokens, int next) =>
        next < tokens.Count && SupportWords.Units.Contains(tokens[next].Lower) ? tokens[next].Stem : null;

    // A sum may be said without its currency where the paragraph has it, a share never without its per cent.
    private static bool Same(Number said, Number own) => said.Value == own.Value
        && (said.Kind == own.Kind || (said.Kind == NumberKind.Plain && own.Kind is NumberKind.Pounds or NumberKind.Dollars or NumberKind.Euros));

    private static bool SameUnit(Number said, Number own) => said.Unit is null || said.Unit == own.Unit;

    private static FrozenDictionary<string, decimal> Values(string pairs)
    {
        var words = pairs.Split(' ');
        return Enumerable.Range(0, words.Length / 2)
            .ToFrozenDictionary(i => words[2 * i], i => decimal.Parse(words[(2 * i) + 1], CultureInfo.InvariantCulture));
    }
}

internal enum NumberKind
{
    Plain,
    Ordinal,
    Percent,
    Pounds,
    Dollars,
    Euros,
}

/// <param name="First">Its first token; <paramref name="Last"/> its last.</param>
/// <param name="Unit">The stem of the unit after it, where there is one.</param>
internal sealed record Number(decimal Value, NumberKind Kind, int First, int Last, string? Unit, string Written);
