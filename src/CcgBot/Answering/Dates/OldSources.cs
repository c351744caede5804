using System.Globalization;

namespace CcgBot.Answering.Dates;

/// <summary>Says so when everything an answer rests on is old. Pure.</summary>
public static class OldSources
{
    /// <param name="today">The day of asking.</param>
    /// <param name="years">Sources older than this are old; 0 = never say so.</param>
    /// <returns>Null when a source is newer, or none has a date: "undated" stands beside each of those already.</returns>
    public static Notice? Notice(IReadOnlyList<Citation> citations, DateOnly today, int years)
    {
        ArgumentNullException.ThrowIfNull(citations);
        var dated = citations.Select(citation => citation.Paragraph.Published).OfType<DateOnly>().ToList();
        if (years == 0 || dated.Count == 0 || dated.Max() is var newest && newest >= today.AddYears(-years))
        {
            return null;
        }

        var date = newest.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var articles = citations.Select(citation => citation.Paragraph.Id.ArticleId).Distinct().Count();
        var undated = citations.Where(citation => citation.Paragraph.Published is null).Select(citation => citation.Paragraph.Id.ArticleId).Distinct().Count();
        var text = (articles, undated) switch
        {
            (1, _) => $"The source is from {date}: things may have changed since.",
            (_, 0) => $"The newest source is from {date}: things may have changed since.",
            _ => $"The newest dated source is from {date}, the rest are undated: things may have changed since.",
        };
        return new Notice(NoticeKind.OldSource, text);
    }
}
