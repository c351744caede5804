using System.Text;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>Bytes of a text format → text.</summary>
internal static class DocumentText
{
    /// <exception cref="InvalidDataException">No text, or none in it.</exception>
    public static string Decode(byte[] bytes, out string? notice)
    {
        var text = TextFile.Decode(bytes, out notice) ?? throw new UnreadableException("binary, not text");
        return string.IsNullOrWhiteSpace(text) ? throw new UnreadableException("empty") : text;
    }

    /// <summary>The encoding by its name on the page or in the mail; null where it is not known.</summary>
    public static Encoding? Named(string? name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            // What calls itself Latin-1 has been Windows-1252 since the web began, and GB 2312 its larger successor.
            return name?.Trim().Trim('"', '\'').ToLowerInvariant() switch
            {
                null or "" => null,
                "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => Encoding.GetEncoding(1252),
                "iso-8859-9" => Encoding.GetEncoding(1254),
                "gb2312" or "gbk" => Encoding.GetEncoding("gb18030"),
                "shift_jis" or "x-sjis" or "sjis" => Encoding.GetEncoding(932),
                "ks_c_5601-1987" => Encoding.GetEncoding(949),
                var known => Encoding.GetEncoding(known),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);
}
