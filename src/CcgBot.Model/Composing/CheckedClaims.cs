using CcgBot.Answering;
using CcgBot.Articles;

namespace CcgBot.Model.Composing;

/// <summary>A model's claims that their paragraphs support, each with the words it rests on, and why the others were withheld.</summary>
internal sealed record CheckedClaims(IReadOnlyList<DraftClaim> Passed, IReadOnlyList<WithheldClaim> Withheld)
{
    /// <summary>It cites a paragraph that was not given, or none.</summary>
    public const string NotGiven = "notGiven";

    /// <summary>Its paragraphs don't say it (<see cref="SupportCheck"/>).</summary>
    public const string NotSupported = "notSupported";

    /// <summary>The model's own check says that they don't.</summary>
    public const string ModelCheck = "modelCheck";

    private const int LongestClaim = 600;
    private const int LeastWords = 3;
    private const int MostClaims = 200;

    public static CheckedClaims Of(ModelReply reply, IReadOnlyList<Paragraph> given, int most)
    {
        var passed = new List<DraftClaim>();
        var withheld = new List<WithheldClaim>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var claim in reply.Claims.Take(MostClaims))
        {
            // Before anything reads it: a reply may be one word of megabytes.
            if (claim.Text.Length > 4 * LongestClaim)
            {
                withheld.Add(new WithheldClaim(claim.Text[..LongestClaim], NotSupported, "It is longer than a claim may be."));
                continue;
            }

            var cited = claim.Paragraphs.Distinct().Where(number => number >= 1 && number <= given.Count).Select(number => given[number - 1]).ToList();
            // One wrong number makes the claim's maker unsure of its source: nothing of it is kept.
            if (cited.Count == 0 || claim.Paragraphs.Any(number => number < 1 || number > given.Count))
            {
                withheld.Add(new WithheldClaim(claim.Text, NotGiven));
                continue;
            }

            var text = ClaimText.Of(claim.Text, [.. cited.Select(paragraph => paragraph.Text)]);
            if (!seen.Add(text))
            {
                continue;
            }

            var (sources, reason) = text.Length <= LongestClaim ? Supporting(text, cited) : ([], "It is longer than a claim may be.");
            if (sources.Count == 0)
            {
                withheld.Add(new WithheldClaim(claim.Text, NotSupported, reason));
            }
            else if (passed.Count < most)
            {
                passed.Add(new DraftClaim(text, [.. sources.Select(paragraph => Quote(text, paragraph))]));
            }
        }

        return new CheckedClaims(passed, withheld);
    }

    // Paragraphs that each support it alone; else all that it cites, where they do together.
    private static (IReadOnlyList<Paragraph> Sources, string? Reason) Supporting(string text, List<Paragraph> cited)
    {
        // A word or two ("HACKED") is no statement, wherever the words stand.
        if (text.Split(' ').Length < LeastWords)
        {
            return ([], "It is no statement.");
        }

        // The reader's opinion of claim and paragraph belongs here, after the rules: it can only withhold.
        var alone = cited.Where(paragraph => SupportCheck.Check(text, [Instructions.Without(paragraph.Text)]).Supported).ToList();
        if (alone.Count > 0)
        {
            return (alone, null);
        }

        var together = SupportCheck.Check(text, [.. cited.Select(paragraph => Instructions.Without(paragraph.Text))]);
        return (together.Supported ? cited : [], together.Reason);
    }

    private static SourceQuote Quote(string text, Paragraph paragraph)
    {
        var span = SupportingWords.Find(text, paragraph.Text);
        return new SourceQuote(paragraph, span.Start, span.End);
    }
}
