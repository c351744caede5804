using System.Collections.Frozen;

namespace CcgBot.Answering.Support;

/// <summary>Irregular forms of common verbs, besides those of <see cref="CcgBot.Text.WordFamily"/>.</summary>
internal static class IrregularForms
{
    private static readonly FrozenDictionary<string, string> Bases = Pairs(
        """
        gave give given give took take taken take made make found find held hold kept keep told tell knew know known know saw see seen see went go gone go came come became become forgot forget
        forgotten forget hid hide hidden hide shown show slept sleep laid lay lent lend said say heard hear shook shake shaken shake rang ring rode ride ridden ride sank sink sunk sink slid slide
        spun spin stuck stick struck strike swept sweep swung swing woke wake wept weep dug dig hung hang lit light overcame overcome undertook undertake undertaken undertake withdrew withdraw withdrawn withdraw
        overtook overtake overtaken overtake rebuilt rebuild bitten bite beaten beat swollen swell frozen freeze blew blow blown blow burnt burn crept creep fled flee leapt leap learnt learn shone shine shrank shrink
        """);

    /// <summary>The base of an irregular form; the word itself when it is none.</summary>
    public static string Base(string lower) => Bases.GetValueOrDefault(lower, lower);

    private static FrozenDictionary<string, string> Pairs(string text)
    {
        var words = text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, words.Length / 2).ToFrozenDictionary(i => words[2 * i], i => words[(2 * i) + 1], StringComparer.Ordinal);
    }
}
