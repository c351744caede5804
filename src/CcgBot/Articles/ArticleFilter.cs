namespace CcgBot.Articles;

/// <summary>Which articles a list shows. One without a date is in no range of dates.</summary>
/// <param name="Publisher">By its whole name; null = all.</param>
/// <param name="From">Published on this day or later; null = any.</param>
/// <param name="To">Published on this day or earlier; null = any.</param>
public sealed record ArticleFilter(string? Publisher = null, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>Nothing is left out.</summary>
    public bool IsEmpty => this == new ArticleFilter();

    public bool Has(Paragraph paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return (Publisher is null || paragraph.Publisher == Publisher)
            && (From is null || paragraph.Published >= From)
            && (To is null || paragraph.Published <= To);
    }
}
