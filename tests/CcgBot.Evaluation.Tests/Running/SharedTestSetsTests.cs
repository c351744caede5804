using CcgBot.Answering;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Evaluation.Tests.Running;

public sealed class SharedTestSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SharedTestSetFact(
        "bioasq", "ccg", "conditionalqa-evidence", "cranfield", "mtrag", "nhs-conditions", "nq-qed", "or-sharc", "pubmedqa-l", "scifact", "squad2-dev")]
    public void Every_set_is_read_without_a_problem()
    {
        (string Name, int Questions)[] sets =
        [
            ("bioasq", 1497), ("ccg", 30), ("conditionalqa-evidence", 2338), ("cranfield", 225), ("mtrag", 842), ("nhs-conditions", 201),
            ("nq-qed", 1355), ("or-sharc", 1105), ("pubmedqa-l", 500), ("scifact", 300), ("squad2-dev", 3816),
        ];
        foreach (var (name, questions) in sets)
        {
            var set = TestSetReader.Read(SharedTestSetFactAttribute.Folder(name));

            Assert.Empty(set.Problems);
            Assert.Equal((name, questions), (name, set.Questions.Count));
        }
    }

    /// <summary>Questions of every set with a corpus, evenly spread, on words alone and with nothing abstained from: each quote stands verbatim at its offsets.</summary>
    [SharedTestSetFact("bioasq", "conditionalqa-evidence", "cranfield", "mtrag", "nhs-conditions", "nq-qed", "or-sharc", "pubmedqa-l", "scifact", "squad2-dev")]
    public async Task Every_quote_of_every_answer_is_verbatim_at_its_offsets()
    {
        string[] names = ["bioasq", "conditionalqa-evidence", "cranfield", "mtrag", "nhs-conditions", "nq-qed", "or-sharc", "pubmedqa-l", "scifact", "squad2-dev"];
        foreach (var name in names)
        {
            var set = TestSetReader.Read(SharedTestSetFactAttribute.Folder(name));
            var folder = CorpusIndex.Build(_folder.Path, name, set.Corpus!, TimeProvider.System, [], null, CancellationToken.None);
            var settings = new BotSettings { Retrieval = { Dense = { Enabled = false } }, Evidence = { Enabled = false }, Answering = { Threshold = 0, Suggestions = 0 } };
            using var engine = BotEngine.Open(folder, settings, TimeProvider.System);
            foreach (var question in set.Questions.Where((_, i) => i % Math.Max(1, set.Questions.Count / 50) == 0))
            {
                var answer = await engine.Answerer.AnswerAsync(new Question(question.Text, question.History, question.Scenario));
                Assert.All(
                    answer is Answer.Grounded grounded ? grounded.Citations : [],
                    citation => Assert.Equal(citation.Quote, engine.Articles.Find(citation.Paragraph.Id)!.Text[citation.Start..citation.End]));
            }
        }
    }

    /// <summary>The reference figure for plain BM25 over title and text, k1 0.9, b 0.4.</summary>
    [SharedTestSetFact("cranfield")]
    public async Task Plain_BM25_on_cranfield_agrees_with_the_reference_figure()
    {
        var settings = BotSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([.. PlainRanking.Settings, new("Retrieval:K1", "0.9"), new("Retrieval:B", "0.4")]).Build());
        var options = new EvaluationOptions
        {
            Out = Path.Combine(_folder.Path, "out"),
            Cache = Path.Combine(_folder.Path, "cache"),
            DefaultIndex = Path.Combine(_folder.Path, "index"),
            Seeds = Path.Combine(_folder.Path, "seeds"),
            RetrievalOnly = true,
        };

        var report = await new Evaluator(settings, options, TimeProvider.System).RunAsync(SharedTestSetFactAttribute.Folder("cranfield"));

        Assert.InRange(report.Estimates[QuestionMeasure.Ndcg10].Value, 0.330, 0.360);
    }

    public void Dispose() => _folder.Dispose();
}
