using System.Security.Cryptography;
using CcgBot.Articles;

namespace CcgBot.Evaluation.TestSets;

/// <summary>The articles a test set is asked of.</summary>
/// <param name="Path">The file they are read from.</param>
/// <param name="Read">Streams them; what could not be read comes as a problem.</param>
public sealed record TestCorpus(string Path, Func<IEnumerable<JsonLine<Article>>> Read)
{
    public static TestCorpus OfJsonLines(string path) => new(path, () => JsonlCorpusReader.Read(path));

    /// <summary>SHA-256 of the file, 16 hex digits: the cached index goes by it.</summary>
    public string Hash()
    {
        using var file = File.OpenRead(Path);
        return Convert.ToHexStringLower(SHA256.HashData(file))[..16];
    }
}
