using System.Text;

namespace CcgBot.Evaluation.Ranking;

/// <summary>A document in a system's output for one question.</summary>
/// <param name="Score">Higher is better; comparable within one question only.</param>
public sealed record RankedDocument(string Document, double Score)
{
    /// <summary>
    /// trec_eval's order: score falling, then document number falling by bytes (<c>comp_sim_docno</c> in its form_res_rels.c); the
    /// rank the system gave counts for nothing.
    /// </summary>
    public static IReadOnlyList<RankedDocument> InTrecOrder(IEnumerable<RankedDocument> documents)
    {
        var ordered = documents.ToList();
        ordered.Sort((a, b) => b.Score.CompareTo(a.Score) is var byScore and not 0 ? byScore : CompareBytes(b.Document, a.Document));
        return ordered;
    }

    // UTF-16 order differs from strcmp's for characters beyond the basic plane.
    private static int CompareBytes(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
