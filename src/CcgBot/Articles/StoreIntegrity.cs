using System.Data.Common;
using CcgBot.Storage;

namespace CcgBot.Articles;

/// <summary>Looks for damage that SQLite itself would not notice when it opens a file: it keeps no checksums, but every version of an article has one.</summary>
public static class StoreIntegrity
{
    /// <summary>Reads the whole store: about a second for 100,000 paragraphs.</summary>
    /// <returns>One line for each thing found wrong; nothing when the store is sound.</returns>
    public static IEnumerable<string> Check(Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var structure = Structure(database);
        // What SQLite can't follow can't be read article by article either.
        return structure.Count > 0 ? structure : Articles(database, cancellationToken);
    }

    private static List<string> Structure(Database database)
    {
        try
        {
            using var connection = database.Open();
            return [.. database.Engine.Check(connection).Select(line => $"store: {line}")];
        }
        catch (DbException error)
        {
            return [$"store: {error.Message}"];
        }
    }

    private static IEnumerable<string> Articles(Database database, CancellationToken cancellationToken)
    {
        var store = new ArticleStore(database, TimeProvider.System);
        List<(string Id, string Version)> versions;
        List<string> astray;
        using (var connection = database.Open())
        {
            versions = connection.Query(
                "SELECT a.id, v.hash FROM version v LEFT JOIN article a ON a.key = v.article", reader => (reader.StringOrNull(0) ?? "", reader.GetString(1)));
            // A version may be whole and yet another article's.
            astray = [.. connection.Query(
                "SELECT a.id FROM article a LEFT JOIN version v ON v.key = a.version WHERE v.article IS DISTINCT FROM a.key", reader => reader.GetString(0))];
        }

        foreach (var id in astray)
        {
            yield return $"{id}: its current version is not one of its own: restore a backup";
        }

        foreach (var (id, version) in versions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Problem(store, id, version) is { } problem)
            {
                yield return $"{id}: {problem}";
            }
        }
    }

    private static string? Problem(ArticleStore store, string id, string version)
    {
        try
        {
            if (store.Find(id, version)?.Article is not { } article)
            {
                return $"version {version} can't be found";
            }

            var hash = TextArticleReader.Create(article.Id, article.Title, article.Publisher, article.Published, article.Url, article.Blocks).Version;
            return hash == version ? null : $"the text is not what was stored as version {version}: restore a backup";
        }
        catch (Exception error) when (error is DbException or FormatException or InvalidCastException or InvalidOperationException)
        {
            return error.Message;
        }
    }
}
