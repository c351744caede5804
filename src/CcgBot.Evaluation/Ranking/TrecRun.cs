using System.Globalization;

namespace CcgBot.Evaluation.Ranking;

/// <summary>One system's ranked output in TREC's format: <c>topic Q0 docno rank score tag</c>.</summary>
public static class TrecRun
{
    /// <summary>Writes rankings; white space in ids, which the format can't hold, is written as <c>%20</c> and the like.</summary>
    /// <param name="tag">Names the system.</param>
    public static void Write(TextWriter writer, IEnumerable<(string Question, IReadOnlyList<RankedDocument> Ranking)> rankings, string tag)
    {
        foreach (var (question, ranking) in rankings)
        {
            var rank = 0;
            foreach (var (document, score) in RankedDocument.InTrecOrder(ranking))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Field(question)} Q0 {Field(document)} {++rank} {score:R} {Field(tag)}\n"));
            }
        }
    }

    private static string Field(string text) =>
        text.Any(char.IsWhiteSpace) ? string.Concat(text.Select(c => char.IsWhiteSpace(c) ? Uri.EscapeDataString(c.ToString()) : c.ToString())) : text;
}
