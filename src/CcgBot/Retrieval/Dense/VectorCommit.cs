using System.Text.Json;
using CcgBot.Articles;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// What the vector folder holds, in <c>commit.json</c>, replaced in one step after the rows are safely on disk. Rows beyond it are what a
/// killed run left, and are written over. With store and change it notices a foreign, restored or newer store, as the index does.
/// </summary>
/// <param name="Format">Changes whenever the layout of rows or the encoded text changes.</param>
/// <param name="Encoder">Identity of the encoder: vectors of two encoders are never compared.</param>
/// <param name="File">The rows' file name: a rewritten file gets a new one, so that readers of the old one are not disturbed.</param>
/// <param name="LastChange">The store's last change taken in.</param>
/// <param name="Token">That change's random token.</param>
internal sealed record VectorCommit(
    int Format, string StoreId, string Encoder, int Dimension, string File, int Rows, int Dead, long LastChange, long? Token)
{
    public const int CurrentFormat = 1;

    private const string FileName = "commit.json";

    /// <summary>The newest commit of a folder; null when there is none or it can't be read.</summary>
    public static VectorCommit? Read(string folder)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            return System.IO.File.Exists(path) ? JsonSerializer.Deserialize<VectorCommit>(System.IO.File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the vectors were made from this store by this encoder, and all of them are there.</summary>
    public bool BelongsTo(ArticleStore store, string encoder, string folder) =>
        Format == CurrentFormat
        && StoreId == store.Database.StoreId
        && Encoder == encoder
        && (LastChange == 0 || Token is { } token && store.ChangeToken(LastChange) == token)
        && (Rows == 0 || System.IO.File.Exists(Path.Combine(folder, File)));

    public void Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        using (var file = System.IO.File.Create(path + ".new"))
        {
            JsonSerializer.Serialize(file, this);
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(path + ".new", path, overwrite: true);
    }
}
