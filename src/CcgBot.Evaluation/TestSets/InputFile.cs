using System.IO.Compression;
using CcgBot.Text;

namespace CcgBot.Evaluation.TestSets;

/// <summary>A file of a test set, plain or gzipped by its name, in whatever encoding it is.</summary>
internal static class InputFile
{
    /// <summary>Questions and judgements; corpora are streamed and may be larger.</summary>
    private const long MostBytes = 512L << 20;

    /// <summary>The name's ending in lower case, without <c>.gz</c>.</summary>
    public static string Ending(string path) => Path.GetExtension(WithoutGzip(path)).ToLowerInvariant();

    /// <summary>The name without folder and endings.</summary>
    public static string Name(string path) => Path.GetFileNameWithoutExtension(WithoutGzip(path));

    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file, or the same one gzipped; null when there is neither.</summary>
    public static string? Find(string folder, string name) =>
        ((string[])[Path.Combine(folder, name), Path.Combine(folder, name + ".gz")]).FirstOrDefault(File.Exists);

    /// <summary>The unpacked bytes as a stream.</summary>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return IsGzip(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <exception cref="InvalidDataException">It is larger than half a gigabyte, no gzip, or of no encoding; the message names it.</exception>
    public static byte[] Bytes(string path)
    {
        using var stream = Open(path);
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > MostBytes)
                {
                    throw new InvalidDataException($"{path} holds more than {MostBytes >> 20} MiB: split it.");
                }
            }
        }
        catch (InvalidDataException error) when (IsGzip(path) && bytes.Length <= MostBytes)
        {
            throw new InvalidDataException($"{path} ends in .gz and is not gzipped: {error.Message}", error);
        }

        return bytes.ToArray();
    }

    public static string Text(string path) => EncodedText.Decode(Bytes(path), path);

    /// <summary>The lines with their numbers, from 1.</summary>
    public static IEnumerable<(int Number, string Line)> Lines(string path)
    {
        using var reader = new StringReader(Text(path));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            yield return (number, line);
        }
    }

    private static string WithoutGzip(string path) => IsGzip(path) ? path[..^3] : path;
}
