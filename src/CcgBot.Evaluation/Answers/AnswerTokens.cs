using System.Text;

namespace CcgBot.Evaluation.Answers;

/// <summary>Words of an answer for comparison.</summary>
internal static class AnswerTokens
{
    // Python's string.punctuation, which SQuAD's script removes.
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>
    /// SQuAD's <c>normalize_answer</c> (evaluate-v2.0.py, Rajpurkar et al. 2018): lower case, ASCII punctuation removed, the articles
    /// a, an, the removed, split at white space.
    /// </summary>
    public static string[] Squad(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!Punctuation.Contains(c, StringComparison.Ordinal))
            {
                kept.Append(char.ToLowerInvariant(c));
            }
        }

        return WithoutArticles(kept.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Runs of letters and digits in lower case, a point or comma between digits kept within its number; without a, an, the.</summary>
    public static string[] Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length
                && (char.IsLetterOrDigit(text[i])
                    || text[i] is '.' or ',' && i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]));
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }
        }

        return WithoutArticles(words);
    }

    /// <summary>How many words a text has, by white space.</summary>
    public static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static string[] WithoutArticles(IEnumerable<string> words) => [.. words.Where(word => word is not ("a" or "an" or "the"))];
}
