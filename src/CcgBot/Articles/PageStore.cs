using System.Security.Cryptography;
using CcgBot.Storage;

namespace CcgBot.Articles;

/// <summary>
/// The files of articles that have pages (PDF), and where on them their words stand: what the viewer shows a page by. A file lies once, under its hash, in
/// <c>originals/</c> beside the store; where one is missing (removed by hand) the article's text is shown alone.
/// </summary>
public sealed class PageStore(Database database)
{
    private const int BlockBits = 20;

    /// <summary>Keeps the file that an article was read from, and where its words stand in it. Nothing is done for an article without pages.</summary>
    /// <param name="article">As it is stored.</param>
    public void Put(Article article, byte[] file)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (!article.Blocks.Any(block => block.Places is not null) || KeyOf(article.Id, article.Version) is not { } version)
        {
            return;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(file));
        if (OriginalOf(article.Id, article.Version) == PathOf(hash))
        {
            return;
        }

        Originals.Put(database.Path, hash, stream => stream.Write(file));
        database.Write(connection =>
        {
            connection.Run("INSERT INTO original(version, hash) VALUES ($1, $2) ON CONFLICT(version) DO UPDATE SET hash = excluded.hash", version, hash);
            for (var position = 0; position < article.Blocks.Count; position++)
            {
                if (article.Blocks[position].Places is { } words)
                {
                    connection.Run(
                        "INSERT INTO block_place(block, words) VALUES ($1, $2) ON CONFLICT(block) DO UPDATE SET words = excluded.words", (version << BlockBits) + position, words);
                }
            }

            return 0;
        });
    }

    /// <summary>The file that a version was read from; null where none is kept.</summary>
    public string? OriginalOf(string articleId, string version)
    {
        using var connection = database.Open();
        var hash = connection.Query(
            "SELECT o.hash FROM original o JOIN version v ON v.key = o.version JOIN article a ON a.key = v.article WHERE a.id = $1 AND v.hash = $2",
            reader => reader.GetString(0),
            articleId,
            version).FirstOrDefault();
        return hash is not null && PathOf(hash) is var path && File.Exists(path) ? path : null;
    }

    /// <summary>Where the words of a paragraph stand, in their order; empty where that is not known.</summary>
    public IReadOnlyList<WordPlace> PlacesOf(string articleId, string version, int ordinal)
    {
        if (KeyOf(articleId, version) is not { } key)
        {
            return [];
        }

        using var connection = database.Open();
        return WordPlaces.Unpack(connection.Query(
            "SELECT p.words FROM block b JOIN block_place p ON p.block = b.key WHERE b.key BETWEEN $1 AND $2 AND b.ordinal = $3",
            reader => (byte[])reader.GetValue(0),
            key << BlockBits,
            (key << BlockBits) + ArticleStore.MaxBlocks - 1,
            ordinal).FirstOrDefault());
    }

    private string PathOf(string hash) => Originals.PathOf(database.Path, hash);

    private long? KeyOf(string articleId, string version)
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT v.key FROM version v JOIN article a ON a.key = v.article WHERE a.id = $1 AND v.hash = $2", reader => (long?)reader.GetInt64(0), articleId, version).FirstOrDefault();
    }
}
