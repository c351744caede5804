using System.Data.Common;

namespace CcgBot.Storage;

/// <summary>
/// The database program under a store. The stores' SQL is the same for all of them (parameters <c>$1, $2 …</c>, ON CONFLICT, RETURNING); what differs is
/// here, and in the engine's reading of the schema.
/// </summary>
public abstract class StoreEngine
{
    /// <summary>
    /// The place of what lies beside the store (the articles' own files, curated answers): the store's file, or where it would be.
    /// </summary>
    public abstract string Path { get; }

    /// <summary>What messages call the store: its file, or its database and server; no password.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it has one writer at a time, so that writers of one process had better queue before they ask it.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>Whether a connection can read one thing while it is in the midst of reading another.</summary>
    public abstract bool ReadsManyAtOnce { get; }

    /// <summary>This process among the hosts on the store.</summary>
    public virtual StoreHosts Hosts { get; } = new SoleHost();

    /// <summary>A pooled connection, open. Dispose it.</summary>
    public abstract DbConnection Open();

    /// <summary>Brings the schema up to date, whoever else does so at the time, and gives a store that has none its id.</summary>
    /// <returns>The store's id.</returns>
    /// <exception cref="InvalidDataException">The store can't be used; the message says why and what to do.</exception>
    public abstract string Prepare(IReadOnlyList<Migration> migrations);

    /// <summary>A transaction that writes, begun when its turn has come.</summary>
    /// <param name="turn">Of <see cref="Turns"/>: those of one name come one after the other, over all programs on the store.</param>
    public abstract DbTransaction BeginWrite(DbConnection connection, string turn);

    /// <summary>A transaction that sees the store as it is at its first reading, whatever is written meanwhile.</summary>
    public abstract DbTransaction BeginRead(DbConnection connection);

    /// <summary>Waits for a further turn within a transaction that writes.</summary>
    public abstract void TakeTurn(DbConnection connection, string turn);

    /// <summary>Whether somebody else has what was wanted, or the server was away: the same may work later.</summary>
    public abstract bool IsBusy(DbException error);

    /// <summary>SQL for the text in a column of UTF-8 bytes.</summary>
    public abstract string Utf8(string column);

    /// <summary>Makes a connection the evidence writer's own.</summary>
    /// <returns>What begins a transaction that has the log's turn, or fails busy after a second.</returns>
    public abstract DbCommand EvidenceBegin(DbConnection connection);

    /// <summary>Puts off the path of an answer what the engine else does while one waits.</summary>
    public virtual void Checkpoint(DbConnection connection)
    {
    }

    /// <summary>Takes deleted bytes out of the engine's files as far as it can.</summary>
    public virtual void Scrub(DbConnection connection)
    {
    }

    /// <returns>One line for each damage that the engine itself finds.</returns>
    public virtual IReadOnlyList<string> Check(DbConnection connection) => [];
}

/// <param name="Number">From 1, ascending, with gaps.</param>
/// <param name="Sql">As SQLite takes it.</param>
public sealed record Migration(int Number, string Sql);

/// <summary>Names of turns: writers that must not overlap take turns of one name.</summary>
public static class Turns
{
    /// <summary>Articles: a change gets its number in the order in which changes become visible, or an index that follows would miss one.</summary>
    public const string Articles = "articles";

    /// <summary>Links of the evidence chain. Taken before <see cref="Articles"/> where both are.</summary>
    public const string Evidence = "evidence";

    public const string Other = "other";

    /// <summary>What belongs to one thing alone, such as a conversation.</summary>
    public static string Of(string name) => $"of {name}";
}

/// <summary>The store can't be written now because somebody else writes it.</summary>
public sealed class StoreBusyException(string message) : DbException(message);
