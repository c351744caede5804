using System.Data.Common;
using System.Globalization;
using CcgBot.Storage;

namespace CcgBot.Articles.Sources;

/// <summary>What document libraries hold and how far their changes are known, in the store.</summary>
public sealed class LibraryStore(Database database)
{
    public LibraryCursor? Cursor(string source)
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT drive, link FROM library_cursor WHERE source = $1", reader => new LibraryCursor(reader.GetString(0), reader.GetString(1)), source).FirstOrDefault();
    }

    /// <summary>All that is known of a library, by id.</summary>
    public IReadOnlyDictionary<string, LibraryItem> Items(string source)
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT id, parent, name, kind, url, size, state, read, tried, problem, article FROM library_item WHERE source = $1",
            reader => new LibraryItem(
                reader.GetString(0),
                reader.StringOrNull(1),
                reader.GetString(2),
                (LibraryItemKind)reader.GetInt32(3),
                reader.StringOrNull(4),
                reader.GetInt64(5),
                reader.StringOrNull(6))
            {
                Read = reader.StringOrNull(7),
                Tried = reader.StringOrNull(8) is { } tried ? DateTimeOffset.Parse(tried, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null,
                Problem = reader.StringOrNull(9),
                Article = reader.StringOrNull(10),
            },
            source).ToDictionary(item => item.Id, StringComparer.Ordinal);
    }

    /// <summary>Takes in what a library told, and how far that goes: both or neither, so that a sync which is stopped is gone on with.</summary>
    /// <param name="changed">Items as they are now; what was read of them stays known.</param>
    public void Apply(string source, LibraryCursor cursor, IEnumerable<LibraryItem> changed)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        ArgumentNullException.ThrowIfNull(changed);
        database.Write(connection =>
        {
            foreach (var item in changed)
            {
                Put(connection, source, item);
            }

            return connection.Run(
                "INSERT INTO library_cursor(source, drive, link) VALUES ($1, $2, $3) ON CONFLICT(source) DO UPDATE SET drive = excluded.drive, link = excluded.link", source, cursor.Drive, cursor.Link);
        });
    }

    public void Put(string source, LibraryItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        database.Write(connection => Put(connection, source, item));
    }

    public void Remove(string source, string id) => database.Write("DELETE FROM library_item WHERE source = $1 AND id = $2", source, id);

    private static int Put(DbConnection connection, string source, LibraryItem item) => connection.Run(
        """
        INSERT INTO library_item(source, id, parent, name, kind, url, size, state, read, tried, problem, article)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT(source, id) DO UPDATE SET parent = excluded.parent, name = excluded.name, kind = excluded.kind, url = excluded.url, size = excluded.size,
          state = excluded.state, read = excluded.read, tried = excluded.tried, problem = excluded.problem, article = excluded.article
        """,
        source, item.Id, item.Parent, item.Name, (int)item.Kind, item.Url, item.Size, item.State, item.Read,
        item.Tried?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), item.Problem, item.Article);
}
