using System.IO.Hashing;
using System.Text;
using CcgBot.Articles;
using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Web;

/// <summary>What a document of the web is called here: its article's id, its file's name, its title failing all else.</summary>
internal static class WebAddress
{
    private const int LongestId = 200;

    private static readonly Dictionary<string, string> Endings = new(StringComparer.Ordinal)
    {
        ["text/html"] = ".html",
        ["application/xhtml+xml"] = ".html",
        ["text/plain"] = ".txt",
        ["text/markdown"] = ".md",
        ["text/csv"] = ".csv",
        ["application/pdf"] = ".pdf",
        ["application/rtf"] = ".rtf",
        ["text/rtf"] = ".rtf",
        ["application/epub+zip"] = ".epub",
        ["application/zip"] = ".zip",
        ["message/rfc822"] = ".eml",
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = ".docx",
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = ".pptx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = ".xlsx",
        ["application/msword"] = ".doc",
    };

    /// <summary>Where a document is, in the one way of writing it.</summary>
    public static string Document(Uri address) => address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped);

    /// <summary>What was fetched as a document by its address.</summary>
    public static FetchedDocument Document(Fetched fetched) => new(
        Document(fetched.Address), Id(fetched.Address), Title(fetched.Address), new DocumentFile(FileName(fetched.Address, fetched.MediaType), fetched.Bytes));

    /// <summary>"example.org/guidance/burns", the same with and without a slash at the end and by http or https.</summary>
    public static string Id(Uri address)
    {
        var host = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
        var id = host.ToLowerInvariant() + Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/') + Uri.UnescapeDataString(address.Query);
        return id.Length <= LongestId ? id : $"{id[..(LongestId - 17)]}-{Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(id)))}";
    }

    /// <summary>Its last part, ending as its kind of content does.</summary>
    public static string FileName(Uri address, string? mediaType)
    {
        var last = LastPart(address) is { Length: > 0 } part ? part : "page";
        return mediaType is not null && Endings.TryGetValue(mediaType, out var ending) && !last.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? last + ending : last;
    }

    public static string Title(Uri address) => Path.GetFileNameWithoutExtension(LastPart(address)).Replace('-', ' ').Replace('_', ' ').Trim() is { Length: > 0 } title ? title : address.IdnHost;

    /// <summary>Pictures, styles and scripts are no documents, whoever lists them.</summary>
    public static bool IsNoDocument(string? mediaType) => mediaType is not null
        && (mediaType.StartsWith("image/", StringComparison.Ordinal) || mediaType.StartsWith("audio/", StringComparison.Ordinal) || mediaType.StartsWith("video/", StringComparison.Ordinal)
            || mediaType.StartsWith("font/", StringComparison.Ordinal) || mediaType is "text/css" or "text/javascript" or "application/javascript" or "application/json");

    private static string LastPart(Uri address) => Uri.UnescapeDataString(address.AbsolutePath.TrimEnd('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : "");
}
