using System.Globalization;
using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>What a commit says of the store it was made from: with it a missing, foreign, older or restored store is noticed.</summary>
/// <param name="Build">
/// Random, given when the index is begun from nothing. Lucene.Net takes segments of the same name for the same; a reader that meets another build
/// must open it anew.
/// </param>
/// <param name="Whole">False while an index is built from nothing: paragraphs are missing that the store has had all along.</param>
internal sealed record IndexCommitData(string StoreId, long LastChange, long? Token, string Format, string Build, bool Whole)
{
    /// <summary>Changes whenever fields or analysis change: an index of another format is rebuilt.</summary>
    public const string CurrentFormat = "3";

    public static IndexCommitData Read(DirectoryReader reader) => Read(reader.IndexCommit.UserData);

    public static IndexCommitData Read(IDictionary<string, string> data) => new(
        data.TryGetValue("store", out var store) ? store : "",
        data.TryGetValue("change", out var change) ? long.Parse(change, CultureInfo.InvariantCulture) : 0,
        data.TryGetValue("token", out var token) && token.Length > 0 ? long.Parse(token, CultureInfo.InvariantCulture) : null,
        data.TryGetValue("format", out var format) ? format : "",
        data.TryGetValue("build", out var build) ? build : "",
        !data.TryGetValue("whole", out var whole) || whole == "yes");

    public IDictionary<string, string> ToUserData() => new Dictionary<string, string>
    {
        ["store"] = StoreId,
        ["change"] = LastChange.ToString(CultureInfo.InvariantCulture),
        ["token"] = Token?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["format"] = Format,
        ["build"] = Build,
        ["whole"] = Whole ? "yes" : "no",
    };
}
