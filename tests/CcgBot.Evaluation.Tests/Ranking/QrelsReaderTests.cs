using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Ranking;

public sealed class QrelsReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Reads_ids_with_spaces_between_tabs()
    {
        var qrels = QrelsReader.Read(_folder.Write("qrels.tsv", "query-id\tcorpus-id\tscore", "q 1\tsome page#e1\t2"), []);

        Assert.Equal(2, qrels.Of("q 1")!["some page#e1"]);
        Assert.Null(qrels.Of("q 2"));
    }

    [Fact]
    public void Reads_trec_qrels() =>
        Assert.Equal(1, QrelsReader.Read(_folder.Write("qrels.txt", "1 0 d1 1"), []).Of("1")!["d1"]);

    [Fact]
    public void Names_bad_and_doubled_lines_and_keeps_the_rest()
    {
        var problems = new List<BadLine>();
        var path = _folder.Write("qrels.tsv", "query-id\tcorpus-id\tscore", "1\td1\tmany", "1\td2\t1", "1\td2\t0");

        var qrels = QrelsReader.Read(path, problems);

        Assert.Equal([2, 4], problems.Select(problem => problem.Line));
        Assert.StartsWith($"{path}:2: ", problems[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(1, qrels.Of("1")!["d2"]);
    }

    public void Dispose() => _folder.Dispose();
}
