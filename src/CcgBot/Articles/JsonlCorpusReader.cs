using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CcgBot.Articles;

/// <summary>
/// Reads a JSONL corpus (<c>{"_id","title","text"}</c>, optionally <c>"url"</c>, one article a line; BEIR's layout): each line is an
/// article of one paragraph whose text is kept whole, line ends included.
/// </summary>
public static class JsonlCorpusReader
{
    /// <summary>True for <c>.jsonl</c> and <c>.jsonl.gz</c>.</summary>
    public static bool Reads(string path) =>
        path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".jsonl.gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Streams the corpus; a bad line is returned as such, with its number, and the rest go on.</summary>
    /// <exception cref="IOException">The file can't be opened or read on.</exception>
    public static IEnumerable<JsonLine<Article>> Read(string path)
    {
        // 64 bits of a hash per id: a million ids in 30 MB, and a wrong alarm once in ten million corpora of a million lines.
        var seen = new HashSet<long>();
        foreach (var line in JsonLines.Read(path, Article))
        {
            yield return line.Value is null || seen.Add(Key(line.Value.Id))
                ? line
                : line with { Value = null, Problem = $"the _id \"{line.Value.Id}\" stands on an earlier line too" };
        }
    }

    private static Article Article(JsonElement line)
    {
        var id = line.RequiredText(line.TryGetProperty("_id", out _) ? "_id" : "id");
        var text = line.RequiredText("text");
        var title = line.Text("title") ?? "";
        var url = line.Text("url");
        var version = ContentHash.Of(string.Join('\0', title, url, text));
        return new Article(id, title, null, null, url, version, [new Block(BlockKind.Paragraph, text, 1)]);
    }

    private static long Key(string id)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }
}
