using System.Text.Json;
using System.Text.Json.Serialization;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>What became of one file.</summary>
/// <param name="Documents">Null where it is none of the formats that are read, or where <paramref name="Problem"/> says why it can't be.</param>
/// <param name="Problem">One line: why it can't be read and what to do; null = it was read.</param>
internal sealed record ReaderReply(IReadOnlyList<ReadDocument>? Documents, string? Problem)
{
    /// <summary>It was given up, and something still works on it: whoever reads it must end.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>What goes before a file's bytes on their way to the process that reads it.</summary>
/// <param name="Length">How many bytes follow.</param>
internal sealed record ReaderRequest(string Name, int Length, int MaxSecondsPerDocument, int MaxUnpackedMegabytes, int MaxReaderMegabytes);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ReaderRequest))]
[JsonSerializable(typeof(ReaderReply))]
internal sealed partial class ReaderJson : JsonSerializerContext
{
    /// <summary>Nothing here gets into a page: letters of all scripts are written as they are.</summary>
    public static ReaderJson Wire { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>What is said of a file that asks for too much, in whichever process it is noticed.</summary>
internal static class ReaderProblems
{
    public static string TookTooLong(IngestOptions options) => FormattableString.Invariant(
        $"given up after {options.MaxSecondsPerDocument} s (setting Ingest:MaxSecondsPerDocument); it is damaged or very large: split it, or save it again");

    public static string NeedsTooMuch(IngestOptions options) => FormattableString.Invariant(
        $"needs more than {options.MaxReaderMegabytes} MB of memory (setting Ingest:MaxReaderMegabytes); split it or raise the limit");
}
