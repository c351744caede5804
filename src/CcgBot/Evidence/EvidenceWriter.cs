using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>Puts links at the chain's end, over one connection with every statement prepared once. Not thread-safe: the log locks.</summary>
internal sealed class EvidenceWriter : IDisposable
{
    private readonly EvidenceChain _chain;
    private readonly DbConnection _connection;
    private readonly StoreEngine _engine;
    private readonly DbCommand _begin;
    private readonly DbCommand _head;
    private readonly DbCommand _last;
    private readonly DbCommand _link;
    private readonly DbCommand _payload;
    private readonly DbCommand _setHead;

    public EvidenceWriter(Database database, EvidenceChain chain)
    {
        _chain = chain;
        _connection = database.Open();
        _engine = database.Engine;
        _begin = _engine.EvidenceBegin(_connection);
        _head = _connection.Command("SELECT seq, mac, seal FROM evidence_head");
        _last = _connection.Command("SELECT seq, mac FROM evidence ORDER BY seq DESC LIMIT 1");
        _link = _connection.Command("INSERT INTO evidence(seq, id, at, kind, digest, mac) VALUES ($1, $2, $3, $4, $5, $6)", 0L, null, 0L, "", null, null);
        _payload = _connection.Command("INSERT INTO evidence_payload(seq, \"user\", salt, payload) VALUES ($1, $2, $3, $4)", 0L, null, null, null);
        _setHead = _connection.Command(
            "INSERT INTO evidence_head(one, seq, mac, seal) VALUES (1, $1, $2, $3) ON CONFLICT(one) DO UPDATE SET seq = excluded.seq, mac = excluded.mac, seal = excluded.seal", 0L, null, null);
    }

    /// <summary>Writes all in one transaction, or nothing.</summary>
    /// <param name="make">What to write, decided once the write lock is held; may change other tables too. Nothing undoes all.</param>
    /// <returns>False when there was nothing to write.</returns>
    /// <exception cref="DbException"><see cref="Database.IsBusy"/> of it: another program holds the store's write lock.</exception>
    public bool Write(Func<DbConnection, IReadOnlyList<PendingEvidence>> make)
    {
        try
        {
            _begin.ExecuteNonQuery();
            var pending = make(_connection);
            if (pending.Count > 0)
            {
                var (seq, mac) = End(pending[0].At);
                foreach (var item in pending)
                {
                    (seq, mac) = Put(seq + 1, mac, item);
                }

                _setHead.Fill(seq, mac, _chain.Seal(seq, mac)).ExecuteNonQuery();
            }

            _connection.Run(pending.Count > 0 ? "COMMIT" : "ROLLBACK");
            return pending.Count > 0;
        }
        catch (Exception error)
        {
            RollBack();
            if (IsBroken && error is not DbException)
            {
                // A provider whose connection is cut off in the midst may fail in any way.
                throw new StoreBusyException("The connection to the store's server was lost.");
            }

            throw;
        }
    }

    /// <summary>Whether its connection to a server is gone: another writer is needed, and what was being written may or may not be there.</summary>
    public bool IsBroken => _connection.State != ConnectionState.Open;

    /// <summary>SQLite has rolled back by itself after a full disk and the like: its complaint about that would hide what went wrong.</summary>
    private void RollBack()
    {
        if (IsBroken)
        {
            return;
        }

        try
        {
            _connection.Run("ROLLBACK");
        }
        catch (DbException)
        {
            // There is no transaction any more.
        }
    }

    /// <summary>Takes deleted bytes out of the write-ahead log too, where the store's engine can.</summary>
    public void Scrub() => _engine.Scrub(_connection);

    public void Dispose()
    {
        foreach (var command in (DbCommand[])[_begin, _head, _last, _link, _payload, _setHead])
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>
    /// Where the chain ends. When the sealed head and the last link don't fit each other, someone cut the log or meddled with its head:
    /// going on quietly would seal the damage in, so a link says where it was found, and verification reports it for ever.
    /// </summary>
    private (long Seq, byte[] Mac) End(long at)
    {
        var last = Read(_last, reader => (Seq: reader.GetInt64(0), Mac: (byte[])reader[1]));
        var head = Read(_head, reader => (Seq: reader.GetInt64(0), Mac: (byte[])reader[1], Seal: (byte[])reader[2]));
        if (last.Mac is null && head.Mac is null)
        {
            return (0, _chain.Genesis);
        }

        var (seq, mac) = last.Mac is null ? (0, _chain.Genesis) : last;
        var whole = head.Mac is not null
            && head.Seq == seq
            && EvidenceChain.Same(head.Mac, mac)
            && EvidenceChain.Same(head.Seal, _chain.Seal(seq, mac));
        return whole ? (seq, mac) : Put(seq + 1, mac, PendingEvidence.Of(EvidenceKinds.Break, at, new BreakNote(head.Seq, seq), user: null));
    }

    private (long Seq, byte[] Mac) Put(long seq, byte[] previous, PendingEvidence item)
    {
        var mac = _chain.Mac(previous, new EvidenceLink(seq, item.Id, item.At, item.Kind, item.Digest));
        _link.Fill(seq, item.Id, item.At, item.Kind, item.Digest, mac).ExecuteNonQuery();
        _payload.Fill(seq, item.User, item.Salt, item.Payload).ExecuteNonQuery();
        return (seq, mac);
    }

    private static T? Read<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }
}

/// <summary>A record made ready: its place in the chain is all it lacks.</summary>
internal sealed record PendingEvidence(byte[] Id, long At, string Kind, string? User, byte[] Salt, byte[] Payload, byte[] Digest)
{
    public static PendingEvidence Of<T>(string kind, long at, T payload, string? user)
    {
        var bytes = EvidenceJson.Write(payload);
        var salt = RandomNumberGenerator.GetBytes(16);
        return new PendingEvidence(RandomNumberGenerator.GetBytes(16), at, kind, user, salt, bytes, EvidenceChain.Digest(salt, bytes));
    }
}

internal static class EvidenceKinds
{
    /// <summary>A grounded answer that left part of the question unanswered.</summary>
    public const string Partial = "partial";
    public const string Abstention = "abstention";

    /// <summary>Says which payloads were deleted, and why.</summary>
    public const string Erasure = "erasure";

    /// <summary>A change that somebody made by hand; kept as long as the log.</summary>
    public const string Change = "change";

    /// <summary>Says that the log's end was found meddled with here.</summary>
    public const string Break = "break";
}

/// <param name="SealedSeq">Where the sealed head said that the log ended; 0 when there was none.</param>
/// <param name="FoundSeq">The last link there was.</param>
internal sealed record BreakNote(long SealedSeq, long FoundSeq);

/// <param name="Reason">forget or retention.</param>
/// <param name="Ranges">First and last sequence number of each run of deleted payloads.</param>
internal sealed record ErasureNote(string Reason, IReadOnlyList<long[]> Ranges);
