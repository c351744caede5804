using System.IO.Compression;
using System.Text;
using System.Xml;
using CcgBot.Articles.Sources;

namespace CcgBot.Documents.Web;

/// <summary>A sitemap's, a sitemap index's or a feed's addresses.</summary>
/// <param name="Kind">Whether what is on it is all that there is, or only the newest.</param>
/// <param name="Sitemaps">Further sitemaps that it names.</param>
internal sealed record WebListing(SourcePageKind Kind, IReadOnlyList<Uri> Pages, IReadOnlyList<Uri> Sitemaps)
{
    private const int MostUnpacked = 64 << 20;
    private const int MostAddresses = 200_000;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = MostUnpacked,
        MaxCharactersFromEntities = 1_000,
        IgnoreComments = true,
    };

    /// <returns>Null where it is no such list.</returns>
    /// <exception cref="InvalidDataException">It is one, and can't be read.</exception>
    public static WebListing? Read(byte[] bytes, Uri address, string? mediaType)
    {
        var text = bytes is [0x1F, 0x8B, ..] && address.AbsolutePath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Unpacked(bytes) : bytes;
        if (Plain(text, address, mediaType) is { } plain)
        {
            return plain;
        }

        if (!Encoding.UTF8.GetString(text, 0, Math.Min(text.Length, 2_048)).TrimStart('\uFEFF').TrimStart().StartsWith('<'))
        {
            return null;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(text, writable: false), Xml);
            reader.MoveToContent();
            return reader.LocalName switch
            {
                "urlset" => new WebListing(SourcePageKind.Listed, Locations(reader, address, "url"), []),
                "sitemapindex" => new WebListing(SourcePageKind.Listed, [], Locations(reader, address, "sitemap")),
                "rss" or "RDF" => new WebListing(SourcePageKind.Announced, Items(reader, address), []),
                "feed" when reader.NamespaceURI.Contains("Atom", StringComparison.Ordinal) || reader.NamespaceURI.Contains("purl.org/atom", StringComparison.Ordinal) =>
                    new WebListing(SourcePageKind.Announced, Entries(reader, address), []),
                _ => null,
            };
        }
        catch (XmlException error)
        {
            var start = Encoding.UTF8.GetString(text, 0, Math.Min(text.Length, 2_048));
            return start.Contains("<urlset", StringComparison.Ordinal) || start.Contains("<sitemapindex", StringComparison.Ordinal) || start.Contains("<rss", StringComparison.Ordinal) || start.Contains("<feed", StringComparison.Ordinal)
                ? throw new InvalidDataException($"a damaged sitemap or feed (line {error.LineNumber})", error)
                : null;
        }
    }

    /// <summary>A sitemap may be a text of one address a line.</summary>
    private static WebListing? Plain(byte[] bytes, Uri address, string? mediaType)
    {
        if (mediaType != "text/plain" || bytes.Length > MostUnpacked)
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 && lines.All(SourceOptions.IsAddress) ? new WebListing(SourcePageKind.Listed, [.. lines.Take(MostAddresses).Select(line => new Uri(line))], []) : null;
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        try
        {
            using var packed = new GZipStream(new MemoryStream(bytes, writable: false), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = packed.Read(buffer)) > 0;)
            {
                unpacked.Write(buffer, 0, read);
                if (unpacked.Length > MostUnpacked)
                {
                    throw new InvalidDataException($"unpacks to more than {MostUnpacked >> 20} MB");
                }
            }

            return unpacked.ToArray();
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"a packed sitemap that can't be unpacked ({error.Message})", error);
        }
    }

    private static List<Uri> Locations(XmlReader reader, Uri address, string of)
    {
        var found = new List<Uri>();
        var inside = false;
        while (reader.Read() && found.Count < MostAddresses)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == of)
            {
                inside = true;
            }
            else if (inside && reader.NodeType == XmlNodeType.Element && reader.LocalName == "loc" && reader.Prefix.Length == 0)
            {
                Add(found, address, Words(reader));
                inside = false;
            }
        }

        return found;
    }

    private static List<Uri> Items(XmlReader reader, Uri address)
    {
        var found = new List<Uri>();
        string? link = null;
        while (reader.Read() && found.Count < MostAddresses)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "item")
            {
                link = null;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "link" && reader.NamespaceURI is "" or "http://purl.org/rss/1.0/" && !reader.IsEmptyElement)
            {
                link = Words(reader);
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "guid" && link is null && reader.GetAttribute("isPermaLink") != "false")
            {
                link = Words(reader);
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "item" && link is not null)
            {
                Add(found, address, link);
            }
        }

        return found;
    }

    private static List<Uri> Entries(XmlReader reader, Uri address)
    {
        var found = new List<Uri>();
        var inside = false;
        while (reader.Read() && found.Count < MostAddresses)
        {
            if (reader.LocalName == "entry")
            {
                inside = reader.NodeType == XmlNodeType.Element;
            }
            else if (inside && reader.NodeType == XmlNodeType.Element && reader.LocalName == "link" && reader.GetAttribute("rel") is null or "alternate" && reader.GetAttribute("href") is { } link)
            {
                Add(found, address, link);
                inside = false;
            }
        }

        return found;
    }

    private static string Words(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var words = new StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            words.Append(reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? reader.Value : "");
        }

        return words.ToString();
    }

    private static void Add(List<Uri> found, Uri address, string link)
    {
        if (Uri.TryCreate(address, link.Trim(), out var page) && SourceOptions.IsAddress(page.AbsoluteUri))
        {
            found.Add(page);
        }
    }
}
