using System.Text;
using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>A question as typed → text that can be searched: no control or formatting characters, white space folded, of bounded length.</summary>
public static class QuestionText
{
    public static string Clean(string text, int mostCharacters)
    {
        var cleaned = new StringBuilder(Math.Min(text.Length, mostCharacters));
        var space = false;
        foreach (var rune in SearchFolding.Composed(text).EnumerateRunes())
        {
            if (cleaned.Length >= mostCharacters)
            {
                break;
            }

            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                space = cleaned.Length > 0;
            }
            else if (Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format)
            {
                cleaned.Append(space ? " " : "").Append(rune.ToString());
                space = false;
            }
        }

        return cleaned.ToString();
    }
}
