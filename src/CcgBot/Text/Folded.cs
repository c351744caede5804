using System.Text;

namespace CcgBot.Text;

/// <summary>Words as they are shown on one line: a line end is a blank, nothing where a word is parted by it or the script has no blanks; otherwise to the letter.</summary>
public static class Folded
{
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(LineEnds.Characters))
        {
            return text;
        }

        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && (char.IsWhiteSpace(text[end]) || LineEnds.Contains(text[end])))
            {
                end++;
            }

            if (end == i || !text.AsSpan(i, end - i).ContainsAny(LineEnds.Characters))
            {
                end = Math.Max(end, i + 1);
                folded.Append(text, i, end - i);
            }
            else if (!IsJoined(folded, end < text.Length ? text[end] : '\0'))
            {
                folded.Append(' ');
            }

            i = end;
        }

        return folded.ToString();
    }

    private static bool IsJoined(StringBuilder before, char next) => before.Length > 0
        && (Scripts.IsUnspaced(before[^1]) && Scripts.IsUnspaced(next)
            || before[^1] is '-' or '\u2010' or '\u00AD' && before.Length > 1 && char.IsLetter(before[^2]) && char.IsLower(next));
}
