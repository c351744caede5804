using System.ComponentModel.DataAnnotations;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>Settings of the evidence log: section <c>Evidence</c>.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Whether answers leave a record. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The file of the chain's key, made with mode 0600 when it is first needed: outside the store, so that who can write the store can't
    /// write a new chain. Default: a file named by the store's id in <see cref="KeyFolder"/>.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>The file to which the chain's head is added each day. Default: <c>evidence.heads</c> beside the key file.</summary>
    public string? HeadsFile { get; set; }

    /// <summary>How questions are stored: <c>Whole</c>, <c>Masked</c> or <c>None</c>. Default Masked.</summary>
    public StoredQuestion Question { get; set; } = StoredQuestion.Masked;

    /// <summary>Days after which a record's payload and its feedback are deleted by the daily sweep; 0 keeps them. Default 365.</summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; } = 365;

    /// <summary>Records that questions of one client address (<c>/api/ask</c>) may leave in a day (UTC), in megabytes; then it has to wait. 0 = any. Default 64.</summary>
    [Range(0, 1_000_000)]
    public int MaxMegabytesPerAddress { get; set; } = 64;

    /// <summary>Records that one conversation may leave in a day (UTC), in megabytes; then it has to wait. 0 = any. Default 16.</summary>
    [Range(0, 1_000_000)]
    public int MaxMegabytesPerConversation { get; set; } = 16;

    /// <summary>Records that all together may leave in a day (UTC), in megabytes; then answers say that they leave none. 0 = any. Default 4,096.</summary>
    [Range(0, 1_000_000)]
    public int MaxMegabytesPerDay { get; set; } = 4_096;

    /// <exception cref="InvalidDataException">No setting names the file and this user has no folder for it.</exception>
    internal string KeyFileFor(string storeId) => KeyFile ?? KeyFolder.FileFor(storeId, "key");

    internal string HeadsFileFor(string storeId) =>
        HeadsFile ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(KeyFileFor(storeId)))!, "evidence.heads");
}

/// <summary>How a question is kept in the evidence log.</summary>
public enum StoredQuestion
{
    /// <summary>As typed.</summary>
    Whole,

    /// <summary>With NHS numbers, e-mail addresses, phone numbers and postcodes masked.</summary>
    Masked,

    /// <summary>Not at all: such a record can be shown and verified, but not replayed.</summary>
    None,
}
