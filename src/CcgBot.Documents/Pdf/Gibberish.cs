namespace CcgBot.Documents.Pdf;

/// <summary>Tells text that comes out of a font without a usable map of its letters: words with signs in them, capitals anywhere, hardly a vowel.</summary>
internal static class Gibberish
{
    private const int LeastLetters = 12;
    private const int MostLooked = 200_000;
    private const double LeastVowels = 0.2;
    private const double MostOdd = 0.4;

    public static bool Is(IEnumerable<string> lines)
    {
        var (letters, vowels, words, odd, looked) = (0, 0, 0, 0, 0);
        foreach (var line in lines)
        {
            looked += line.Length;
            if (looked > MostLooked)
            {
                break;
            }

            foreach (var c in line)
            {
                if (char.IsLetter(c) && c < '\u0250')
                {
                    letters++;
                    vowels += Base(c) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' ? 1 : 0;
                }
            }

            foreach (var word in line.Split(' ').Where(word => word.Length >= 4 && word.Any(char.IsLetter)))
            {
                words += word.Length;
                odd += IsOdd(word) ? word.Length : 0;
            }
        }

        return letters >= LeastLetters && (vowels < LeastVowels * letters && odd > 0 || words >= LeastLetters && odd > MostOdd * words);
    }

    /// <summary>A sign between letters that no word has, or small letters before capitals more than once; addresses and paths are none.</summary>
    private static bool IsOdd(string word)
    {
        if (word.Contains("://", StringComparison.Ordinal) || word.Contains('@', StringComparison.Ordinal) || word.Contains("www", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rises = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] is '\\' or '~' or '^' or '`' or '{' or '}' or '|' or '#' or '$' && char.IsLetter(word[i - 1]) && i + 1 < word.Length && char.IsLetter(word[i + 1]))
            {
                return true;
            }

            rises += char.IsLower(word[i - 1]) && char.IsUpper(word[i]) ? 1 : 0;
        }

        return rises >= 2;
    }

    private static char Base(char c) => c < 128 ? char.ToLowerInvariant(c) : c switch
    {
        >= 'À' and <= 'Æ' or >= 'à' and <= 'æ' or 'ă' or 'ą' or 'ā' or 'Ă' or 'Ą' or 'Ā' => 'a',
        >= 'È' and <= 'Ë' or >= 'è' and <= 'ë' or 'ě' or 'ę' or 'ē' or 'ė' or 'Ě' or 'Ę' or 'Ē' or 'Ė' => 'e',
        >= 'Ì' and <= 'Ï' or >= 'ì' and <= 'ï' or 'ī' or 'į' or 'ı' or 'İ' or 'Ī' or 'Į' => 'i',
        >= 'Ò' and <= 'Ö' or >= 'ò' and <= 'ö' or 'Ø' or 'ø' or 'ő' or 'ō' or 'œ' or 'Ő' or 'Ō' or 'Œ' => 'o',
        >= 'Ù' and <= 'Ü' or >= 'ù' and <= 'ü' or 'ů' or 'ű' or 'ū' or 'ų' or 'Ů' or 'Ű' or 'Ū' or 'Ų' => 'u',
        'Ý' or 'ý' or 'ÿ' => 'y',
        _ => '-',
    };
}
