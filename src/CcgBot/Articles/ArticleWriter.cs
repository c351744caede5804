using System.Data.Common;
using System.Globalization;
using CcgBot.Storage;

namespace CcgBot.Articles;

/// <summary>Writes articles within one transaction, with every statement prepared once: this is the inner loop of a million-line ingest.</summary>
internal sealed class ArticleWriter : IDisposable
{
    private readonly string _now;
    private readonly DbCommand _find;
    private readonly DbCommand _versionOf;
    private readonly DbCommand _addArticle;
    private readonly DbCommand _setVersion;
    private readonly DbCommand _addVersion;
    private readonly DbCommand _addBlock;
    private readonly DbCommand _addChange;
    private readonly DbCommand _setAudience;
    private readonly Dictionary<string, long> _audiences = new(StringComparer.Ordinal);
    private readonly DbConnection _connection;

    public ArticleWriter(DbConnection connection, DateTimeOffset now)
    {
        _connection = connection;
        _now = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        _find = connection.Command(
            "SELECT a.key, v.hash, a.withdrawn, a.source, a.audience FROM article a JOIN version v ON v.key = a.version WHERE a.id = $1", "");
        _versionOf = connection.Command("SELECT key FROM version WHERE article = $1 AND hash = $2", 0L, "");
        _addArticle = connection.Command("INSERT INTO article(id, source, version) VALUES ($1, $2, 0) RETURNING key", "", null);
        _setVersion = connection.Command("UPDATE article SET version = $2, source = $3, withdrawn = 0 WHERE key = $1", 0L, 0L, null);
        _addVersion = connection.Command(
            "INSERT INTO version(article, hash, title, publisher, published, url, ingested) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING key",
            0L, "", "", null, null, null, "");
        _addBlock = connection.Command(
            "INSERT INTO block(key, kind, ordinal, text, form, leadin, level, page, section) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            0L, 0, null, "", 0, 0, 0, null, null);
        _addChange = connection.Command("INSERT INTO change(article, audience) VALUES ($1, $2)", 0L, 0L);
        _setAudience = connection.Command("UPDATE article SET audience = $2 WHERE key = $1", 0L, 0L);
    }

    public PutOutcome Put(Article article, string? source)
    {
        if (article.Blocks.Count > ArticleStore.MaxBlocks)
        {
            throw new ArgumentException($"{article.Id} has {article.Blocks.Count} blocks; an article can have {ArticleStore.MaxBlocks}: split it.");
        }

        var (key, hash, withdrawn, knownSource, knownAudience) = Find(article.Id);
        // A source that no longer says who may read it opens nothing: that takes an empty list, or an operator.
        if ((article.Groups is null ? knownAudience : AudienceOf(article.Groups)) is not { } audience)
        {
            return PutOutcome.TooManyAudiences;
        }

        if (key is null)
        {
            var added = Insert(_addArticle.Fill(article.Id, source));
            _setVersion.Fill(added, AddVersion(added, article), source).ExecuteNonQuery();
            SetAudience(added, ArticleStore.Public, audience);
            _addChange.Fill(added, audience).ExecuteNonQuery();
            return PutOutcome.Added;
        }

        if (withdrawn == ArticleStore.Removed)
        {
            // Its text waits until somebody brings it back; who may read it then doesn't: it would come back for those whom its source shuts out by now.
            if (audience != knownAudience)
            {
                Move(key.Value, knownAudience, audience);
            }

            return PutOutcome.StaysRemoved;
        }

        if (hash == article.Version && withdrawn == 0 && audience == knownAudience)
        {
            if (knownSource != source)
            {
                _setVersion.Fill(key, (long)_versionOf.Fill(key, hash).ExecuteScalar()!, source).ExecuteNonQuery();
            }

            return PutOutcome.Unchanged;
        }

        // An edit taken back finds its old version again.
        var version = _versionOf.Fill(key, article.Version).ExecuteScalar() as long? ?? AddVersion(key.Value, article);
        _setVersion.Fill(key, version, source).ExecuteNonQuery();
        Move(key.Value, knownAudience, audience);
        return PutOutcome.Updated;
    }

    /// <returns>False when there is no such article or it has these groups already.</returns>
    /// <exception cref="InvalidDataException">There would be too many different sets.</exception>
    public bool SetGroups(string articleId, GroupSet groups)
    {
        var (key, _, _, _, before) = Find(articleId);
        var audience = AudienceOf(groups) ?? throw new InvalidDataException(
            $"{articleId}: there are {ArticleStore.MostAudiences} different sets of groups already, and no more can be; name one of those sets, or one larger group.");
        if (key is null || audience == before)
        {
            return false;
        }

        Move(key.Value, before, audience);
        return true;
    }

    /// <summary>A change for the index that the article leaves, and one for the index that it comes to.</summary>
    private void Move(long article, long from, long to)
    {
        SetAudience(article, from, to);
        if (from != to)
        {
            _addChange.Fill(article, from).ExecuteNonQuery();
        }

        _addChange.Fill(article, to).ExecuteNonQuery();
    }

    private void SetAudience(long article, long from, long to)
    {
        if (from != to)
        {
            _setAudience.Fill(article, to).ExecuteNonQuery();
        }
    }

    /// <returns>Null when it would be one too many.</returns>
    private long? AudienceOf(GroupSet groups)
    {
        if (groups.IsEmpty)
        {
            return ArticleStore.Public;
        }

        if (!_audiences.TryGetValue(groups.Text, out var key))
        {
            key = _connection.Scalar<long>("SELECT key FROM audience WHERE groups = $1", groups.Text);
            if (key == 0)
            {
                if (_connection.Scalar<long>("SELECT count(*) FROM audience") >= ArticleStore.MostAudiences)
                {
                    return null;
                }

                key = _connection.Scalar<long>("INSERT INTO audience(groups) VALUES ($1) RETURNING key", groups.Text);
            }

            _audiences[groups.Text] = key;
        }

        return key;
    }

    public void Dispose()
    {
        foreach (var command in (DbCommand[])[_find, _versionOf, _addArticle, _setVersion, _addVersion, _addBlock, _addChange, _setAudience])
        {
            command.Dispose();
        }
    }

    private static long Insert(DbCommand command) => (long)command.ExecuteScalar()!;

    private (long? Key, string? Hash, int Withdrawn, string? Source, long Audience) Find(string id)
    {
        using var reader = _find.Fill(id).ExecuteReader();
        return reader.Read() ? ((long?)reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.StringOrNull(3), reader.GetInt64(4)) : default;
    }

    private long AddVersion(long articleKey, Article article)
    {
        var published = article.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var key = Insert(_addVersion.Fill(articleKey, article.Version, article.Title, article.Publisher, published, article.Url, _now));
        for (var position = 0; position < article.Blocks.Count; position++)
        {
            var block = article.Blocks[position];
            _addBlock.Fill(key * ArticleStore.MaxBlocks + position, (int)block.Kind, block.Ordinal, block.Text,
                (int)(block.Layout?.Form ?? BlockForm.Text), block.Layout?.LeadIn ?? 0, block.Layout?.Level ?? 0, block.Page, block.Section).ExecuteNonQuery();
        }

        return key;
    }
}
