using System.Text;

namespace CcgBot.Text.Words;

/// <summary>
/// Words that mean the same by WordNet 3.1 (Princeton University; Fellbaum 1998): they share a synonym set, both in a sense that is usual for them.
/// The table is written by <c>assets/words/words.mjs</c>.
/// </summary>
public static class Synonyms
{
    private static readonly Lazy<Dictionary<string, string>> Table = new(Read);

    /// <param name="term">An index term: "amalgam" of "amalgamation".</param>
    /// <returns>Index terms, the surest first; none for a word without synonyms.</returns>
    public static IReadOnlyList<string> Of(string term) => Table.Value.TryGetValue(term, out var others) ? others.Split(' ') : [];

    private static Dictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(Synonyms).Assembly.GetManifestResourceStream("CcgBot.Text.Words.synonyms.txt")!, Encoding.ASCII);
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            table.Add(line[..end], line[(end + 1)..]);
        }

        return table;
    }
}
