using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace CcgBot.Web.Pages;

/// <summary>
/// Finished markup. <c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c> encodes everything put into the braces but other <see cref="Html"/>: what an
/// article, a question or a query string holds can't become markup by being forgotten.
/// </summary>
public readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Empty => default;

    public static Html Of(ref HtmlBuilder builder) => new(builder.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._markup)));

    /// <summary>A text whose invisible and direction-changing characters are shown by their code instead of obeyed.</summary>
    public static Html Visible(ReadOnlySpan<char> text)
    {
        var markup = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Invisible.Is(rune))
            {
                markup.Append(CultureInfo.InvariantCulture, $"<span class=\"control\">U+{rune.Value:X4}</span>");
            }
            else
            {
                markup.Append(HtmlBuilder.Encoder.Encode(rune.ToString()));
            }
        }

        return new Html(markup.ToString());
    }

    public override string ToString() => _markup ?? "";
}

/// <summary>Collects the pieces of an interpolated string, each encoded on its way in.</summary>
[InterpolatedStringHandler]
public readonly struct HtmlBuilder(int literalLength, int formattedCount)
{
    // Everything but the five characters of markup and the unassigned stays readable in the page's source.
    internal static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    private readonly StringBuilder _markup = new(literalLength + formattedCount * 16);

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html html) => _markup.Append(html);

    public void AppendFormatted(IEnumerable<Html> html)
    {
        foreach (var part in html)
        {
            _markup.Append(part);
        }
    }

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(Invisible.Remove(text ?? "")));

    public void AppendFormatted<T>(T value) where T : IFormattable => AppendFormatted(value.ToString(null, CultureInfo.InvariantCulture));

    public void AppendFormatted<T>(T value, string format) where T : IFormattable =>
        AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => _markup.ToString();
}
