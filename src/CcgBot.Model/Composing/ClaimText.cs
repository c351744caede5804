using System.Text.RegularExpressions;

namespace CcgBot.Model.Composing;

/// <summary>A model's sentence as plain text: no markup, citation marks or unseen characters, and no address that its paragraphs don't give.</summary>
internal static partial class ClaimText
{
    public static string Of(string text, IReadOnlyList<string> paragraphTexts)
    {
        var plain = PromptData.Clean(text);
        plain = MarkPattern().Replace(plain, "");
        plain = ImagePattern().Replace(plain, " ");
        plain = LinkPattern().Replace(plain, "$1");
        plain = TagPattern().Replace(plain, " ");
        plain = AddressPattern().Replace(plain, match => paragraphTexts.Any(paragraph => Gives(paragraph, match.Value)) ? match.Value : " ");
        plain = EmphasisPattern().Replace(plain, "$2");
        return SpacePattern().Replace(plain, " ").Replace(" .", ".", StringComparison.Ordinal).Trim();
    }

    private static bool Gives(string paragraph, string address)
    {
        var bare = address.TrimEnd('.', ',', ';', ':', ')', '!', '?', '\'', '"');
        var at = paragraph.IndexOf(bare, StringComparison.OrdinalIgnoreCase);
        // To the letter and to its end: "www.prucomm.ac.uk/?q=secret" is not given by "www.prucomm.ac.uk", nor the reverse.
        return at >= 0
            && (at == 0 || !char.IsLetterOrDigit(paragraph[at - 1]))
            && (at + bare.Length == paragraph.Length || !(char.IsLetterOrDigit(paragraph[at + bare.Length]) || paragraph[at + bare.Length] is '/' or '?' or '=' or '&'));
    }

    [GeneratedRegex(@"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?", RegexOptions.NonBacktracking)]
    private static partial Regex ImagePattern();

    [GeneratedRegex(@"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]+\]|:\s*\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("<[^>]*>?", RegexOptions.NonBacktracking)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\s*\[\s*\^?\d+(?:\s*[,;–-]\s*\d+)*\s*\]", RegexOptions.NonBacktracking)]
    private static partial Regex MarkPattern();

    // Anything with a scheme, a mail address, or a name with a dot and an ending, full-width and ideographic dots included.
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]{0,60}:(?=[^\s\d])\S{1,2000}|\S{1,200}@\S{1,2000}|(?:[\p{L}\p{N}-]{1,63}[.\u3002\uFF0E\uFF61]){1,30}\p{L}{2,63}(?::\d{1,9})?(?:[/?#]\S{0,2000})?|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,9})?(?:/\S{0,2000})?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(\*{1,3}|_{1,3}|`{1,3}|~~)(?=\S)(.{1,500}?)(?<=\S)\1(?![\p{L}\p{N}])")]
    private static partial Regex EmphasisPattern();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex SpacePattern();
}
