using System.Text;

namespace CcgBot.Text;

/// <summary>Finds words that are known only when the program runs: a pattern made of them could cost any time, this costs a look at each character.</summary>
public static class WholeWords
{
    /// <summary>Where the words stand, not inside a longer word.</summary>
    /// <param name="from">Where to begin looking.</param>
    /// <returns>-1 when they stand nowhere.</returns>
    public static int IndexOf(string text, string words, int from = 0, StringComparison comparison = StringComparison.Ordinal)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(words);
        for (var at = text.IndexOf(words, from, comparison); at >= 0; at = text.IndexOf(words, at + 1, comparison))
        {
            var end = at + words.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The text with one word put in the place of another, wherever that stands.</summary>
    public static string Replace(string text, string word, string with)
    {
        var replaced = new StringBuilder();
        var from = 0;
        for (var at = IndexOf(text, word); at >= 0; at = IndexOf(text, word, from))
        {
            replaced.Append(text, from, at - from).Append(with);
            from = at + word.Length;
        }

        return replaced.Append(text, from, text.Length - from).ToString();
    }
}
