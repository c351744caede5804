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
