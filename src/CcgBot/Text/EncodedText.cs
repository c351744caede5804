using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace CcgBot.Text;

/// <summary>The bytes of a text file of unknown encoding → its text.</summary>
public static class EncodedText
{
    /// <summary>Below this the detector guesses; a wrong guess would put wrong letters into every word, unseen.</summary>
    private const float LeastConfidence = 0.5f;

    /// <summary>So much of a file is looked at; its encoding doesn't change further down.</summary>
    private const int BytesLookedAt = 1 << 20;

    static EncodedText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// What a byte order mark says; else UTF-8 where every byte is; else what UTF.Unknown finds (Windows-1252, UTF-16 without a mark, …).
    /// </summary>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidDataException">No encoding fits; the message names the first line that is not UTF-8.</exception>
    public static string Decode(byte[] bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (!HasUtf16Or32Mark(bytes) && Utf8.IsValid(bytes) && !bytes.AsSpan().Contains((byte)0))
        {
            return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        }

        var found = CharsetDetector.DetectFromBytes(bytes.Length > BytesLookedAt ? bytes[..BytesLookedAt] : bytes).Detected;
        if (found?.Encoding is { } encoding && found.Confidence >= LeastConfidence)
        {
            try
            {
                return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes).TrimStart('\uFEFF');
            }
            catch (DecoderFallbackException)
            {
                // The beginning misled: said below.
            }
        }

        throw new InvalidDataException($"{name}:{FirstBadLine(bytes)}: not UTF-8, and no other encoding fits. Save it as UTF-8.");
    }

    private static bool HasUtf16Or32Mark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]);

    private static int FirstBadLine(ReadOnlySpan<byte> bytes)
    {
        for (var line = 1; ; line++)
        {
            var end = bytes.IndexOf((byte)'\n');
            var text = end < 0 ? bytes : bytes[..end];
            if (end < 0 || !Utf8.IsValid(text) || text.Contains((byte)0))
            {
                return line;
            }

            bytes = bytes[(end + 1)..];
        }
    }
}
