using System.Globalization;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Editing;

/// <summary>A curated answer while it is being written, as the form of its page carries it to and fro.</summary>
/// <param name="Id">Null = it is a new one.</param>
/// <param name="Revision">The one that its editor saw; null = there was none.</param>
public sealed record CuratedForm(string? Id, string? Revision)
{
    /// <summary>One a line.</summary>
    public string Questions { get; init; } = "";

    public string Text { get; init; } = "";

    public IReadOnlyList<CuratedCitation> Citations { get; init; } = [];

    public string Review { get; init; } = "";

    public string Why { get; init; } = "";

    /// <summary>What is searched for to be cited.</summary>
    public string Search { get; init; } = "";

    /// <summary>The group of unanswered questions that it answers; null = it was not begun from one.</summary>
    public string? Gap { get; init; }

    /// <exception cref="InvalidDataException">The date is none.</exception>
    internal CuratedText Written => new(
        [.. Questions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Text.ReplaceLineEndings("\n"),
        Citations,
        Review.Length == 0 ? null : DateOnly.TryParseExact(Review, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : throw new InvalidDataException($"'{Review}' is no date such as 2027-03-01."));

    internal static CuratedForm Of(CuratedEntry entry) => new(entry.Id, entry.Revision.ToString(CultureInfo.InvariantCulture))
    {
        Questions = string.Join('\n', entry.Written.Questions),
        Text = entry.Written.Text,
        Citations = entry.Written.Citations,
        Review = entry.Written.Review?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
    };

    internal static CuratedForm Of(IFormCollection form)
    {
        var (articles, quotes) = (form["article"], form["quote"]);
        return new CuratedForm(form["id"].ToString() is { Length: > 0 } id ? id : null, SeenRevision.Of(form["revision"]))
        {
            Questions = form["questions"].ToString(),
            Text = form["text"].ToString(),
            // Browsers send a text area's lines with CR LF; a paragraph has LF.
            Citations = [.. Enumerable.Range(0, Math.Min(Math.Min(articles.Count, quotes.Count), CuratedText.MostCitations)).Select(i => new CuratedCitation(articles[i] ?? "", (quotes[i] ?? "").ReplaceLineEndings("\n")))],
            Review = form["review"].ToString().Trim(),
            Why = form["why"].ToString(),
            Search = form["search"].ToString(),
            Gap = form["gap"].ToString() is { Length: > 0 } gap ? gap : null,
        };
    }

    /// <summary>Begun from an answer that was given: its question, sentences and quotes.</summary>
    internal CuratedForm From(EvidenceRecord record)
    {
        var claims = record.Kind == "grounded" ? record.Claims.Where(claim => !claim.Withheld).ToList() : [];
        var cited = claims.Count == 0 ? [] : record.Citations;
        return this with
        {
            Questions = Questions.Length > 0 ? Questions : record.Standalone ?? record.Question ?? "",
            Text = string.Join(' ', claims.Select(claim => $"{claim.Text} {OperatorPages.Numbers(claim.Citations)}")),
            Citations = [.. cited.Take(CuratedText.MostCitations).Select(citation => new CuratedCitation(ParagraphId.TryParse(citation.ParagraphId, out var id) ? id.ArticleId : "", citation.Quote))],
        };
    }

    internal CuratedForm With(Paragraph paragraph) => Citations.Count >= CuratedText.MostCitations ? this : this with
    {
        Citations = [.. Citations, new CuratedCitation(paragraph.Id.ArticleId, paragraph.Text)],
        Text = Text.Trim().Length == 0 ? $"{paragraph.Text} [1]" : Text,
    };

    /// <summary>Without a citation; the marks behind it in the text go down by one.</summary>
    internal CuratedForm Without(int number) => number < 1 || number > Citations.Count ? this : this with
    {
        Citations = [.. Citations.Where((_, i) => i != number - 1)],
        Text = Enumerable.Range(1, Citations.Count).Aggregate(Text, (text, mark) => mark < number ? text
            : text.Replace(string.Create(CultureInfo.InvariantCulture, $"[{mark}]"), mark == number ? "" : string.Create(CultureInfo.InvariantCulture, $"[{mark - 1}]"), StringComparison.Ordinal)),
    };
}
