using System.Security.Cryptography;
using System.Text;

namespace CcgBot.Evaluation.TestSets;

/// <summary>The articles a test set is asked of.</summary>
/// <param name="Path">The file or folder they are read from, in any format that <c>ingest</c> reads.</param>
/// <param name="WriteJsonLines">For a file that <c>ingest</c> does not read: writes its articles as a JSONL corpus.</param>
public sealed record TestCorpus(string Path, Action<TextWriter>? WriteJsonLines = null)
{
    /// <summary>SHA-256 of the file, or of a folder's file names and contents, 16 hex digits: the cached index goes by it.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.Exists(Path) ? Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray() : [Path];
        var buffer = new byte[1 << 16];
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(System.IO.Path.GetRelativePath(Path, file) + "\n"));
            using var stream = File.OpenRead(file);
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                hash.AppendData(buffer.AsSpan(0, read));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
