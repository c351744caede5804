using CcgBot.Articles;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.Running;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Brings a set's judgements and evidence quotes to what its corpus holds. What can't be found is one of its problems, and a question
/// of which nothing relevant can be found is left out: nobody could answer it rightly, and 0 would tell of the set, not of the system.
/// </summary>
public static class JudgedParagraphs
{
    public static TestSet Locate(TestSet set, ArticleStore store)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Questions.Any(question => question.Evidence.Count > 0) ? Quoted(set, store) : Named(set, store);
    }

    /// <summary>Qrels by <see cref="DocumentNames.ByParagraph"/>: a paragraph in which a quote stands is relevant, white space folded on both sides.</summary>
    private static TestSet Quoted(TestSet set, ArticleStore store)
    {
        var problems = set.Problems.ToList();
        var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        var folded = new Dictionary<string, List<(int Ordinal, string Text)>>(StringComparer.Ordinal);
        var lost = new HashSet<string>(StringComparer.Ordinal);
        foreach (var question in set.Questions.Where(question => question.Evidence.Count > 0))
        {
            var documents = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (article, quote) in question.Evidence)
            {
                if (!folded.TryGetValue(article, out var paragraphs))
                {
                    folded[article] = paragraphs = [.. (store.Find(article)?.Article.Paragraphs ?? []).Select(block => (block.Ordinal!.Value, Fold(block.Text)))];
                }

                var found = paragraphs.Where(paragraph => paragraph.Text.Contains(Fold(quote), StringComparison.Ordinal)).ToList();
                if (found.Count == 0)
                {
                    problems.Add(new BadLine(set.QuestionFile, question.Line, paragraphs.Count == 0
                        ? $"question {question.Id}: there is no article \"{article}\""
                        : $"question {question.Id}: \"{quote}\" stands in no paragraph of {article}"));
                }

                foreach (var (ordinal, _) in found)
                {
                    documents[DocumentNames.ByParagraph(article, ordinal)] = 1;
                }
            }

            if (documents.Count > 0)
            {
                judged[question.Id] = documents;
            }
            else
            {
                lost.Add(question.Id);
            }
        }

        return Without(lost, set with { Qrels = new Qrels(judged), Problems = problems });
    }

    private static TestSet Named(TestSet set, ArticleStore store)
    {
        var missing = store.Missing(set.Qrels.ByQuestion.Values.SelectMany(documents => documents.Keys).Distinct(StringComparer.Ordinal));
        if (missing.Count == 0)
        {
            return set;
        }

        var problems = set.Problems.ToList();
        var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        var lost = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (question, documents) in set.Qrels.ByQuestion)
        {
            judged[question] = documents.Where(pair => !missing.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal);
            problems.AddRange(documents.Keys.Where(missing.Contains).Select(document => new BadLine(
                set.Qrels.File ?? set.QuestionFile, set.Qrels.Lines.GetValueOrDefault((question, document)), $"the corpus has no document \"{document}\", judged for question {question}")));
            if (documents.Values.Any(grade => grade >= 1) && !judged[question].Values.Any(grade => grade >= 1))
            {
                lost.Add(question);
            }
        }

        return Without(lost, set with { Qrels = set.Qrels with { ByQuestion = judged }, Problems = problems });
    }

    private static TestSet Without(HashSet<string> lost, TestSet set) => set with
    {
        Questions = [.. set.Questions.Where(question => !lost.Contains(question.Id))],
        LeftOut = [.. set.Questions.Select(question => question.Id).Where(lost.Contains)],
    };

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
