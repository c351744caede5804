using System.Globalization;
using CcgBot.Storage;

namespace CcgBot.Articles.Sources;

/// <summary>What sources have and what their syncs did, in the store.</summary>
public sealed class SourceStore(Database database)
{
    /// <summary>Problems kept of one sync.</summary>
    public const int MostProblems = 200;

    /// <summary>Syncs kept of one source; older ones go.</summary>
    private const int MostSyncs = 200;

    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public IReadOnlyDictionary<string, SourcePage> Pages(string source)
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT address, document, origin, kind, etag, modified FROM source_page WHERE source = $1",
            reader => new SourcePage(reader.GetString(0), reader.GetString(1), reader.GetString(2), (SourcePageKind)reader.GetInt32(3), reader.StringOrNull(4), reader.StringOrNull(5)),
            source).ToDictionary(page => page.Address, StringComparer.Ordinal);
    }

    public void Put(string source, SourcePage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        database.Write(
            """
            INSERT INTO source_page(source, address, document, origin, kind, etag, modified) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT(source, address) DO UPDATE
            SET document = excluded.document, origin = excluded.origin, kind = excluded.kind, etag = excluded.etag, modified = excluded.modified
            """,
            source, page.Address, page.Document, page.Origin, (int)page.Kind, page.ETag, page.Modified);
    }

    public void Remove(string source, string address) => database.Write("DELETE FROM source_page WHERE source = $1 AND address = $2", source, address);

    /// <summary>Takes note of who may read what a source has. Where that was said otherwise at its last sync, everything of it is to be read again, or what is unchanged would stay as open as it was.</summary>
    /// <param name="groups">Null = the settings don't say.</param>
    internal void NoteGroups(string source, GroupSet? groups)
    {
        var said = groups?.Text ?? "";
        database.Write(connection =>
        {
            if ((connection.Scalar<string>("SELECT groups FROM source_groups WHERE source = $1", source) ?? "") == said)
            {
                return 0;
            }

            connection.Run("UPDATE source_page SET etag = NULL, modified = NULL WHERE source = $1", source);
            connection.Run("UPDATE library_item SET read = NULL WHERE source = $1", source);
            return connection.Run("INSERT INTO source_groups(source, groups) VALUES ($1, $2) ON CONFLICT(source) DO UPDATE SET groups = excluded.groups", source, said);
        });
    }

    /// <summary>The articles that stand and came from a document.</summary>
    public IReadOnlyList<string> ArticlesOf(string document)
    {
        using var connection = database.Open();
        return connection.Query("SELECT id FROM article WHERE source = $1 AND withdrawn = 0 ORDER BY id", reader => reader.GetString(0), document);
    }

    public void Record(SyncRecord sync)
    {
        ArgumentNullException.ThrowIfNull(sync);
        database.Write(connection =>
        {
            var key = connection.Scalar<long>(
                "INSERT INTO sync(source, started, ended, added, updated, unchanged, withdrawn, skipped, failed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING key",
                sync.Source, Text(sync.Started), Text(sync.Ended), sync.Added, sync.Updated, sync.Unchanged, sync.Withdrawn, sync.Skipped, sync.Failed);
            for (var i = 0; i < sync.Problems.Count; i++)
            {
                connection.Run(
                    "INSERT INTO sync_problem(sync, number, item, result, reason) VALUES ($1, $2, $3, $4, $5)",
                    key, i, sync.Problems[i].Item, (int)sync.Problems[i].Result, sync.Problems[i].Reason);
            }

            return connection.Run("DELETE FROM sync WHERE source = $1 AND key NOT IN (SELECT key FROM sync WHERE source = $1 ORDER BY key DESC LIMIT $2)", sync.Source, MostSyncs);
        });
    }

    /// <summary>The last syncs of a source, the newest first.</summary>
    public IReadOnlyList<SyncRecord> Syncs(string source, int most)
    {
        using var connection = database.Open();
        return [.. connection.Query(
            "SELECT key, started, ended, added, updated, unchanged, withdrawn, skipped, failed FROM sync WHERE source = $1 ORDER BY key DESC LIMIT $2",
            reader => (Key: reader.GetInt64(0), Sync: new SyncRecord(
                source, At(reader.GetString(1)), At(reader.GetString(2)), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), [])),
            source,
            most).Select(row => row.Sync with
            {
                Problems = connection.Query(
                    "SELECT item, result, reason FROM sync_problem WHERE sync = $1 ORDER BY number",
                    reader => new SyncProblem(reader.GetString(0), (IngestResult)reader.GetInt32(1), reader.GetString(2)),
                    row.Key),
            })];
    }

    /// <summary>Sources that were ever synced, by name: one that is no longer in the settings too.</summary>
    public IReadOnlyList<string> Names()
    {
        using var connection = database.Open();
        return connection.Query("SELECT DISTINCT source FROM sync ORDER BY source", reader => reader.GetString(0));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
