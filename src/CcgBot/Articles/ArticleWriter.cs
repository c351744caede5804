using System.Globalization;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CcgBot.Articles;

/// <summary>Writes articles within one transaction, with every statement prepared once: this is the inner loop of a million-line ingest.</summary>
internal sealed class ArticleWriter : IDisposable
{
    private readonly string _now;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _versionOf;
    private readonly SqliteCommand _addArticle;
    private readonly SqliteCommand _setVersion;
    private readonly SqliteCommand _addVersion;
    private readonly SqliteCommand _addBlock;
    private readonly SqliteCommand _addChange;

    public ArticleWriter(SqliteConnection connection, DateTimeOffset now)
    {
        _now = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        _find = connection.Command(
            "SELECT a.key, v.hash, a.withdrawn, a.source FROM article a JOIN version v ON v.key = a.version WHERE a.id = $1", "");
        _versionOf = connection.Command("SELECT key FROM version WHERE article = $1 AND hash = $2", 0L, "");
        _addArticle = connection.Command("INSERT INTO article(id, source, version) VALUES ($1, $2, 0)", "", null);
        _setVersion = connection.Command("UPDATE article SET version = $2, source = $3, withdrawn = 0 WHERE key = $1", 0L, 0L, null);
        _addVersion = connection.Command(
            "INSERT INTO version(article, hash, title, publisher, published, url, ingested) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            0L, "", "", null, null, null, "");
        _addBlock = connection.Command("INSERT INTO block(key, kind, ordinal, text) VALUES ($1, $2, $3, $4)", 0L, 0, null, "");
        _addChange = connection.Command("INSERT INTO change(article) VALUES ($1)", 0L);
    }

    public PutOutcome Put(Article article, string? source)
    {
        if (article.Blocks.Count > ArticleStore.MaxBlocks)
        {
            throw new ArgumentException($"{article.Id} has {article.Blocks.Count} blocks; an article can have {ArticleStore.MaxBlocks}: split it.");
        }

        var (key, hash, withdrawn, knownSource) = Find(article.Id);
        if (key is null)
        {
            var added = Insert(Fill(_addArticle, article.Id, source));
            Fill(_setVersion, added, AddVersion(added, article), source).ExecuteNonQuery();
            Fill(_addChange, added).ExecuteNonQuery();
            return PutOutcome.Added;
        }

        if (hash == article.Version && !withdrawn)
        {
            if (knownSource != source)
            {
                Fill(_setVersion, key, (long)Fill(_versionOf, key, hash).ExecuteScalar()!, source).ExecuteNonQuery();
            }

            return PutOutcome.Unchanged;
        }

        // An edit taken back finds its old version again.
        var version = Fill(_versionOf, key, article.Version).ExecuteScalar() as long? ?? AddVersion(key.Value, article);
        Fill(_setVersion, key, version, source).ExecuteNonQuery();
        Fill(_addChange, key).ExecuteNonQuery();
        return PutOutcome.Updated;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_find, _versionOf, _addArticle, _setVersion, _addVersion, _addBlock, _addChange])
        {
            command.Dispose();
        }
    }

    private static SqliteCommand Fill(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    private static long Insert(SqliteCommand command)
    {
        command.ExecuteNonQuery();
        return raw.sqlite3_last_insert_rowid(command.Connection!.Handle);
    }

    private (long? Key, string? Hash, bool Withdrawn, string? Source) Find(string id)
    {
        using var reader = Fill(_find, id).ExecuteReader();
        return reader.Read() ? ((long?)reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2), reader.StringOrNull(3)) : default;
    }

    private long AddVersion(long articleKey, Article article)
    {
        var published = article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var key = Insert(Fill(_addVersion, articleKey, article.Version, article.Title, article.Publisher, published, article.Url, _now));
        for (var position = 0; position < article.Blocks.Count; position++)
        {
            var block = article.Blocks[position];
            Fill(_addBlock, key * ArticleStore.MaxBlocks + position, (int)block.Kind, block.Ordinal, block.Text).ExecuteNonQuery();
        }

        return key;
    }
}
