namespace CcgBot.Text;

/// <summary>What has to be known of a script to find words and sentences in it.</summary>
internal static class Scripts
{
    /// <summary>Han, Kana, and the marks and wide forms written with them: words stand without blanks between them.</summary>
    public static bool IsUnspaced(char c) => c is >= '\u2E80' and <= '\u30FF' or >= '\u31F0' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF01' and <= '\uFF9F';

    public static bool IsGreek(char c) => c is >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF';

    public static bool IsCyrillic(char c) => c is >= '\u0400' and <= '\u052F';
}
