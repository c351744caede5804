using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Web.Admin;

/// <summary>A question tried on an article: at which ranks its paragraphs are found. Nothing is recorded.</summary>
/// <param name="Ranks">By the paragraph's number, from 1; those below <see cref="Depth"/> are not among them.</param>
/// <param name="Best">The best paragraph of all, whatever article it is of; null when nothing is found.</param>
public sealed record TriedQuestion(string Question, IReadOnlyDictionary<int, int> Ranks, Paragraph? Best)
{
    /// <summary>How far down is looked.</summary>
    public const int Depth = 100;

    private const int Longest = 4_000;

    internal static async Task<TriedQuestion> AskAsync(CorpusView view, string question, string article, CancellationToken cancellationToken)
    {
        question = question.Length > Longest ? question[..Longest] : question;
        var found = await view.Retriever.RetrieveAsync(new Question(question) { IsSearch = true }, Depth, cancellationToken);
        return new TriedQuestion(
            question,
            found.Paragraphs.Where(scored => scored.Paragraph.Id.ArticleId == article).DistinctBy(scored => scored.Paragraph.Id.Ordinal).ToDictionary(scored => scored.Paragraph.Id.Ordinal, scored => scored.Rank),
            found.Paragraphs.Count > 0 ? found.Paragraphs[0].Paragraph : null);
    }

    internal string RankOf(int number) => Ranks.TryGetValue(number, out var rank) ? rank.ToString(System.Globalization.CultureInfo.InvariantCulture) : "–";
}
