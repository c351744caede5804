using CcgBot.Answering.Units;
using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>
/// A claim with the sources that prove it: each is asked by itself, and one that doesn't say the claim is not cited for it. Only where none
/// says all of it may they prove it together.
/// </summary>
public static class ClaimCheck
{
    /// <returns>The claim with the sources that stand, or null and why.</returns>
    public static (DraftClaim? Claim, string? Reason) Check(DraftClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        // Whatever way a paragraph came into the draft: what editors marked is not cited.
        claim = claim with { Sources = [.. claim.Sources.Where(source => source.Paragraph.Mark == ParagraphMark.Evidence)] };
        if (claim.Sources.Count == 0)
        {
            return (null, "It cites nothing.");
        }

        if (claim.Parts.Count > 0)
        {
            var wrong = claim.Parts.FirstOrDefault(part => !part.Sources.All(source => Says(source, claim.Text[part.Span.Start..part.Span.End])));
            return wrong is null ? (claim, null) : (null, $"The cited paragraph does not say “{claim.Text[wrong.Span.Start..wrong.Span.End]}”.");
        }

        var standing = claim.Sources.Where(source => SameStatement.Of(source.Text, claim.Text) || SupportCheck.Check(claim.Text, [source.Paragraph.Text]).Supported).ToList();
        if (standing.Count > 0)
        {
            return (claim with { Sources = standing }, null);
        }

        var together = SupportCheck.Check(claim.Text, [.. claim.Sources.Select(source => source.Paragraph.Text)]);
        return together.Supported ? (claim, null) : (null, together.Reason);
    }

    private static bool Says(SourceQuote source, string words) =>
        Folded.Of(source.Text).Contains(words, StringComparison.Ordinal) || SupportCheck.Check(words, [source.Paragraph.Text]).Supported;
}
