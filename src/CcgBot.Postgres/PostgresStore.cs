using CcgBot.Storage;

namespace CcgBot.Postgres;

/// <summary>Opens the store that the settings name.</summary>
public static class PostgresStore
{
    /// <param name="path">The store's file, where the settings name no server; else what lies beside the store lies beside it.</param>
    /// <exception cref="InvalidDataException">It can't be used; the message says why and what to do.</exception>
    public static Database Open(StorageOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.InPostgres)
        {
            return new Database(path);
        }

        // Only its folder counts.
        return new Database(new PostgresEngine(options.Postgres, options.Files is { Length: > 0 } files ? Path.Combine(files, Path.GetFileName(path)) : path));
    }
}
