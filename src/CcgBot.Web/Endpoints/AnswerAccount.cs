using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Endpoints;

/// <summary>How an answer came about, as far as the person who asked is told: nothing in it that was not found for their own question.</summary>
/// <param name="Tried">The best paragraphs found, in their order.</param>
/// <param name="Withheld">Statements that were not shown because their paragraph does not bear them out.</param>
/// <param name="Confidence">0..1: of answers given with 0.9, about nine in ten are right.</param>
internal sealed record AnswerAccount(
    string EvidenceId, string Kind, string Composer, double Confidence, IReadOnlyList<TriedParagraph> Tried, IReadOnlyList<WithheldClaim> Withheld)
{
    private const int MostTried = 10;

    /// <param name="find">A paragraph by the text form of its id; null when it is gone.</param>
    public static AnswerAccount Of(string evidenceId, EvidenceRecord record, Func<string, Paragraph?> find)
    {
        var cited = record.Citations.Select(citation => citation.ParagraphId).ToHashSet(StringComparer.Ordinal);
        var tried = record.Retrieved.Concat(record.Parts.SelectMany(part => part.Retrieved)).Concat(record.Readings.SelectMany(reading => reading.Retrieved))
            .Select(found => found.Id)
            .Distinct(StringComparer.Ordinal)
            .Select(id => (Id: id, Paragraph: find(id)))
            .Where(each => each.Paragraph is not null)
            .Take(MostTried)
            .Select(each => new TriedParagraph(
                each.Paragraph!.Title,
                each.Paragraph.Id.Ordinal,
                Dates.LongOrUndated(each.Paragraph.Published),
                $"{ArticlePage.Address(each.Paragraph.Id.ArticleId)}?v={each.Paragraph.Version}&p={each.Paragraph.Id.Ordinal}#p{each.Paragraph.Id.Ordinal}",
                record.Kind == "grounded" && cited.Contains(each.Id)));
        var withheld = record.Claims.Where(claim => claim.Withheld).Select(claim => new WithheldClaim(claim.Text, claim.Reason ?? claim.Verdict));
        return new AnswerAccount(evidenceId, record.Kind, record.Composer, Math.Round(record.Confidence, 2), [.. tried], [.. withheld]);
    }
}

/// <param name="Published">As it is read: 16 November 2012, or undated.</param>
/// <param name="Used">The answer cites it.</param>
internal sealed record TriedParagraph(string Title, int Paragraph, string Published, string Url, bool Used);

/// <param name="Why">What the check found.</param>
internal sealed record WithheldClaim(string Text, string Why);
