using System.Globalization;
using System.Text;
using UtfUnknown;

namespace CcgBot.Articles;

/// <summary>
/// A file's text in whatever encoding it is: what its byte order mark says, UTF-8, UTF-16 and UTF-32 without a mark by their zero bytes, else the
/// older encoding that the whole file reads best in.
/// </summary>
public static class TextFile
{
    /// <summary>Bytes looked at for an older encoding: more tell nothing more.</summary>
    private const int MostDetected = 1 << 20;

    /// <exception cref="InvalidDataException">Too large, empty or binary; the message says which.</exception>
    /// <exception cref="IOException">Can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Can't be read.</exception>
    public static string Read(string path, long maxBytes) => Read(path, maxBytes, out _);

    /// <inheritdoc cref="Read(string, long)"/>
    /// <param name="notice">What a reader should know of how it was read; null when nothing.</param>
    public static string Read(string path, long maxBytes, out string? notice)
    {
        var bytes = Bytes(path, maxBytes, nameof(IngestOptions.MaxFileMegabytes));
        var text = Decode(bytes, out notice) ?? throw new InvalidDataException("binary, not text; give it as .txt in UTF-8");
        return string.IsNullOrWhiteSpace(text.Trim('\uFEFF')) ? throw new InvalidDataException("empty") : text;
    }

    /// <param name="setting">The setting of <see cref="IngestOptions"/> that the limit comes from.</param>
    internal static byte[] Bytes(string path, long maxBytes, string setting)
    {
        var length = new FileInfo(path).Length;
        return length <= maxBytes ? File.ReadAllBytes(path) : throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"too large: {length / 1048576.0:0.0} MB, the limit is {maxBytes / 1048576.0:0.#} MB (setting Ingest:{setting}); split it or raise the limit"));
    }

    /// <returns>Null when the bytes are no text.</returns>
    internal static string? Decode(byte[] bytes) => Decode(bytes, out _);

    /// <inheritdoc cref="Decode(byte[])"/>
    internal static string? Decode(byte[] bytes, out string? notice)
    {
        notice = null;
        if (Marked(bytes) is { } marked)
        {
            return marked;
        }

        if (bytes.AsSpan().Contains((byte)0))
        {
            return WithZeros(bytes);
        }

        if (IsBinary(bytes))
        {
            return null;
        }

        var (sequences, bad) = Utf8(bytes);
        if (bad == 0)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        // A byte or two gone wrong in UTF-8 is no reason to read all of it as something else.
        if (sequences > 2 * bad)
        {
            notice = string.Create(CultureInfo.InvariantCulture, $"{bad} of its bytes {(bad == 1 ? "is" : "are")} not UTF-8 and {(bad == 1 ? "is" : "are")} shown as \uFFFD");
            return Encoding.UTF8.GetString(bytes);
        }

        var encoding = Older(bytes);
        notice = $"read as {encoding.WebName}, for it is not UTF-8";
        return encoding.GetString(bytes);
    }

    private static string? Marked(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32.GetString(bytes, 4, bytes.Length - 4),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true).GetString(bytes, 4, bytes.Length - 4),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3),
        _ => null,
    };

    /// <summary>UTF-16 or UTF-32 without a mark: zeros stand at the same places of nearly every unit.</summary>
    private static string? WithZeros(byte[] bytes)
    {
        var zeros = new int[4];
        for (var i = 0; i < bytes.Length; i++)
        {
            zeros[i % 4] += bytes[i] == 0 ? 1 : 0;
        }

        var units = Math.Max(1, bytes.Length / 4);
        bool Mostly(int place) => 10 * zeros[place] >= 7 * units;
        bool Hardly(int place) => 50 * zeros[place] <= units;
        Encoding? encoding = bytes.Length % 4 == 0 && Mostly(1) && Mostly(2) && Mostly(3) && Hardly(0) ? Encoding.UTF32
            : bytes.Length % 4 == 0 && Mostly(0) && Mostly(1) && Mostly(2) && Hardly(3) ? new UTF32Encoding(bigEndian: true, byteOrderMark: false)
            : bytes.Length % 2 == 0 && zeros[1] + zeros[3] >= units / 5 && Hardly(0) && Hardly(2) ? Encoding.Unicode
            : bytes.Length % 2 == 0 && zeros[0] + zeros[2] >= units / 5 && Hardly(1) && Hardly(3) ? Encoding.BigEndianUnicode
            : null;
        var text = encoding?.GetString(bytes);
        return text is null || text.Contains('\0', StringComparison.Ordinal) || 100 * text.Count(c => c == '\uFFFD' || char.IsControl(c) && !char.IsWhiteSpace(c)) > text.Length ? null : text;
    }

    /// <summary>How many characters of more than one byte are whole, and how many bytes belong to none.</summary>
    private static (int Sequences, int Bad) Utf8(ReadOnlySpan<byte> bytes)
    {
        var (sequences, bad) = (0, 0);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == System.Buffers.OperationStatus.Done)
            {
                sequences += length > 1 ? 1 : 0;
            }
            else
            {
                bad++;
            }

            bytes = bytes[Math.Max(1, length)..];
        }

        return (sequences, bad);
    }

    /// <summary>What a detector takes the file for, where it is sure; Windows-1252, of which ISO 8859-1 is a part, elsewhere.</summary>
    private static Encoding Older(byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var found = CharsetDetector.DetectFromBytes(bytes.Length <= MostDetected ? bytes : bytes[..MostDetected]).Detected;
        return found is { Confidence: > 0.5f, Encoding: { } encoding } && encoding.CodePage is not (20127 or 65001 or 28591 or 65000) ? encoding : Encoding.GetEncoding(1252);
    }

    /// <summary>More than one control character in a hundred is in no text.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var b in bytes)
        {
            controls += b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0B or 0x0C) ? 1 : 0;
        }

        return controls * 100 > bytes.Length;
    }
}
