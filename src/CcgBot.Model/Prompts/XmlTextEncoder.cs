using System.Text;
using HandlebarsDotNet;

namespace CcgBot.Model.Prompts;

/// <summary>
/// Escapes a value for the <c>&lt;message&gt;</c> elements that Semantic Kernel reads a rendered prompt by. Handlebars.Net's own encoder
/// writes half surrogates as numbers, which are no XML: the whole prompt would then be read as one user message.
/// </summary>
internal sealed class XmlTextEncoder : ITextEncoder
{
    public IFormatProvider? FormatProvider { get; set; }

    public void Encode(string? text, TextWriter target) => target.Write(Escape(text ?? ""));

    public void Encode(StringBuilder? text, TextWriter target) => target.Write(Escape(text?.ToString() ?? ""));

    public void Encode<T>(T? text, TextWriter target) where T : IEnumerator<char>
    {
        var all = new StringBuilder();
        while (text?.MoveNext() ?? false)
        {
            all.Append(text.Current);
        }

        target.Write(Escape(all.ToString()));
    }

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                // What XML can't hold, and what EnumerateRunes puts for half a surrogate pair.
                < 0x20 and not ('\n' or '\t') => escaped,
                0xFFFE or 0xFFFF or 0xFFFD => escaped,
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
