using System.Collections.Frozen;

namespace CcgBot.Privacy;

/// <summary>Numbers said digit by digit: "nine four three, four seven six, five nine one nine".</summary>
internal static class SpelledNumbers
{
    /// <summary>Fewer are a count-down or a score; a phone number has nine or more.</summary>
    private const int LeastDigits = 9;

    private static readonly FrozenSet<string> Digits =
        "zero oh nought one two three four five six seven eight nine".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Range> In(string text)
    {
        var (start, end, count, twice) = (0, 0, 0, 0);
        foreach (var word in Words(text))
        {
            var token = text[word];
            if (Digits.Contains(token) && Joins(text, end, word.Start.Value, count))
            {
                start = count == 0 && twice == 0 ? word.Start.Value : start;
                (end, count, twice) = (word.End.Value, count + 1 + twice, 0);
            }
            else if ((token.Equals("double", StringComparison.OrdinalIgnoreCase) || token.Equals("triple", StringComparison.OrdinalIgnoreCase)) && Joins(text, end, word.Start.Value, count))
            {
                start = count == 0 ? word.Start.Value : start;
                (end, twice) = (word.End.Value, token.Length == 6 && token[0] is 'd' or 'D' ? 1 : 2);
            }
            else
            {
                if (count >= LeastDigits)
                {
                    yield return start..end;
                }

                (count, twice) = (0, 0);
                if (Digits.Contains(token))
                {
                    (start, end, count) = (word.Start.Value, word.End.Value, 1);
                }
            }
        }

        if (count >= LeastDigits)
        {
            yield return start..end;
        }
    }

    private static bool Joins(string text, int end, int next, int count) => count == 0 || (next - end <= 3 && !text.AsSpan(end, next - end).ContainsAny(".;:!?"));

    private static IEnumerable<Range> Words(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            if (at > start)
            {
                yield return start..at;
            }
        }
    }
}
