using CcgBot.Articles;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.Running;

namespace CcgBot.Evaluation.TestSets;

/// <summary>Turns evidence quotes into qrels: a paragraph in which a quote stands verbatim is relevant.</summary>
public static class EvidenceQuotes
{
    /// <summary>The set with qrels by <see cref="DocumentNames.ByParagraph"/>; a quote found nowhere is one of its problems.</summary>
    public static TestSet Locate(TestSet set, ArticleStore store)
    {
        var problems = set.Problems.ToList();
        var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var question in set.Questions.Where(question => question.Evidence.Count > 0))
        {
            var documents = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (article, quote) in question.Evidence)
            {
                var found = (store.Find(article)?.Article.Paragraphs ?? []).Where(block => block.Text.Contains(quote, StringComparison.Ordinal)).ToList();
                if (found.Count == 0)
                {
                    problems.Add(new BadLine(set.Path, 0, $"question {question.Id}: \"{quote}\" stands in no paragraph of {article}"));
                }

                foreach (var block in found)
                {
                    documents[DocumentNames.ByParagraph(article, block.Ordinal!.Value)] = 1;
                }
            }

            judged[question.Id] = documents;
        }

        return set with { Qrels = new Qrels(judged), Problems = problems };
    }
}
