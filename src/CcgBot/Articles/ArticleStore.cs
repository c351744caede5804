using System.Globalization;
using System.Text.Json;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;

namespace CcgBot.Articles;

/// <summary>Articles, their versions and paragraphs: the truth that the index and the vectors are derived from.</summary>
public sealed class ArticleStore(Database database, TimeProvider time)
{
    /// <summary>Blocks a version can hold: a block's key is version key × 2^20 + position.</summary>
    public const int MaxBlocks = 1 << BlockBits;

    private const int BlockBits = 20;

    private const string ParagraphColumns = """
        SELECT b.key, b.ordinal, b.text, v.key, v.hash, v.title, v.publisher, v.published, v.url, a.id, a.version = v.key, a.withdrawn
        FROM block b JOIN version v ON v.key = b.key >> 20 JOIN article a ON a.key = v.article
        """;

    public Database Database { get; } = database;

    /// <summary>Stores articles in one transaction: a new one, a new version of a known one, or nothing where nothing changed.</summary>
    /// <param name="articles">Each with the file it came from.</param>
    /// <returns>What became of each, in order.</returns>
    public IReadOnlyList<PutOutcome> Put(IEnumerable<(Article Article, string? Source)> articles)
    {
        using var connection = Database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var writer = new ArticleWriter(connection, time.GetUtcNow());
        var outcomes = articles.Select(item => writer.Put(item.Article, item.Source)).ToList();
        transaction.Commit();
        return outcomes;
    }

    public PutOutcome Put(Article article, string? source = null) => Put([(article, source)])[0];

    /// <summary>Takes an article out of every answer at once; its paragraphs stay readable, marked withdrawn.</summary>
    /// <returns>False when there is no such article or it is withdrawn already.</returns>
    public bool Withdraw(string articleId)
    {
        using var connection = Database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var withdrawn = connection.Run("UPDATE article SET withdrawn = 1 WHERE id = $1 AND withdrawn = 0", articleId) > 0;
        if (withdrawn)
        {
            connection.Run("INSERT INTO change(article) SELECT key FROM article WHERE id = $1", articleId);
        }

        transaction.Commit();
        return withdrawn;
    }

    /// <summary>The article as it is now, or in an earlier version.</summary>
    public StoredArticle? Find(string articleId, string? version = null)
    {
        using var connection = Database.Open();
        var row = connection.Query(
            """
            SELECT v.key, v.hash, v.title, v.publisher, v.published, v.url, v.ingested, a.version = v.key, a.withdrawn
            FROM article a JOIN version v ON v.article = a.key
            WHERE a.id = $1 AND (v.hash = $2 OR $2 IS NULL AND a.version = v.key)
            """,
            reader => (Key: reader.GetInt64(0), Read: (Func<IReadOnlyList<Block>, StoredArticle>)StoredFrom(reader, articleId)),
            articleId,
            version).FirstOrDefault();
        return row.Read?.Invoke(Blocks(connection, row.Key));
    }

    /// <summary>The paragraph as it was named, in whatever version it stands; null when no version of the article has it.</summary>
    public Paragraph? Find(ParagraphId id)
    {
        using var connection = Database.Open();
        // Newest first, so that a paragraph that an edit left alone is shown as current.
        var versions = connection.Query(
            "SELECT v.key FROM version v JOIN article a ON a.key = v.article WHERE a.id = $1 ORDER BY a.version = v.key DESC, v.key DESC",
            reader => reader.GetInt64(0),
            id.ArticleId);
        return versions
            .SelectMany(version => connection.Query(
                $"{ParagraphColumns} WHERE b.key BETWEEN $1 AND $2 AND b.ordinal = $3",
                ReadParagraph,
                version << BlockBits,
                (version << BlockBits) + MaxBlocks - 1,
                id.Ordinal))
            .FirstOrDefault(paragraph => paragraph.Id.Hash == id.Hash);
    }

    /// <summary>Paragraphs by key; unknown keys are left out. Order is the caller's.</summary>
    public IReadOnlyList<Paragraph> Get(IReadOnlyList<long> keys)
    {
        using var connection = Database.Open();
        using var command = connection.Command($"{ParagraphColumns} WHERE b.key = $1", 0L);
        var paragraphs = new List<Paragraph>(keys.Count);
        foreach (var key in keys)
        {
            command.Parameters[0].Value = key;
            using var reader = command.ExecuteReader();
            if (reader.Read())
            {
                paragraphs.Add(ReadParagraph(reader));
            }
        }

        return paragraphs;
    }

    /// <summary>The current paragraphs of the articles changed after a change number, article by article, as the index needs them.</summary>
    public IEnumerable<ChangedArticle> ChangesSince(long number)
    {
        using var connection = Database.Open();
        // A derived table first: one article changed often is one row, at its last change.
        using var articles = connection.Command(
            """
            SELECT c.article, c.last, a.version, a.withdrawn, v.title,
              EXISTS (SELECT 1 FROM change e WHERE e.article = c.article AND e.number <= $1)
            FROM (SELECT article, max(number) AS last FROM change WHERE number > $1 GROUP BY article) c
            JOIN article a ON a.key = c.article JOIN version v ON v.key = a.version
            ORDER BY c.last
            """,
            number);
        using var paragraphs = connection.Command(
            "SELECT key, text FROM block WHERE key BETWEEN $1 AND $2 AND kind = 0 ORDER BY key", 0L, 0L);
        using var reader = articles.ExecuteReader();
        while (reader.Read())
        {
            var version = reader.GetInt64(2);
            var texts = new List<(long Key, string Text)>();
            if (!reader.GetBoolean(3))
            {
                paragraphs.Parameters[0].Value = version << BlockBits;
                paragraphs.Parameters[1].Value = (version << BlockBits) + MaxBlocks - 1;
                using var rows = paragraphs.ExecuteReader();
                while (rows.Read())
                {
                    texts.Add((rows.GetInt64(0), rows.GetString(1)));
                }
            }

            yield return new ChangedArticle(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(4), texts, reader.GetBoolean(5));
        }
    }

    /// <summary>The last change number (0 when nothing was ever stored).</summary>
    public long LastChange()
    {
        using var connection = Database.Open();
        return connection.Scalar<long>("SELECT max(number) FROM change");
    }

    /// <summary>The random token of a change; null when this store never had that change: it is older than whoever asks, or another store.</summary>
    public long? ChangeToken(long number)
    {
        using var connection = Database.Open();
        return connection.Scalar<object>("SELECT token FROM change WHERE number = $1", number) as long?;
    }

    /// <summary>Articles that stand, in id order.</summary>
    /// <param name="titleContains">Only those whose title has each of these words, in any order and case; null = all.</param>
    public IReadOnlyList<ArticleSummary> List(int offset = 0, int count = int.MaxValue, string? titleContains = null)
    {
        using var connection = Database.Open();
        return connection.Query(
            """
            SELECT a.id, v.title, v.publisher, v.published, v.hash, a.source,
              (SELECT count(*) FROM block b WHERE b.key BETWEEN v.key << 20 AND (v.key << 20) + 1048575 AND b.kind = 0)
            FROM article a JOIN version v ON v.key = a.version
            WHERE a.withdrawn = 0 AND NOT EXISTS (SELECT 1 FROM json_each($3) word WHERE instr(lower(v.title), lower(word.value)) = 0)
            ORDER BY a.id LIMIT $2 OFFSET $1
            """,
            reader => new ArticleSummary(
                reader.GetString(0), reader.GetString(1), reader.StringOrNull(2), DateOrNull(reader, 3), reader.GetString(4), reader.GetInt32(6), reader.StringOrNull(5)),
            offset,
            count,
            JsonSerializer.Serialize(titleContains?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []));
    }

    public long CountArticles()
    {
        using var connection = Database.Open();
        return connection.Scalar<long>("SELECT count(*) FROM article WHERE withdrawn = 0");
    }

    private static Func<IReadOnlyList<Block>, StoredArticle> StoredFrom(SqliteDataReader reader, string articleId)
    {
        var (hash, title, publisher, published, url) =
            (reader.GetString(1), reader.GetString(2), reader.StringOrNull(3), DateOrNull(reader, 4), reader.StringOrNull(5));
        var ingested = DateTimeOffset.Parse(reader.GetString(6), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var (current, withdrawn) = (reader.GetBoolean(7), reader.GetBoolean(8));
        return blocks => new StoredArticle(new Article(articleId, title, publisher, published, url, hash, blocks), ingested, current, withdrawn);
    }

    private static List<Block> Blocks(SqliteConnection connection, long version) => connection.Query(
        "SELECT kind, text, ordinal FROM block WHERE key BETWEEN $1 AND $2 ORDER BY key",
        reader => new Block((BlockKind)reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt32(2)),
        version << BlockBits,
        (version << BlockBits) + MaxBlocks - 1);

    private static Paragraph ReadParagraph(SqliteDataReader reader)
    {
        var text = reader.GetString(2);
        var withdrawn = reader.GetBoolean(11);
        return new Paragraph(
            reader.GetInt64(0),
            new ParagraphId(reader.GetString(9), reader.GetInt32(1), ContentHash.Of(text)),
            text,
            reader.GetString(5),
            reader.StringOrNull(6),
            DateOrNull(reader, 7),
            reader.StringOrNull(8),
            reader.GetString(4),
            reader.GetBoolean(10) && !withdrawn,
            withdrawn);
    }

    private static DateOnly? DateOrNull(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>An article version with what the store knows of it.</summary>
public sealed record StoredArticle(Article Article, DateTimeOffset Ingested, bool Current, bool Withdrawn);

/// <summary>One line of a list of articles.</summary>
public sealed record ArticleSummary(
    string Id, string Title, string? Publisher, DateOnly? Published, string Version, int Paragraphs, string? Source);

/// <summary>An article that the index has to take in anew: its current paragraphs, none when it is withdrawn.</summary>
/// <param name="Number">Its last change.</param>
/// <param name="WasIndexed">Something of it was stored before the change asked about: the index has to delete first.</param>
public sealed record ChangedArticle(long ArticleKey, long Number, string Title, IReadOnlyList<(long Key, string Text)> Paragraphs, bool WasIndexed);

public enum PutOutcome
{
    Added,
    Updated,
    Unchanged,
}
