using System.Globalization;

namespace CcgBot.Answering;

/// <summary>Addresses in the source viewer (the paragraph twice, for a server never sees what stands after #): <c>/articles/{id}?v={version}&amp;p={ordinal}&amp;q={start}-{end}#p{ordinal}</c>.</summary>
public static class ViewerAddress
{
    public static string Of(Citation citation) => string.Create(
        CultureInfo.InvariantCulture,
        $"/articles/{Uri.EscapeDataString(citation.Paragraph.Id.ArticleId)}?v={citation.Paragraph.Version}&p={citation.Paragraph.Id.Ordinal}&q={citation.Start}-{citation.End}#p{citation.Paragraph.Id.Ordinal}");
}
