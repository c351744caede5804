using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CcgBot.Articles;

/// <summary>
/// Names one paragraph of one article as it stood: article, ordinal (from 1) and the hash of its text (16 hex digits).
/// The text form is <c>ARTICLE#pORDINAL@HASH</c>; the article id may itself hold any character.
/// </summary>
public readonly record struct ParagraphId(string ArticleId, int Ordinal, string Hash)
{
    private const int HashLength = 16;

    /// <summary>Reads the text form. An article id with "#p" in it is no obstacle: the last one counts.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ParagraphId id)
    {
        id = default;
        if (text is null || text.LastIndexOf('@') is var at && (at < 0 || text.Length - at - 1 != HashLength))
        {
            return false;
        }

        var mark = text.LastIndexOf("#p", at, StringComparison.Ordinal);
        if (mark <= 0
            || !int.TryParse(text.AsSpan(mark + 2, at - mark - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            || ordinal < 1
            || text.AsSpan(at + 1).ContainsAnyExcept("0123456789abcdef"))
        {
            return false;
        }

        id = new ParagraphId(text[..mark], ordinal, text[(at + 1)..]);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ArticleId}#p{Ordinal}@{Hash}");
}
