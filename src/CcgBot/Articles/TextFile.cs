using System.Globalization;
using System.Text;

namespace CcgBot.Articles;

/// <summary>A file's text, in UTF-8, UTF-16 with its mark, or (where it is not valid UTF-8) Windows-1252.</summary>
public static class TextFile
{
    /// <exception cref="InvalidDataException">Too large, empty or binary; the message says which.</exception>
    /// <exception cref="IOException">Can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Can't be read.</exception>
    public static string Read(string path, long maxBytes)
    {
        var length = new FileInfo(path).Length;
        if (length > maxBytes)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"too large: {length / 1048576.0:0.0} MB, the limit is {maxBytes / 1048576.0:0.#} MB (setting Ingest:MaxFileMegabytes); split it or raise the limit"));
        }

        var bytes = File.ReadAllBytes(path);
        var text = Decode(bytes) ?? throw new InvalidDataException("binary, not text; give it as .txt in UTF-8");
        return string.IsNullOrWhiteSpace(text.Trim('\uFEFF')) ? throw new InvalidDataException("empty") : text;
    }

    /// <returns>Null when the bytes are no text.</returns>
    internal static string? Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (bytes is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (IsBinary(bytes))
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding(1252).GetString(bytes);
        }
    }

    /// <summary>A NUL, or more than one control character in a hundred, is in no text.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var b in bytes)
        {
            if (b == 0)
            {
                return true;
            }

            controls += b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0C) ? 1 : 0;
        }

        return controls * 100 > bytes.Length;
    }
}
