namespace CcgBot.Text;

/// <summary>The marks that end a sentence, in the scripts that have such marks.</summary>
internal static class SentenceMarks
{
    /// <summary>Ends a sentence where a blank follows, and not always then: an abbreviation or a number may stand before it.</summary>
    public static bool IsMark(char c) => c is '.' or '!' or '?' or '…' || IsFinal(c) || IsSpaced(c);

    /// <summary>Ends a sentence whatever follows: written without blanks, or never used for anything else (full stops of East and South Asia, Ethiopia, Armenia).</summary>
    public static bool IsFinal(char c) => c is '。' or '｡' or '！' or '？' or '।' or '॥' or '።' or '။' or '։' or '᙮' or '᠃' or '‼' or '⁇' or '⁈' or '⁉' or '៕' or '꓿';

    /// <summary>Question marks and full stops of scripts that part words by blanks: they end a sentence before a blank.</summary>
    public static bool IsSpaced(char c) => c is '؟' or '۔' or '܀' or '\u037E' or '．';

    /// <summary>Closing quotation marks and brackets: they belong to the sentence that they follow.</summary>
    public static bool IsClosing(string text, int at) => text[at] is '”' or '’' or ')' or ']' or '»' or '」' or '』' or '）' or '】' or '》' or '〉' or '］' or '＂'
        || text[at] is '"' or '\'' && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]) || Scripts.IsUnspaced(text[at + 1]));

    /// <summary>A run of text stops at the end of a sentence, as far as its last marks tell.</summary>
    public static bool IsEnd(string text, int start, int end)
    {
        while (end > start && IsClosing(text, end - 1))
        {
            end--;
        }

        return end > start && (IsMark(text[end - 1]) || text[end - 1] == ';' && end - 1 > start && Scripts.IsGreek(text[end - 2]));
    }
}
