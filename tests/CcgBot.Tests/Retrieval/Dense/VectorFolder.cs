using CcgBot.Articles;
using CcgBot.Retrieval.Dense;
using CcgBot.Storage;

namespace CcgBot.Tests.Retrieval.Dense;

/// <summary>A store and a vector folder of their own, in a temporary place.</summary>
internal sealed class VectorFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-vectors-");

    public VectorFolder() => Store = new ArticleStore(new Database(Path.Combine(_folder.FullName, "ccgbot.db")), TimeProvider.System);

    public string Vectors => Path.Combine(_folder.FullName, "vectors");

    public ArticleStore Store { get; }

    public HashingGenerator Generator { get; } = new();

    public string RowsFile => Directory.EnumerateFiles(Vectors, "rows-*.bin").Single();

    public VectorIndexWriter Writer(string encoder = "hashing") => new(Vectors, Store, new Encoder(encoder, Generator, Generator), VectorUnits.Paragraphs);

    public VectorIndex Open(string encoder = "hashing") => new(Vectors, encoder);

    public void Put(string id, params string[] paragraphs) => Store.Put(new Article(
        id, id, null, null, null, ContentHash.Of(string.Concat(paragraphs)), [.. paragraphs.Select((text, i) => new Block(BlockKind.Paragraph, text, i + 1))]));

    /// <summary>The text of the paragraphs found for a text, best first.</summary>
    public IReadOnlyList<string> Find(VectorIndex index, string text, int top = 3)
    {
        var keys = index.Search(Generator.Vector(text), top).Select(hit => hit.Key).ToList();
        var texts = Store.Get(keys).ToDictionary(paragraph => paragraph.Key, paragraph => paragraph.Text);
        return [.. keys.Select(key => texts[key])];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
