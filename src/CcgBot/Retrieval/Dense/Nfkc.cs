using System.Globalization;
using System.Text;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// Unicode normalisation form KC from a table, because the program runs without ICU, where <see cref="string.Normalize()"/>
/// leaves everything beyond ASCII as it is. Left out: reordering of stacked combining marks, and Hangul syllables from letters.
/// The table is written by <c>assets/encoder/nfkc.js</c>.
/// </summary>
internal static class Nfkc
{
    private static readonly Lazy<(Dictionary<int, int[]> Single, Dictionary<(int, int), int> Pairs)> Table = new(Read);

    private const int FirstMark = 0x300;
    private const int LastMark = 0x36f;

    /// <summary>The letter under each composed one.</summary>
    private static readonly Lazy<Dictionary<int, int>> Bases = new(() =>
        Table.Value.Pairs.Where(pair => pair.Key.Item2 is >= FirstMark and <= LastMark).ToDictionary(pair => pair.Value, pair => pair.Key.Item1));

    /// <summary>The code points of the normalised text; a lone surrogate stays itself.</summary>
    public static List<int> CodePoints(string text)
    {
        var points = new List<int>(text.Length + 1);
        var ascii = !text.AsSpan().ContainsAnyExceptInRange('\0', '\x7f');
        for (var i = 0; i < text.Length; i++)
        {
            var point = (int)text[i];
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                point = char.ConvertToUtf32(text[i], text[++i]);
            }

            if (ascii || point < 0xa0)
            {
                points.Add(point);
                continue;
            }

            foreach (var part in Table.Value.Single.TryGetValue(point, out var parts) ? parts : [point])
            {
                if (points.Count > 0 && Table.Value.Pairs.TryGetValue((points[^1], part), out var composed))
                {
                    points[^1] = composed;
                }
                else
                {
                    points.Add(part);
                }
            }
        }

        return points;
    }

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
        using var reader = new StreamReader(typeof(Nfkc).Assembly.GetManifestResourceStream("CcgBot.Retrieval.Dense.nfkc.txt")!, Encoding.ASCII);
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
