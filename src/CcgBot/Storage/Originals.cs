using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CcgBot.Storage;

/// <summary>
/// The files that articles were read from: each under the hash of its bytes in <c>originals/</c> beside the store, and in parts in a table of a backup.
/// </summary>
internal static class Originals
{
    private const int PartBytes = 8 << 20;

    public static string FolderOf(string store) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(store))!, "originals");

    public static string PathOf(string store, string hash) => Path.Combine(FolderOf(store), hash);

    /// <summary>Keeps a file, whole or not at all, whoever stops in between. One that is there is left.</summary>
    /// <param name="write">Writes its bytes.</param>
    public static void Put(string store, string hash, Action<Stream> write)
    {
        var path = PathOf(store, hash);
        if (File.Exists(path))
        {
            return;
        }

        OwnerOnly.CreateFolder(FolderOf(store));
        var unfinished = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = OwnerOnly.Open(unfinished, FileMode.Create))
            {
                write(stream);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>The bytes of all files that the copy of a store names and that lie beside the store.</summary>
    public static long Bytes(SqliteConnection copy, string store) =>
        Named(copy).Select(hash => new FileInfo(PathOf(store, hash))).Where(file => file.Exists).Sum(file => file.Length);

    /// <summary>
    /// Puts into the copy of a store the files that it names. One that is missing or damaged is left out: its articles are shown without their pages.
    /// </summary>
    /// <param name="read">Told the bytes of each part.</param>
    /// <returns>How many.</returns>
    public static int Pack(SqliteConnection copy, string store, Action<int> read, CancellationToken cancellationToken)
    {
        copy.Run("CREATE TABLE original_part (hash TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (hash, number))");
        var packed = 0;
        foreach (var hash in Named(copy).Where(hash => File.Exists(PathOf(store, hash))))
        {
            using var transaction = copy.BeginTransaction();
            using var file = File.OpenRead(PathOf(store, hash));
            using var hashed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[PartBytes];
            for (int number = 0, length; (length = file.ReadAtLeast(buffer, PartBytes, throwOnEndOfStream: false)) > 0; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hashed.AppendData(buffer, 0, length);
                copy.Run("INSERT INTO original_part(hash, number, bytes) VALUES ($1, $2, $3)", hash, number, buffer[..length]);
                read(length);
            }

            if (Convert.ToHexStringLower(hashed.GetCurrentHash()) == hash)
            {
                transaction.Commit();
                packed++;
            }
        }

        return packed;
    }

    /// <returns>A hash whose bytes in the backup are not what it says; null where all are whole, and where there are none.</returns>
    public static string? Damaged(SqliteConnection backup) => Packed(backup).Find(hash =>
    {
        using var hashed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Parts(backup, hash))
        {
            hashed.AppendData(part);
        }

        return Convert.ToHexStringLower(hashed.GetCurrentHash()) != hash;
    });

    /// <summary>Puts a backup's files beside the store.</summary>
    public static void Unpack(SqliteConnection backup, string store)
    {
        foreach (var hash in Packed(backup))
        {
            Put(store, hash, stream =>
            {
                foreach (var part in Parts(backup, hash))
                {
                    stream.Write(part);
                }
            });
        }
    }

    /// <summary>Takes the files out of a backup that becomes the store.</summary>
    public static void Drop(SqliteConnection backup)
    {
        if (IsPacked(backup))
        {
            backup.Run("DROP TABLE original_part; VACUUM");
        }
    }

    private static List<string> Named(SqliteConnection copy) => copy.Query("SELECT DISTINCT hash FROM original ORDER BY hash", reader => reader.GetString(0));

    private static bool IsPacked(SqliteConnection backup) => backup.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'original_part'") > 0;

    /// <summary>Hashes alone: a backup that somebody else made names no path.</summary>
    private static List<string> Packed(SqliteConnection backup) => !IsPacked(backup) ? []
        : backup.Query("SELECT DISTINCT hash FROM original_part ORDER BY hash", reader => reader.GetString(0))
            .FindAll(hash => hash.Length == 2 * SHA256.HashSizeInBytes && !hash.AsSpan().ContainsAnyExcept("0123456789abcdef"));

    private static IEnumerable<byte[]> Parts(SqliteConnection backup, string hash)
    {
        using var command = backup.Command("SELECT bytes FROM original_part WHERE hash = $1 ORDER BY number", hash);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (byte[])reader.GetValue(0);
        }
    }
}
