namespace CcgBot.Storage;

/// <summary>Section <c>Storage</c>: where the store is.</summary>
public sealed class StorageOptions
{
    /// <summary>
    /// A PostgreSQL database that several hosts may share, as <c>Host=…;Database=…;Username=…;Password=…</c>. It holds a password: better in the environment
    /// variable <c>Storage__Postgres</c> than in a file. Default empty: a SQLite file in the index folder.
    /// </summary>
    public string Postgres { get; set; } = "";

    /// <summary>
    /// With <see cref="Postgres"/>: a folder that all hosts see, for what lies beside the store, the articles' own files (<c>originals/</c>) and
    /// <c>curated.yaml</c>. Default none: the index folder of each host.
    /// </summary>
    public string? Files { get; set; }

    /// <summary>Whether the store is in PostgreSQL.</summary>
    public bool InPostgres => Postgres.Length > 0;
}
