using System.Collections.Frozen;
using System.Text;

namespace CcgBot.Text.Words;

/// <summary>
/// Words that name one medicine, illness or place and hardly anything else: by WordNet 3.1 (Princeton University; Fellbaum 1998), and by the endings that
/// medicine gives its names. The table is written by <c>assets/words/named.mjs</c>.
/// </summary>
public static class NamedWords
{
    private const int ShortestWithEnding = 7;

    private static readonly Lazy<FrozenSet<string>> Table = new(Read);

    /// <summary>Stems of the international nonproprietary names (WHO), and what illnesses and operations are called; none of a common word.</summary>
    private static readonly string[] Endings =
    [
        "cillin", "mycin", "cycline", "floxacin", "oxacin", "azole", "prazole", "statin", "sartan", "dipine", "olol", "gliptin", "gliflozin", "glutide",
        "oxetine", "zepam", "zolam", "parin", "xaban", "profen",
        "triptan", "setron", "dronate", "caine", "thiazide", "codone", "fentanil", "fentanyl", "barbital", "vastatin", "tidine", "mab", "tinib",
        "ciclovir", "tadine", "methasone", "sone", "solone", "pril", "terol", "lukast",
        "itis", "aemia", "emia", "algia", "ectomy", "penia", "plegia", "myalgia", "carcinoma", "sarcoma", "lymphoma", "oedema", "rrhoea", "rrhea",
        "phobia", "opathy",
    ];

    /// <summary>Have such an ending and no such meaning.</summary>
    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(["academia", "bohemia", "unison", "comparison", "garrison", "april",
    "homeopathy"], StringComparer.Ordinal);

    /// <param name="term">An index term: "anaphylaxi" of "anaphylaxis".</param>
    /// <param name="word">The word as typed.</param>
    public static bool Has(string term, string word)
    {
        ArgumentNullException.ThrowIfNull(term);
        ArgumentNullException.ThrowIfNull(word);
        var lower = word.ToLowerInvariant();
        return Table.Value.Contains(term)
            || lower.Length >= ShortestWithEnding && !Others.Contains(lower)
                && Array.Exists(Endings, ending => lower.EndsWith(ending, StringComparison.Ordinal) && lower.Length > ending.Length + 2);
    }

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(NamedWords).Assembly.GetManifestResourceStream("CcgBot.Text.Words.named.txt")!, Encoding.ASCII);
        var terms = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            terms.Add(line[..line.IndexOf(' ', StringComparison.Ordinal)]);
        }

        return terms.ToFrozenSet(StringComparer.Ordinal);
    }
}
