using System.IO.Compression;
using AngleSharp.Html.Parser;
using AngleSharp.Dom;
using CcgBot.Articles;
using CcgBot.Documents.Html;
using System.Xml;
using System.Xml.Linq;

namespace CcgBot.Documents.Archives;

/// <summary>An EPUB book → its chapters in the order of its spine, lists of contents left out.</summary>
internal static class EpubReader
{
    private const int MostChapters = 5_000;

    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1_000 };

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes, writable: false));
        if (zip.GetEntry("META-INF/encryption.xml") is not null && zip.GetEntry("META-INF/rights.xml") is not null)
        {
            throw new UnreadableException("copy-protected (DRM); get it without protection from its publisher");
        }

        var container = Load(zip, "META-INF/container.xml", limits);
        var book = container.Descendants().FirstOrDefault(element => element.Name.LocalName == "rootfile")?.Attribute("full-path")?.Value
            ?? throw new UnreadableException("names no book; save it again");
        var package = Load(zip, book, limits);
        var folder = book.Contains('/', StringComparison.Ordinal) ? book[..(book.LastIndexOf('/') + 1)] : "";
        string? Said(string name) => package.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value is { } value && value.Trim().Length > 0 ? BlockBuilder.Clean(value) : null;
        var items = package.Descendants().Where(element => element.Name.LocalName == "item" && element.Attribute("id") is not null && element.Attribute("href") is not null)
            .GroupBy(element => element.Attribute("id")!.Value).ToDictionary(same => same.Key, same => same.First());
        var builder = new BlockBuilder();
        foreach (var reference in package.Descendants().Where(element => element.Name.LocalName == "itemref").Take(MostChapters))
        {
            limits.Check();
            if (reference.Attribute("idref")?.Value is not { } id || !items.TryGetValue(id, out var item) || item.Attribute("properties")?.Value.Contains("nav", StringComparison.Ordinal) == true
                || zip.GetEntry(folder + Uri.UnescapeDataString(item.Attribute("href")!.Value)) is not { } entry)
            {
                continue;
            }

            using var packed = entry.Open();
            var page = new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(limits.Unpack(packed, entry.CompressedLength)));
            foreach (var nav in page.QuerySelectorAll("nav").ToList())
            {
                nav.Remove();
            }

            if (page.Body is { } body)
            {
                new HtmlBlocks(builder, limits).Add(body);
            }
        }

        return builder.Count == 0
            ? throw new UnreadableException("no text in it, only pictures")
            : new ReadDocument("")
            {
                Blocks = builder.Blocks,
                Title = Said("title"),
                Publisher = Said("publisher"),
                Published = Said("date") is { Length: >= 10 } date && DateOnly.TryParseExact(date[..10], "yyyy-MM-dd", out var day) ? day : null,
            };
    }

    private static XDocument Load(ZipArchive zip, string path, ReadingLimits limits)
    {
        var entry = zip.GetEntry(path) ?? throw new UnreadableException($"lacks {path}; save it again");
        using var packed = entry.Open();
        using var reader = XmlReader.Create(new MemoryStream(limits.Unpack(packed, entry.CompressedLength)), Xml);
        return XDocument.Load(reader);
    }
}
