using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CcgBot.Storage;

namespace CcgBot.Articles;

/// <summary>Articles, their versions and paragraphs: the truth that the index and the vectors are derived from.</summary>
/// <param name="audiences">
/// Keys of the audiences whose articles there are, 0 for those that everyone may read: of all others nothing that is read here tells. Null = all.
/// </param>
public sealed class ArticleStore(Database database, TimeProvider time, IReadOnlyCollection<long>? audiences = null)
{
    /// <summary>The audience of articles that everyone may read.</summary>
    public const long Public = 0;

    /// <summary>Different sets of groups that the articles of a store can name: each has an index of its own.</summary>
    public const int MostAudiences = 1_000;

    /// <summary>Blocks a version can hold: a block's key is version key × 2^20 + position.</summary>
    public const int MaxBlocks = 1 << BlockBits;

    /// <summary>Of <c>article.withdrawn</c>: its file is gone, and it comes back with the file.</summary>
    internal const int Gone = 1;

    /// <summary>Of <c>article.withdrawn</c>: an operator removed it, and only an operator brings it back.</summary>
    internal const int Removed = 2;

    private const int BlockBits = 20;

    private const string ParagraphColumns = """
        SELECT b.key, b.ordinal, b.text, v.key, v.hash, v.title, v.publisher, v.published, v.url, a.id, a.version = v.key, a.withdrawn > 0, b.form, b.leadin, b.level,
          l.text, CASE WHEN l.leadin > 0 THEN (SELECT u.text FROM block u WHERE u.key = l.key - l.leadin AND u.kind = 0) END,
          b.page, b.section, m.mark
        FROM block b JOIN version v ON v.key = b.key >> 20 JOIN article a ON a.key = v.article
        LEFT JOIN paragraph_mark m ON m.article = a.key AND m.text = b.text
        LEFT JOIN block l ON b.leadin > 0 AND l.key = b.key - b.leadin AND l.kind = 0
        """;

    private readonly string _seen = audiences is null ? "TRUE" : string.Create(CultureInfo.InvariantCulture, $"a.audience IN ({string.Join(',', audiences.Order())})");
    private readonly string _changed = audiences is null ? "TRUE" : string.Create(CultureInfo.InvariantCulture, $"audience IN ({string.Join(',', audiences.Order())})");

    public Database Database { get; } = database;

    /// <summary>The same store as somebody sees it who may read these audiences only.</summary>
    public ArticleStore For(IReadOnlyCollection<long> audiences) => new(Database, time, audiences);

    /// <summary>Stores articles in one transaction: a new one, a new version of a known one, or nothing where nothing changed.</summary>
    /// <param name="articles">Each with the file it came from.</param>
    /// <returns>What became of each, in order.</returns>
    public IReadOnlyList<PutOutcome> Put(IEnumerable<(Article Article, string? Source)> articles)
    {
        using var connection = Database.Open();
        using var transaction = Database.BeginWrite(connection, Turns.Articles);
        using var writer = new ArticleWriter(connection, time.GetUtcNow());
        var outcomes = articles.Select(item => writer.Put(item.Article, item.Source)).ToList();
        transaction.Commit();
        return outcomes;
    }

    public PutOutcome Put(Article article, string? source = null) => Put([(article, source)])[0];

    /// <summary>Takes an article out of every answer at once; its paragraphs stay readable, marked withdrawn.</summary>
    /// <param name="forGood">An operator removed it: reading its file again doesn't bring it back, <see cref="BringBack"/> does.</param>
    /// <returns>False when there is no such article or it is withdrawn already.</returns>
    public bool Withdraw(string articleId, bool forGood = false)
    {
        using var connection = Database.Open();
        using var transaction = Database.BeginWrite(connection, Turns.Articles);
        // One whose file is gone may still be removed for good.
        var withdrawn = connection.Run(
            "UPDATE article SET withdrawn = $2 WHERE id = $1 AND withdrawn < $3", articleId, forGood ? Removed : Gone, forGood ? Removed : Gone) > 0;
        if (withdrawn)
        {
            connection.Run("INSERT INTO change(article, audience) SELECT key, audience FROM article WHERE id = $1", articleId);
        }

        transaction.Commit();
        return withdrawn;
    }

    /// <summary>Takes back a removal: the article is in answers again, as it was last stored.</summary>
    /// <returns>False when there is no such article or it is not withdrawn.</returns>
    public bool BringBack(string articleId)
    {
        using var connection = Database.Open();
        using var transaction = Database.BeginWrite(connection, Turns.Articles);
        var back = connection.Run("UPDATE article SET withdrawn = 0 WHERE id = $1 AND withdrawn > 0", articleId) > 0;
        if (back)
        {
            connection.Run("INSERT INTO change(article, audience) SELECT key, audience FROM article WHERE id = $1", articleId);
        }

        transaction.Commit();
        return back;
    }

    /// <summary>The file that an article that stands was read from last; null when there is none, and its version.</summary>
    public (string? Source, string? Version) SourceOf(string articleId)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"SELECT a.source, v.hash FROM article a JOIN version v ON v.key = a.version WHERE a.id = $1 AND a.withdrawn = 0 AND {_seen}",
            reader => (reader.StringOrNull(0), (string?)reader.GetString(1)),
            articleId).FirstOrDefault();
    }

    /// <summary>The article as it is now, or in an earlier version.</summary>
    public StoredArticle? Find(string articleId, string? version = null)
    {
        using var connection = Database.Open();
        var row = connection.Query(
            $"""
            SELECT v.key, v.hash, v.title, v.publisher, v.published, v.url, v.ingested, a.version = v.key, a.withdrawn > 0,
              (SELECT u.groups FROM audience u WHERE u.key = a.audience)
            FROM article a JOIN version v ON v.article = a.key
            WHERE a.id = $1 AND (v.hash = $2 OR CAST($2 AS TEXT) IS NULL AND a.version = v.key) AND {_seen}
            """,
            reader => (Key: reader.GetInt64(0), Read: (Func<IReadOnlyList<Block>, StoredArticle>)StoredFrom(reader, articleId)),
            articleId,
            version).FirstOrDefault();
        return row.Read?.Invoke(Blocks(connection, row.Key));
    }

    /// <summary>The article as answers may cite it: what an editor marked is passed over like boilerplate.</summary>
    internal StoredArticle? FindEvidence(string articleId, string? version = null)
    {
        var stored = Find(articleId, version);
        return stored is null || Marks(articleId) is not { Count: > 0 } marks ? stored : stored with
        {
            Article = stored.Article with
            {
                Blocks = [.. stored.Article.Blocks.Select(block => block.Ordinal is not null && marks.ContainsKey(block.Text) ? block with { Kind = BlockKind.Boilerplate, Ordinal = null } : block)],
            },
        };
    }

    /// <summary>What editors marked of an article, by the paragraph's text; empty where nothing is, or there is no such article.</summary>
    public IReadOnlyDictionary<string, MarkedParagraph> Marks(string articleId)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"SELECT m.text, m.mark, m.why FROM paragraph_mark m JOIN article a ON a.key = m.article WHERE a.id = $1 AND {_seen}",
            reader => (Text: reader.GetString(0), Mark: new MarkedParagraph((ParagraphMark)reader.GetInt32(1), reader.StringOrNull(2))),
            articleId).ToDictionary(row => row.Text, row => row.Mark, StringComparer.Ordinal);
    }

    /// <summary>Marks a paragraph of the current version within a transaction that the caller began.</summary>
    /// <returns>What it was marked before; null when there is no paragraph of that number.</returns>
    internal static ParagraphMark? SetMark(DbConnection connection, string articleId, int ordinal, ParagraphMark mark, string? why)
    {
        var found = connection.Query(
            """
            SELECT a.key, b.text, m.mark FROM article a JOIN block b ON b.key BETWEEN a.version << 20 AND (a.version << 20) + 1048575 AND b.ordinal = $2
            LEFT JOIN paragraph_mark m ON m.article = a.key AND m.text = b.text WHERE a.id = $1
            """,
            reader => (Article: reader.GetInt64(0), Text: reader.GetString(1), Mark: reader.IsDBNull(2) ? ParagraphMark.Evidence : (ParagraphMark)reader.GetInt32(2)),
            articleId,
            ordinal);
        if (found is not [var (article, text, before), ..])
        {
            return null;
        }

        connection.Run("DELETE FROM paragraph_mark WHERE article = $1 AND text = $2", article, text);
        if (mark != ParagraphMark.Evidence)
        {
            connection.Run("INSERT INTO paragraph_mark(article, text, mark, why) VALUES ($1, $2, $3, $4)", article, text, (int)mark, why);
        }

        connection.Run("UPDATE article SET marked = marked + 1 WHERE key = $1", article);
        if (before != mark && (before == ParagraphMark.Off || mark == ParagraphMark.Off))
        {
            connection.Run("INSERT INTO change(article, audience) SELECT key, audience FROM article WHERE key = $1", article);
        }

        return before;
    }

    /// <summary>Which of these names no article that can be found.</summary>
    public IReadOnlySet<string> Missing(IEnumerable<string> articleIds)
    {
        ArgumentNullException.ThrowIfNull(articleIds);
        using var connection = Database.Open();
        using var command = connection.Command($"SELECT 1 FROM article a WHERE a.id = $1 AND a.withdrawn = 0 AND {_seen}", "");
        var missing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in articleIds)
        {
            if (command.Fill(id).ExecuteScalar() is null)
            {
                missing.Add(id);
            }
        }

        return missing;
    }

    /// <summary>The paragraph as it was named, in whatever version it stands; null when no version of the article has it.</summary>
    public Paragraph? Find(ParagraphId id)
    {
        using var connection = Database.Open();
        // Newest first, so that a paragraph that an edit left alone is shown as current.
        var versions = connection.Query(
            $"SELECT v.key FROM version v JOIN article a ON a.key = v.article WHERE a.id = $1 AND {_seen} ORDER BY a.version = v.key DESC, v.key DESC",
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
        using var command = connection.Command($"{ParagraphColumns} WHERE b.key = $1 AND {_seen}", 0L);
        var paragraphs = new List<Paragraph>(keys.Count);
        foreach (var key in keys)
        {
            using var reader = command.Fill(key).ExecuteReader();
            if (reader.Read())
            {
                paragraphs.Add(ReadParagraph(reader));
            }
        }

        return paragraphs;
    }

    /// <summary>The paragraphs of the same article version that stand near one, it included, in reading order; those that are no evidence are left out.</summary>
    /// <param name="reach">Blocks looked at before it and after it.</param>
    public IReadOnlyList<Paragraph> Near(Paragraph paragraph, int reach)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        var first = paragraph.Key >> BlockBits << BlockBits;
        using var connection = Database.Open();
        return connection.Query(
            $"{ParagraphColumns} WHERE b.key BETWEEN $1 AND $2 AND b.kind = 0 AND m.mark IS NULL AND {_seen} ORDER BY b.key",
            ReadParagraph,
            Math.Max(first, paragraph.Key - reach),
            Math.Min(first + MaxBlocks - 1, paragraph.Key + reach));
    }

    /// <summary>The current paragraphs of the articles changed after a change number, article by article, as the index needs them.</summary>
    public IEnumerable<ChangedArticle> ChangesSince(long number)
    {
        using var connection = Database.Open();
        // A derived table first: one article changed often is one row, at its last change.
        using var articles = connection.Command(
            $"""
            SELECT c.article, c.last, a.version, a.withdrawn > 0 OR NOT ({_seen}), v.title,
              EXISTS (SELECT 1 FROM change e WHERE e.article = c.article AND e.number <= $1 AND {_changed}), NOT ({_seen})
            FROM (SELECT article, max(number) AS last FROM change WHERE number > $1 AND {_changed} GROUP BY article) c
            JOIN article a ON a.key = c.article JOIN version v ON v.key = a.version
            ORDER BY c.last
            """,
            number);
        using var beside = Database.OpenBeside();
        using var paragraphs = (beside ?? connection).Command(
            """
            SELECT b.key, b.text, l.text, CASE WHEN l.leadin > 0 THEN (SELECT u.text FROM block u WHERE u.key = l.key - l.leadin AND u.kind = 0) END
            FROM block b LEFT JOIN block l ON b.leadin > 0 AND l.key = b.key - b.leadin AND l.kind = 0
            WHERE b.key BETWEEN $1 AND $2 AND b.kind = 0
              AND NOT EXISTS (SELECT 1 FROM paragraph_mark m WHERE m.article = $3 AND m.text = b.text AND m.mark = 2)
            ORDER BY b.key
            """,
            0L,
            0L,
            0L);
        using var reader = articles.ExecuteReader();
        while (reader.Read())
        {
            var version = reader.GetInt64(2);
            var texts = new List<ChangedParagraph>();
            if (!reader.GetBoolean(3))
            {
                using var rows = paragraphs.Fill(version << BlockBits, (version << BlockBits) + MaxBlocks - 1, reader.GetInt64(0)).ExecuteReader();
                while (rows.Read())
                {
                    texts.Add(new ChangedParagraph(rows.GetInt64(0), rows.GetString(1), LeadInFrom(rows, 2)));
                }
            }

            yield return new ChangedArticle(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(4), texts, reader.GetBoolean(5)) { IsForOthers = reader.GetBoolean(6) };
        }
    }

    /// <summary>The last change number (0 when nothing was ever stored).</summary>
    public long LastChange()
    {
        using var connection = Database.Open();
        return connection.Scalar<long>(audiences is { Count: 1 }
            ? $"SELECT max(number) FROM change WHERE {_changed}"
            : $"SELECT number FROM change WHERE {_changed} ORDER BY number DESC LIMIT 1");
    }

    /// <summary>The random token of a change; null when this store never had that change: it is older than whoever asks, or another store.</summary>
    public long? ChangeToken(long number)
    {
        using var connection = Database.Open();
        return connection.Scalar<object>("SELECT token FROM change WHERE number = $1", number) as long?;
    }

    /// <summary>Articles that stand, in id order.</summary>
    /// <param name="titleContains">Only those whose title has each of these words, in any order and case; null = all.</param>
    /// <param name="filter">Only those; null = all.</param>
    public IReadOnlyList<ArticleSummary> List(int offset = 0, int count = int.MaxValue, string? titleContains = null, ArticleFilter? filter = null)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"""
            SELECT a.id, v.title, v.publisher, v.published, v.hash, a.source,
              (SELECT count(*) FROM block b WHERE b.key BETWEEN v.key << 20 AND (v.key << 20) + 1048575 AND b.kind = 0)
            FROM article a JOIN version v ON v.key = a.version
            WHERE a.withdrawn = 0 AND {_seen} AND NOT EXISTS (SELECT 1 FROM json_each($3) word WHERE instr(lower(v.title), lower(word.value)) = 0)
              AND (CAST($4 AS TEXT) IS NULL OR v.publisher = $4) AND (CAST($5 AS TEXT) IS NULL OR v.published >= $5) AND (CAST($6 AS TEXT) IS NULL OR v.published <= $6)
            ORDER BY a.id LIMIT $2 OFFSET $1
            """,
            reader => new ArticleSummary(
                reader.GetString(0), reader.GetString(1), reader.StringOrNull(2), DateOrNull(reader, 3), reader.GetString(4), reader.GetInt32(6), reader.StringOrNull(5)),
            offset,
            count,
            JsonSerializer.Serialize(titleContains?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? []),
            filter?.Publisher,
            DateText(filter?.From),
            DateText(filter?.To));
    }

    /// <summary>Those whose articles stand, in the order of their names.</summary>
    public IReadOnlyList<string> Publishers(int most)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"SELECT DISTINCT v.publisher FROM article a JOIN version v ON v.key = a.version WHERE a.withdrawn = 0 AND {_seen} AND v.publisher IS NOT NULL ORDER BY 1 LIMIT $1",
            reader => reader.GetString(0),
            most);
    }

    /// <summary>Every audience but <see cref="Public"/> that an article was ever meant for, with its groups, by key.</summary>
    public IReadOnlyDictionary<long, GroupSet> Audiences()
    {
        using var connection = Database.Open();
        return connection.Query("SELECT key, groups FROM audience", reader => (Key: reader.GetInt64(0), Groups: GroupSet.FromText(reader.GetString(1))))
            .ToDictionary(audience => audience.Key, audience => audience.Groups);
    }

    /// <summary>How many audiences there are beside <see cref="Public"/>; they only become more.</summary>
    internal long CountAudiences()
    {
        using var connection = Database.Open();
        return connection.Scalar<long>("SELECT count(*) FROM audience");
    }

    /// <summary>Who may read an article, withdrawn or not; null when there is no such article.</summary>
    public GroupSet? GroupsOf(string articleId)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"SELECT (SELECT u.groups FROM audience u WHERE u.key = a.audience) FROM article a WHERE a.id = $1 AND {_seen}",
            reader => GroupsFrom(reader, 0),
            articleId).FirstOrDefault();
    }

    /// <summary>Says who may read an article: at once in what is read here, and in answers with the next look at the index.</summary>
    /// <param name="groups">Empty = everyone.</param>
    /// <returns>False when there is no such article or that is so already.</returns>
    /// <exception cref="InvalidDataException">There would be more than <see cref="MostAudiences"/> different sets.</exception>
    public bool SetGroups(string articleId, GroupSet groups)
    {
        using var connection = Database.Open();
        using var transaction = Database.BeginWrite(connection, Turns.Articles);
        using var writer = new ArticleWriter(connection, time.GetUtcNow());
        var set = writer.SetGroups(articleId, groups);
        transaction.Commit();
        return set;
    }

    /// <summary>How an article stands, withdrawn or not; null when there is none.</summary>
    public ArticleState? StateOf(string articleId)
    {
        using var connection = Database.Open();
        return StateOf(connection, articleId);
    }

    /// <summary>The ids that begin with something, withdrawn articles' among them, in order.</summary>
    public IReadOnlyList<string> IdsFrom(string beginning)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"SELECT a.id FROM article a WHERE substr(a.id, 1, length(CAST($1 AS TEXT))) = $1 AND {_seen} ORDER BY a.id",
            reader => reader.GetString(0),
            beginning);
    }

    internal ArticleState? StateOf(DbConnection connection, string articleId) => connection.Query(
        $"""
        SELECT v.hash, a.withdrawn, a.audience, v.title, (SELECT u.groups FROM audience u WHERE u.key = a.audience), a.marked
        FROM article a JOIN version v ON v.key = a.version WHERE a.id = $1 AND {_seen}
        """,
        reader => new ArticleState(
            string.Create(CultureInfo.InvariantCulture, $"{reader.GetString(0)}.{reader.GetInt32(1)}.{reader.GetInt64(2)}.{reader.GetInt64(5)}"),
            reader.GetString(3),
            reader.GetString(0),
            reader.GetInt32(1) > 0,
            GroupsFrom(reader, 4)),
        articleId).FirstOrDefault();

    /// <summary>Changes an article within a transaction that the caller began, and which has the turn of <see cref="Turns.Articles"/>.</summary>
    /// <exception cref="InvalidDataException">There would be more than <see cref="MostAudiences"/> different sets of groups.</exception>
    internal void Change(DbConnection connection, string articleId, ArticleChange change)
    {
        if (change.Article is not null || change.Withdrawn is false)
        {
            if (connection.Run("UPDATE article SET withdrawn = 0 WHERE id = $1 AND withdrawn > 0", articleId) > 0)
            {
                connection.Run("INSERT INTO change(article, audience) SELECT key, audience FROM article WHERE id = $1", articleId);
            }
        }

        using var writer = new ArticleWriter(connection, time.GetUtcNow());
        if (change.Article is { } article && writer.Put(article, connection.Scalar<string>("SELECT source FROM article WHERE id = $1", articleId)) == PutOutcome.TooManyAudiences)
        {
            throw new InvalidDataException($"{articleId}: there are {MostAudiences} different sets of groups already, and no more can be; name one of those sets, or one larger group.");
        }

        if (change.Groups is { } groups)
        {
            writer.SetGroups(articleId, groups);
        }

        if (change.Withdrawn is true && connection.Run("UPDATE article SET withdrawn = $2 WHERE id = $1 AND withdrawn < $2", articleId, Removed) > 0)
        {
            connection.Run("INSERT INTO change(article, audience) SELECT key, audience FROM article WHERE id = $1", articleId);
        }
    }

    /// <summary>Articles that an operator or a pruning took out, in id order.</summary>
    public IReadOnlyList<ArticleSummary> Withdrawn(int offset = 0, int count = int.MaxValue)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"""
            SELECT a.id, v.title, v.publisher, v.published, v.hash, a.source,
              (SELECT count(*) FROM block b WHERE b.key BETWEEN v.key << 20 AND (v.key << 20) + 1048575 AND b.kind = 0)
            FROM article a JOIN version v ON v.key = a.version WHERE a.withdrawn > 0 AND {_seen} ORDER BY a.id LIMIT $2 OFFSET $1
            """,
            reader => new ArticleSummary(
                reader.GetString(0), reader.GetString(1), reader.StringOrNull(2), DateOrNull(reader, 3), reader.GetString(4), reader.GetInt32(6), reader.StringOrNull(5)),
            offset,
            count);
    }

    private static GroupSet GroupsFrom(DbDataReader reader, int column) =>
        reader.StringOrNull(column) is { } groups ? GroupSet.FromText(groups) : GroupSet.Empty;

    /// <summary>How many articles <see cref="ChangesSince"/> gives.</summary>
    internal int CountChangesSince(long number)
    {
        using var connection = Database.Open();
        return (int)connection.Scalar<long>($"SELECT count(DISTINCT article) FROM change WHERE number > $1 AND {_changed}", number);
    }

    private static string? DateText(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public long CountArticles()
    {
        using var connection = Database.Open();
        return connection.Scalar<long>($"SELECT count(*) FROM article a WHERE a.withdrawn = 0 AND {_seen}");
    }

    /// <summary>Paragraphs that answers may come from.</summary>
    internal int CountParagraphs()
    {
        // No join and "+": SQLite else makes an index of its own over kind, and reads every block once an article.
        using var connection = Database.Open();
        return (int)connection.Scalar<long>(
            $"""
            SELECT CAST(sum((SELECT count(*) FROM block b WHERE b.key BETWEEN a.version << 20 AND (a.version << 20) + 1048575 AND +b.kind = 0)) AS BIGINT)
            FROM article a WHERE a.withdrawn = 0 AND {_seen}
            """);
    }

    private static Func<IReadOnlyList<Block>, StoredArticle> StoredFrom(DbDataReader reader, string articleId)
    {
        var (hash, title, publisher, published, url) =
            (reader.GetString(1), reader.GetString(2), reader.StringOrNull(3), DateOrNull(reader, 4), reader.StringOrNull(5));
        var ingested = DateTimeOffset.Parse(reader.GetString(6), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var (current, withdrawn) = (reader.GetBoolean(7), reader.GetBoolean(8));
        var groups = GroupsFrom(reader, 9);
        return blocks => new StoredArticle(new Article(articleId, title, publisher, published, url, hash, blocks) { Groups = groups }, ingested, current, withdrawn);
    }

    private static List<Block> Blocks(DbConnection connection, long version) => connection.Query(
        "SELECT kind, text, ordinal, form, leadin, level, page, section FROM block WHERE key BETWEEN $1 AND $2 ORDER BY key",
        reader => new Block((BlockKind)reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt32(2), LayoutFrom(reader, 3))
        {
            Page = reader.IsDBNull(6) ? null : reader.GetInt32(6),
            Section = reader.StringOrNull(7),
        },
        version << BlockBits,
        (version << BlockBits) + MaxBlocks - 1);

    private static Paragraph ReadParagraph(DbDataReader reader)
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
            withdrawn)
        {
            Layout = LayoutFrom(reader, 12),
            LeadIn = LeadInFrom(reader, 15),
            Page = reader.IsDBNull(17) ? null : reader.GetInt32(17),
            Section = reader.StringOrNull(18),
            Mark = reader.IsDBNull(19) ? ParagraphMark.Evidence : (ParagraphMark)reader.GetInt32(19),
        };
    }

    private static BlockLayout? LayoutFrom(DbDataReader reader, int column) =>
        reader.GetInt32(column) is var form && form == 0 ? null : new BlockLayout((BlockForm)form, reader.GetInt32(column + 1), reader.GetInt32(column + 2));

    /// <summary>Of an item's item both: what introduces the list, then the item that it stands under.</summary>
    private static string LeadInFrom(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? "" : LeadInText.Of(reader.IsDBNull(column + 1) ? null : reader.GetString(column + 1), reader.GetString(column));

    private static DateOnly? DateOrNull(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>An article version with what the store knows of it.</summary>
public sealed record StoredArticle(Article Article, DateTimeOffset Ingested, bool Current, bool Withdrawn);

/// <summary>How an article stands.</summary>
/// <param name="Revision">Changes with everything below: what an editor has seen is still so while it is the same.</param>
public sealed record ArticleState(string Revision, string Title, string Version, bool Withdrawn, GroupSet Groups);

/// <summary>What is to be changed of an article; null = it stays.</summary>
internal sealed record ArticleChange
{
    public GroupSet? Groups { get; init; }

    public bool? Withdrawn { get; init; }

    public Article? Article { get; init; }
}

/// <summary>One line of a list of articles.</summary>
public sealed record ArticleSummary(
    string Id, string Title, string? Publisher, DateOnly? Published, string Version, int Paragraphs, string? Source);

/// <summary>An article that the index has to take in anew: its current paragraphs, none when it is withdrawn.</summary>
/// <param name="Number">Its last change.</param>
/// <param name="WasIndexed">Something of it was stored before the change asked about: the index has to delete first.</param>
public sealed record ChangedArticle(long ArticleKey, long Number, string Title, IReadOnlyList<ChangedParagraph> Paragraphs, bool WasIndexed)
{
    /// <summary>It is for another audience now: not only must it not be found here, nothing of it may be left in any count.</summary>
    public bool IsForOthers { get; init; }
}

/// <param name="LeadIn">The words that introduce it, which it is found by as well; empty where there are none.</param>
public sealed record ChangedParagraph(long Key, string Text, string LeadIn);

public enum PutOutcome
{
    Added,
    Updated,
    Unchanged,

    /// <summary>An operator removed it: it stays removed. Who may read it is as its source says now.</summary>
    StaysRemoved,

    /// <summary>It names groups, and there are <see cref="ArticleStore.MostAudiences"/> different sets of groups already: it was not stored.</summary>
    TooManyAudiences,
}
