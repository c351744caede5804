using System.IO.Compression;
using System.Text.Json;

namespace CcgBot.Articles;

/// <summary>
/// Streams a JSON Lines file (also gzipped, by its name) line by line, by bytes: one bad line, even one that is not UTF-8, does
/// not spoil the next, and a file of any size needs the memory of its longest line.
/// </summary>
public static class JsonLines
{
    /// <summary>A longer line is no article, nor a question: it is reported and the next one read.</summary>
    private const int MaxLineBytes = 64 << 20;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Each line that is not blank, read by a function from its JSON object; what it throws of the expected kinds is the line's problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">May throw <see cref="InvalidDataException"/> with a message for the reader of the log.</param>
    /// <exception cref="IOException">The file can't be opened or read on.</exception>
    public static IEnumerable<JsonLine<T>> Read<T>(string path, Func<JsonElement, T> read)
        where T : class
    {
        foreach (var (number, bytes) in Lines(path))
        {
            yield return bytes is { } line
                ? Parse(path, number, line, read)
                : new JsonLine<T>(path, number, null, $"longer than {MaxLineBytes >> 20} MB; split it");
        }
    }

    /// <summary>A text property, or null where it is missing or null. Numbers are taken as they are written.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static string? Text(this JsonElement line, string name) => !line.TryGetProperty(name, out var value)
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new InvalidDataException($"\"{name}\" must be a string"),
        };

    /// <summary>A text property that must be there and not blank.</summary>
    public static string RequiredText(this JsonElement line, string name) =>
        line.Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new InvalidDataException($"\"{name}\" is missing or empty");

    private static JsonLine<T> Parse<T>(string path, int number, ReadOnlyMemory<byte> bytes, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonLine<T>(path, number, read(document.RootElement), null)
                : new JsonLine<T>(path, number, null, "not a JSON object");
        }
        catch (JsonException error)
        {
            return new JsonLine<T>(path, number, null, $"not valid JSON (byte {error.BytePositionInLine + 1})");
        }
        catch (InvalidDataException error)
        {
            return new JsonLine<T>(path, number, null, error.Message);
        }
        catch (InvalidOperationException)
        {
            // JsonElement.GetString on bytes that are not UTF-8, or on half a surrogate pair.
            return new JsonLine<T>(path, number, null, "a string in it is not valid UTF-8");
        }
    }

    /// <summary>Lines that are not blank; without its bytes one that is too long.</summary>
    private static IEnumerable<(int Number, ReadOnlyMemory<byte>? Bytes)> Lines(string path)
    {
        using Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        using var stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var buffer = new byte[1 << 16];
        // How far the line that begins at start was searched for its end: of a long one only what is new.
        var (start, end, searched, number) = (0, 0, 0, 0);
        var (atEnd, tooLong) = (false, false);
        while (true)
        {
            var newline = Array.IndexOf(buffer, (byte)'\n', searched, end - searched);
            if (newline < 0 && !atEnd)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                if (end == buffer.Length && end >= MaxLineBytes)
                {
                    (end, tooLong) = (0, true);
                }
                else if (end == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                searched = end;

                var read = stream.Read(buffer, end, buffer.Length - end);
                atEnd = read == 0;
                end += read;
                continue;
            }

            if (newline < 0 && start == end && !tooLong)
            {
                yield break;
            }

            number++;
            var line = buffer.AsMemory(start, (newline < 0 ? end : newline) - start);
            searched = start = newline < 0 ? end : newline + 1;
            if (tooLong)
            {
                tooLong = false;
                yield return (number, null);
                continue;
            }

            if (number == 1 && line.Span.StartsWith("\uFEFF"u8))
            {
                line = line[3..];
            }

            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                yield return (number, line);
            }
        }
    }
}

/// <summary>One line of a JSON Lines file: what was read of it, or what is wrong with it.</summary>
/// <param name="Number">From 1.</param>
public sealed record JsonLine<T>(string File, int Number, T? Value, string? Problem)
    where T : class;
