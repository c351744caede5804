using CcgBot.Text;

namespace CcgBot.Answering.Disagreements;

/// <summary>
/// Finds cited words that give different numbers, dates or names for the same thing, or say the contrary in the same words. Pure. Silent
/// when in doubt: saying that sources differ where they don't costs more trust than leaving it to the reader, who sees both sentences anyway.
/// </summary>
public static class DisagreementFinder
{
    private const int WordsOfTopic = 5;

    /// <summary>Compares the sentences of every two citations that quote different paragraphs.</summary>
    /// <returns>One for each contradiction, however many copies of its sides are cited.</returns>
    public static IReadOnlyList<Disagreement> Find(IReadOnlyList<Citation> citations)
    {
        ArgumentNullException.ThrowIfNull(citations);
        var statements = citations
            .SelectMany(citation => SentenceSplitter.Split(citation.Quote).Select(span => new Stated(citation, Folded.Of(citation.Quote[span.Start..span.End]))))
            .ToList();
        var found = new List<Found>();
        for (var i = 0; i < statements.Count; i++)
        {
            for (var j = i + 1; j < statements.Count; j++)
            {
                var (one, other) = (statements[i], statements[j]);
                if (one.Citation.Number != other.Citation.Number && one.Citation.Paragraph.Id != other.Citation.Paragraph.Id && Difference(one, other) is { } difference)
                {
                    found.Add(new Found(difference.Topic, difference.One, difference.Other, [one.Citation.Number, other.Citation.Number]));
                }
            }
        }

        return
        [
            .. found.GroupBy(each => string.CompareOrdinal(each.One, each.Other) < 0 ? (each.One, each.Other) : (each.Other, each.One))
                .Select(same => new Disagreement(
                    $"{same.First().Topic}: “{same.First().One}” or “{same.First().Other}”",
                    [.. same.SelectMany(each => each.Citations).Distinct().Order()])),
        ];
    }

    /// <summary>The two sentences give different values for the same thing, or say the contrary.</summary>
    public static bool Differ(string one, string other) => Contradict(one, other) || StatementComparison.Compare(Statement.Read(one), Statement.Read(other)) is not null;

    /// <summary>The two sentences say the contrary in the same words.</summary>
    public static bool Contradict(string one, string other) => Contrary.Of(one, other) is not null;

    private static (string Topic, string One, string Other)? Difference(Stated one, Stated other)
    {
        if (StatementComparison.Compare(one.Statement, other.Statement) is { } difference)
        {
            return (one.Statement.InItsWords(difference.Shared, WordsOfTopic), difference.One.Written, difference.Other.Written);
        }

        // Within one article, sentences built alike speak of one thing after another ("You must bring:", "You must not bring:").
        return one.Citation.Paragraph.Id.ArticleId != other.Citation.Paragraph.Id.ArticleId && Contrary.Of(one.Words, other.Words) is { } contrary
            ? (string.Join(' ', contrary.Shared.Distinct().Take(WordsOfTopic)), contrary.One, contrary.Other)
            : null;
    }

    private sealed record Stated(Citation Citation, string Words)
    {
        public Statement Statement { get; } = Statement.Read(Words);
    }

    private sealed record Found(string Topic, string One, string Other, IReadOnlyList<int> Citations);
}
