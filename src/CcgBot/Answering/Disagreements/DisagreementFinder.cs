using CcgBot.Text;

namespace CcgBot.Answering.Disagreements;

/// <summary>
/// Finds cited words that give different numbers, dates or names for the same thing. Pure. Silent when in doubt: saying that sources
/// differ where they don't costs more trust than leaving it to the reader, who sees both sentences anyway.
/// </summary>
public static class DisagreementFinder
{
    private const int WordsOfTopic = 5;

    /// <summary>Compares the sentences of every two citations that quote different paragraphs.</summary>
    public static IReadOnlyList<Disagreement> Find(IReadOnlyList<Citation> citations)
    {
        ArgumentNullException.ThrowIfNull(citations);
        var statements = citations
            .SelectMany(citation => SentenceSplitter.Split(citation.Quote).Select(span => (Citation: citation, Statement: Statement.Read(citation.Quote[span.Start..span.End]))))
            .ToList();
        var found = new List<Disagreement>();
        for (var i = 0; i < statements.Count; i++)
        {
            for (var j = i + 1; j < statements.Count; j++)
            {
                var (one, other) = (statements[i], statements[j]);
                if (one.Citation.Number != other.Citation.Number
                    && one.Citation.Paragraph.Id != other.Citation.Paragraph.Id
                    && StatementComparison.Compare(one.Statement, other.Statement) is { } difference)
                {
                    found.Add(new Disagreement(About(one.Statement, difference), [one.Citation.Number, other.Citation.Number]));
                }
            }
        }

        return [.. found.DistinctBy(disagreement => (disagreement.About, string.Join(',', disagreement.Citations)))];
    }

    /// <summary>The two sentences give different values for the same thing.</summary>
    public static bool Differ(string one, string other) => StatementComparison.Compare(Statement.Read(one), Statement.Read(other)) is not null;

    /// <summary>"developing CCGs: “eight” or “twelve”", in the order of the citations.</summary>
    private static string About(Statement statement, Difference difference) =>
        $"{statement.InItsWords(difference.Shared, WordsOfTopic)}: “{difference.One.Written}” or “{difference.Other.Written}”";
}
