using CcgBot.Retrieval;
using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>Gives citations their numbers: one for each distinct quote, in order of first use.</summary>
public static class Citations
{
    private const int MostNearestCharacters = 300;

    public static (IReadOnlyList<Claim> Claims, IReadOnlyList<Citation> Citations) Number(IReadOnlyList<DraftClaim> drafts)
    {
        var numbers = new Dictionary<(long Key, int Start, int End), int>();
        var citations = new List<Citation>();
        var claims = new List<Claim>();
        foreach (var draft in drafts)
        {
            var used = draft.Sources.Select(NumberOf).Distinct().ToList();
            claims.Add(new Claim(draft.Text, used, draft.ShortAnswer) { Parts = [.. draft.Parts.Select(part => new ClaimPart(part.Span, [.. part.Sources.Select(NumberOf).Distinct()]))] });
        }

        return (claims, citations);

        int NumberOf(SourceQuote source)
        {
            var place = (source.Paragraph.Key, source.Start, source.End);
            if (!numbers.TryGetValue(place, out var number))
            {
                numbers[place] = number = citations.Count + 1;
                citations.Add(new Citation(number, source.Paragraph, source.Text, source.Start, source.End));
            }

            return number;
        }
    }

    /// <summary>The nearest paragraphs of an abstention, each by its first sentence or so.</summary>
    public static IReadOnlyList<Citation> OfNearest(IReadOnlyList<ScoredParagraph> paragraphs, int count) =>
    [
        .. paragraphs.Take(count).Select((scored, i) =>
        {
            var text = scored.Paragraph.Text;
            var first = SentenceSplitter.Split(text).FirstOrDefault(new TextSpan(0, text.Length));
            var end = Math.Min(first.End, first.Start + MostNearestCharacters);
            if (end < text.Length && char.IsLowSurrogate(text[end]))
            {
                end--;
            }

            return new Citation(i + 1, scored.Paragraph, text[first.Start..end], first.Start, end);
        }),
    ];
}
