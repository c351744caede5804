using System.Globalization;
using System.Text;

namespace CcgBot.Text;

/// <summary>
/// Unicode normalisation form KC, code point by code point, from a table: the program runs without ICU, where <see cref="string.Normalize()"/> leaves everything
/// beyond ASCII as it is, and a text's copy to search has to be the same on every machine. <c>assets/words/nfkc.mjs</c> writes the table.
/// </summary>
internal static class Nfkc
{
    private static readonly Lazy<(Dictionary<int, int[]> Single, Dictionary<(int, int), int> Pairs)> Table = new(Read);

    private const int FirstMark = 0x300;
    private const int LastMark = 0x36f;

    /// <summary>The letter under each composed one.</summary>
    private static readonly Lazy<Dictionary<int, int>> Bases = new(() =>
        Table.Value.Pairs.Where(pair => pair.Key.Item2 is >= FirstMark and <= LastMark).ToDictionary(pair => pair.Value, pair => pair.Key.Item1));

    /// <summary>What a code point is in plain form; null when it is plain itself.</summary>
    public static int[]? PlainOf(int point) => Table.Value.Single.GetValueOrDefault(point);

    /// <summary>The one code point that two make; null where they make none.</summary>
    public static int? Compose(int one, int other) => Table.Value.Pairs.TryGetValue((one, other), out var composed) ? composed : null;

    /// <summary>The text with letters freed of their accents: "Röntgen" → "Rontgen", as vocabularies without accents expect.</summary>
    public static string WithoutMarks(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\x7f'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var point = rune.Value;
            while (Bases.Value.TryGetValue(point, out var letter))
            {
                point = letter;
            }

            if (point is < FirstMark or > LastMark)
            {
                plain.Append(char.ConvertFromUtf32(point));
            }
        }

        return plain.ToString();
    }

    private static (Dictionary<int, int[]> Single, Dictionary<(int, int), int> Pairs) Read()
    {
        using var reader = new StreamReader(typeof(Nfkc).Assembly.GetManifestResourceStream("CcgBot.Text.nfkc.txt")!, Encoding.ASCII);
        var (single, pairs) = (new Dictionary<int, int[]>(), new Dictionary<(int, int), int>());
        while (reader.ReadLine() is { } line)
        {
            var sides = line.Split(';');
            var (from, to) = (Numbers(sides[0]), Numbers(sides[1]));
            if (from.Length == 1)
            {
                single[from[0]] = to;
            }
            else
            {
                pairs[(from[0], from[1])] = to[0];
            }
        }

        return (single, pairs);
    }

    private static int[] Numbers(string hex) =>
        [.. hex.Split(' ').Select(number => int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
