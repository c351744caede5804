using System.Data.Common;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>
/// The append-only log of answers, each link chained to the one before it (<see cref="EvidenceChain"/>) with a key that lies outside
/// the store. Safe for many threads, and for several programs on one store.
/// </summary>
public sealed class EvidenceLog : IDisposable
{
    /// <summary>A checkpoint waits for the disk: done by an append it made one in a hundred take many milliseconds.</summary>
    private const int RecordsPerCheckpoint = 300;

    /// <summary>Of a second each, while another program holds the store's write lock.</summary>
    private const int MostTries = 30;

    private readonly Lock _lock = new();
    private readonly List<PendingEvidence> _waiting = [];
    private readonly TimeProvider _time;
    private readonly Lazy<EvidenceChain> _chain;
    private EvidenceWriter? _writer;
    private ITimer? _retry;
    private int _sinceCheckpoint;

    /// <summary>A server went away while something was written: what waits may be there already.</summary>
    private bool _inDoubt;
    private Task _checkpoint = Task.CompletedTask;

    /// <summary>Opens the log of a store, making its key when the store has no log yet; where evidence is switched off, only when it is needed.</summary>
    /// <exception cref="InvalidDataException">The key is missing, unreadable, or not the one that this log was made with.</exception>
    public EvidenceLog(Database database, EvidenceOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        Database = database;
        Options = options;
        _time = time;
        _chain = new Lazy<EvidenceChain>(() => new EvidenceChain(KeyOf(database, options), database.StoreId));
        if (options.Enabled)
        {
            _ = Chain;
        }
    }

    public Database Database { get; }

    public EvidenceOptions Options { get; }

    /// <summary>Where the chain's key lies.</summary>
    public string KeyFile => Options.KeyFileFor(Database.StoreId);

    /// <summary>Where heads are exported to.</summary>
    public string HeadsFile => Options.HeadsFileFor(Database.StoreId);

    internal EvidenceChain Chain => _chain.Value;

    private EvidenceWriter Writer
    {
        get
        {
            if (_writer is { IsBroken: true })
            {
                _writer.Dispose();
                _writer = null;
                _inDoubt = true;
            }

            return _writer ??= new EvidenceWriter(Database, Chain);
        }
    }

    /// <summary>
    /// Writes one answer's record. It is on its way to the disk when this returns; only while another program holds the store's write
    /// lock for over a second (a large ingest) it waits in memory, so that the person need not.
    /// </summary>
    /// <param name="record">The question is masked or dropped here as the settings say.</param>
    /// <param name="user">The channel's user id; only a keyed hash of it is stored.</param>
    /// <returns>The evidence id: 128 random bits, 32 hex digits.</returns>
    public string Append(EvidenceRecord record, string? user = null) => Append(record, user, out _);

    /// <param name="bytes">What the record takes.</param>
    /// <exception cref="DbException">It can't be written, nor will it be later: the disk is full, for example.</exception>
    internal string Append(EvidenceRecord record, string? user, out int bytes)
    {
        ArgumentNullException.ThrowIfNull(record);
        var kind = record is { Kind: "grounded", Unanswered.Count: > 0 } ? EvidenceKinds.Partial : record.Kind;
        var pending = PendingEvidence.Of(kind, Now(), StoredQuestionPolicy.Apply(record, Options.Question), user is null ? null : Chain.Pseudonym(user));
        lock (_lock)
        {
            _waiting.Add(pending);
            try
            {
                TryWrite();
            }
            catch
            {
                // The answer will say that it left no record: then none may come later, nor a heap of them wait in memory for a disk to be emptied.
                _waiting.Remove(pending);
                throw;
            }
        }

        bytes = pending.Payload.Length;
        return Convert.ToHexStringLower(pending.Id);
    }

    /// <summary>Writes what still waits.</summary>
    /// <exception cref="StoreBusyException">The store's write lock was not to be had.</exception>
    public void Flush()
    {
        lock (_lock)
        {
            for (var tries = 1; _waiting.Count > 0 && !TryWrite(); tries++)
            {
                if (tries == MostTries)
                {
                    throw new StoreBusyException($"{_waiting.Count} evidence records could not be written: another program holds the store, or its server is away.");
                }
            }
        }
    }

    public StoredEvidence? Find(string id)
    {
        if (id.Length != 32 || id.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF"))
        {
            return null;
        }

        var key = Convert.FromHexString(id);
        lock (_lock)
        {
            if (_waiting.Find(item => item.Id.AsSpan().SequenceEqual(key)) is { } waiting)
            {
                return new StoredEvidence(0, id, DateTimeOffset.FromUnixTimeMilliseconds(waiting.At), waiting.Kind, waiting.User, EvidenceJson.Read<EvidenceRecord>(waiting.Payload));
            }
        }

        return Read("WHERE e.id = $1 AND e.kind NOT IN ('erasure', 'break', 'change')", key).FirstOrDefault();
    }

    /// <summary>Answers, newest first.</summary>
    public IReadOnlyList<StoredEvidence> Latest(int count, int offset = 0) =>
        Read("WHERE e.kind NOT IN ('erasure', 'break', 'change') ORDER BY e.seq DESC LIMIT $1 OFFSET $2", count, offset);

    /// <summary>Changes that people made, newest first.</summary>
    /// <param name="subject">Only of this article or key; null = all.</param>
    public IReadOnlyList<StoredChange> Changes(int count, int offset = 0, string? subject = null) =>
        [.. Changes(new ChangeFilter { Subject = subject }).Skip(offset).Take(count)];

    /// <summary>Changes that people made, newest first, read while they are taken.</summary>
    public IEnumerable<StoredChange> Changes(ChangeFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (from, before) = filter.Times;
        using var connection = Database.Open();
        using var command = connection.Command(
            $"""
            SELECT e.seq, e.id, e.at, p.payload FROM evidence e JOIN evidence_payload p ON p.seq = e.seq
            WHERE e.kind = 'change' AND e.at >= $1 AND e.at < $2
              AND (CAST($3 AS TEXT) IS NULL OR json_extract({Database.Engine.Utf8("p.payload")}, '$.subject') = $3)
            ORDER BY e.seq DESC
            """,
            from,
            before,
            filter.Subject);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            // Here, not in SQL: SQLite knows the capitals of English alone.
            if (EvidenceJson.Read<ChangeRecord>((byte[])reader[3]) is var change && filter.Has(change))
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2));
                yield return new StoredChange(reader.GetInt64(0), Convert.ToHexStringLower((byte[])reader[1]), at, change);
            }
        }
    }

    /// <summary>Changes the store and records it, both or neither.</summary>
    /// <param name="change">Does it on the connection given and says what to record; null = nothing was changed, and what was done is undone.</param>
    public T Change<T>(Func<DbConnection, (T Result, ChangeRecord? Record)> change)
    {
        T result = default!;
        for (var tries = 1; ; tries++)
        {
            try
            {
                lock (_lock)
                {
                    Flush();
                    lock (Database.WriteLock)
                    {
                        Writer.Write(connection =>
                        {
                            (result, var record) = change(connection);
                            return record is null ? [] : [PendingEvidence.Of(EvidenceKinds.Change, Now(), record, user: null)];
                        });
                    }
                }

                return result;
            }
            catch (DbException busy) when (Database.IsBusy(busy) && tries < MostTries)
            {
                // A large ingest writes: each try has waited a second, and answers go on in between.
            }
        }
    }

    /// <summary>Records a change that is made elsewhere: a key, a setting.</summary>
    public void Record(ChangeRecord change) => Change(_ => (true, change));

    /// <summary>Answers that left something unanswered, newest first; those whose payload was deleted are left out.</summary>
    public IReadOnlyList<StoredEvidence> Unanswered(int count) =>
        Read("WHERE e.kind IN ('partial', 'abstention') AND p.seq IS NOT NULL ORDER BY e.seq DESC LIMIT $1", count);

    public EvidenceHead Head()
    {
        using var connection = Database.Open();
        return connection.Query(
            "SELECT seq, mac FROM evidence ORDER BY seq DESC LIMIT 1",
            reader => new EvidenceHead(reader.GetInt64(0), Convert.ToHexStringLower((byte[])reader[1]))).FirstOrDefault() ?? new EvidenceHead(0, "");
    }

    /// <summary>Adds the chain's head to the file of exported heads, outside the store: what shows later that records were cut off or written anew.</summary>
    /// <returns>False when there was nothing new.</returns>
    public bool ExportHead() => new HeadFile(HeadsFile).Export(Database.StoreId, Head(), _time.GetUtcNow());

    /// <summary>A user id as the log stores it.</summary>
    public string Pseudonym(string user) => Chain.Pseudonym(user);

    public void Dispose()
    {
        lock (_lock)
        {
            _retry?.Dispose();
            TryWrite();
            if (_writer is not null)
            {
                Exported();
            }

            _writer?.Dispose();
        }

        _checkpoint.Wait();
    }

    /// <summary>Deletes payloads and says in the chain which and why, in one transaction.</summary>
    /// <param name="delete">Deletes, and returns the sequence numbers whose payload went, ascending.</param>
    internal long Erase(string reason, Func<DbConnection, IReadOnlyList<long>> delete)
    {
        long erased = 0;
        lock (_lock)
        {
            Flush();
            Writer.Write(connection =>
            {
                var gone = delete(connection);
                erased = gone.Count;
                var note = new ErasureNote(reason, SequenceRanges.Of(gone));
                return [PendingEvidence.Of(EvidenceKinds.Erasure, Now(), note, user: null)];
            });
            Writer.Scrub();
        }

        return erased;
    }

    /// <summary>The store's key: read, or made for a store that has no log; its name is kept in the store so that a wrong one is noticed.</summary>
    private static byte[] KeyOf(Database database, EvidenceOptions options)
    {
        using var connection = database.Open();
        var known = connection.Scalar<string>("SELECT value FROM meta WHERE name = 'evidence_key'");
        var file = new Storage.KeyFile(options.KeyFileFor(database.StoreId), "evidence key", "Evidence:KeyFile");
        if (options.KeyFile is null)
        {
            EarlierKeyPlace.Leave(database.Path, file, options.HeadsFileFor(database.StoreId));
        }

        var key = file.Open(create: known is null);
        if (known is null)
        {
            connection.Run("INSERT INTO meta(name, value) VALUES ('evidence_key', $1) ON CONFLICT DO NOTHING", Storage.KeyFile.NameOf(key));
            // Another program may have begun the log in between: then its key counts.
            known = connection.Scalar<string>("SELECT value FROM meta WHERE name = 'evidence_key'");
        }

        if (known != Storage.KeyFile.NameOf(key))
        {
            throw new InvalidDataException(
                $"{file.Path} is not the key that the evidence log in {database.Name} was made with: put the right key back, or name its place with the setting Evidence:KeyFile.");
        }

        return key;
    }

    /// <summary>At the stop; a disk that is full then must not keep the program from ending.</summary>
    private void Exported()
    {
        try
        {
            ExportHead();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or DbException)
        {
            // The next start's export has it.
        }
    }

    private bool TryWrite()
    {
        if (_waiting.Count == 0)
        {
            return true;
        }

        try
        {
            lock (Database.WriteLock)
            {
                Writer.Write(connection => _inDoubt ? Missing(connection) : _waiting);
            }

            _inDoubt = false;

            _sinceCheckpoint += _waiting.Count;
            _waiting.Clear();
            if (_sinceCheckpoint >= RecordsPerCheckpoint && _checkpoint.IsCompleted)
            {
                _sinceCheckpoint = 0;
                _checkpoint = Task.Run(Checkpoint);
            }

            return true;
        }
        catch (DbException busy) when (Database.IsBusy(busy))
        {
            _retry ??= _time.CreateTimer(_ => Retry(), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
            return false;
        }
    }

    private List<PendingEvidence> Missing(DbConnection connection) =>
        _waiting.FindAll(item => !connection.Any("SELECT 1 FROM evidence WHERE id = $1", item.Id));

    private void Checkpoint()
    {
        try
        {
            using var connection = Database.Open();
            Database.Engine.Checkpoint(connection);
        }
        catch (DbException)
        {
            // The next one, or the writer's own backstop, does it.
        }
    }

    private void Retry()
    {
        lock (_lock)
        {
            if (TryWrite())
            {
                _retry?.Dispose();
                _retry = null;
            }
        }
    }

    private List<StoredEvidence> Read(string where, params ReadOnlySpan<object?> parameters)
    {
        using var connection = Database.Open();
        return connection.Query(
            $"SELECT e.seq, e.id, e.at, e.kind, p.user, p.payload FROM evidence e LEFT JOIN evidence_payload p ON p.seq = e.seq {where}",
            reader => new StoredEvidence(
                reader.GetInt64(0),
                Convert.ToHexStringLower((byte[])reader[1]),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                reader.GetString(3),
                reader.StringOrNull(4),
                reader.IsDBNull(5) ? null : EvidenceJson.Read<EvidenceRecord>((byte[])reader[5])),
            parameters);
    }

    internal long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
