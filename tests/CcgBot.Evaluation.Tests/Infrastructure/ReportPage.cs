using System.IO.Compression;
using System.Text.Json;

namespace CcgBot.Evaluation.Tests.Infrastructure;

/// <summary>A report page as its script reads it.</summary>
internal static class ReportPage
{
    /// <summary>The questions that the page carries.</summary>
    public static IReadOnlyList<JsonElement> Questions(string page)
    {
        const string open = "id=\"data\">";
        var start = page.IndexOf(open, StringComparison.Ordinal) + open.Length;
        var packed = Convert.FromBase64String(page[start..page.IndexOf('<', start)]);
        using var unpacked = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<JsonElement>>(unpacked)!;
    }
}
