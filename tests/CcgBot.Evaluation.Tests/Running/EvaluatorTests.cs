using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Hosting;

namespace CcgBot.Evaluation.Tests.Running;

/// <summary>Whole runs over a small set, from files to scores.</summary>
public sealed class EvaluatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EvaluatorTests()
    {
        _folder.Write(
            "set/corpus.jsonl",
            """{"_id":"tea","title":"Tea","text":"Tea was first drunk in China. The leaves are steeped in hot water."}""",
            """{"_id":"bad"}""",
            """{"_id":"coffee","title":"Coffee","text":"Coffee was first grown in Ethiopia. The beans are roasted and ground."}""");
        _folder.Write("set/qrels.tsv", "query-id\tcorpus-id\tscore", "1\ttea\t1", "2\tcoffee\t1");
        _folder.Write(
            "set/queries.jsonl",
            """{"_id":"1","text":"Where was tea first drunk?","answers":["China"],"answerable":true}""",
            """{"_id":"2","text":"Where was coffee first grown?","answers":["Ethiopia"],"answerable":true}""",
            """{"_id":"3","text":"zebra","answers":[],"answerable":false}""");
    }

    [Fact]
    public async Task Scores_a_folder_and_names_the_corpus_line_it_left_out()
    {
        var report = await Evaluator().RunAsync(Set);

        Assert.Equal(1, report.Estimates[QuestionMeasure.Ndcg10].Value);
        Assert.Equal(2, report.Estimates[QuestionMeasure.Ndcg10].Count);
        Assert.Equal(3, report.Counts.Questions);
        Assert.Equal(0, report.Counts.Failed);
        Assert.Equal(2, Assert.Single(report.Problems).Line);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "out", "set", "run.trec")));
    }

    [Fact]
    public async Task A_second_run_uses_the_index_built_by_the_first_and_says_the_same()
    {
        var first = await Evaluator().RunAsync(Set);
        var built = Directory.GetDirectories(Path.Combine(_folder.Path, "cache"));
        var second = await Evaluator().RunAsync(Set);

        Assert.Equal(built, Directory.GetDirectories(Path.Combine(_folder.Path, "cache")));
        Assert.Equal(first.Problems, second.Problems);
        Assert.Equal(first.Questions.Select(question => question.Found), second.Questions.Select(question => question.Found));
    }

    [Fact]
    public async Task Removed_gold_is_not_found_and_not_cited()
    {
        var report = await Evaluator(options => options with { GoldRemoved = true }).RunAsync(Set);

        Assert.Equal(["1", "1~removed", "2", "2~removed"], report.Questions.Select(question => question.Scored.Id));
        Assert.DoesNotContain("tea", report.Questions[1].Found);
        Assert.DoesNotContain(report.Questions[1].Citations, citation => citation.Document == "tea");
        Assert.Contains("tea", report.Questions[0].Found);
    }

    [Fact]
    public async Task Strict_stops_at_a_bad_line()
    {
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => Evaluator(options => options with { Strict = true }).RunAsync(Set));

        Assert.Contains("corpus.jsonl:2: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_quotes_are_judged_paragraphs_of_the_articles_that_hold_them()
    {
        _folder.Write("seeds/a.txt", "A title", "", "The first paragraph is about tea and is long enough to be one.", "", "The second paragraph speaks of coffee at some length as well.");
        var set = _folder.Write(
            "questions.jsonl",
            """{"id":"1","question":"What speaks of coffee?","answers":["second paragraph"],"answerable":true,"evidence":[{"article":"a","quote":"speaks of coffee"}]}""",
            """{"id":"2","question":"What is lost?","answers":["x"],"answerable":true,"evidence":[{"article":"a","quote":"not in it"}]}""");

        var report = await Evaluator().RunAsync(set);

        Assert.Equal("a#p2", Assert.Single(report.Questions[0].Relevant));
        Assert.Contains("\"not in it\" stands in no paragraph of a", Assert.Single(report.Problems).Problem, StringComparison.Ordinal);
        Assert.Equal(1, report.Questions[0].Scored.Scores[QuestionMeasure.Recall10]);
        Assert.Equal(["2"], report.LeftOut);
        Assert.Equal(1, report.Counts.Questions);
    }

    [Fact]
    public async Task A_quote_of_a_wrapped_file_is_found_over_its_line_ends()
    {
        _folder.Write("seeds/a.txt", "A title", "", "The first paragraph is about tea and", "is long enough  to be one.");
        var set = _folder.Write("questions.jsonl", """{"id":"1","question":"What is it about?","evidence":[{"article":"a","quote":"about tea and is long\nenough to be"}]}""");

        var report = await Evaluator().RunAsync(set);

        Assert.Equal("a#p1", Assert.Single(report.Questions[0].Relevant));
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task A_judged_document_that_the_corpus_lacks_is_named_and_its_question_not_scored_0()
    {
        var qrels = _folder.Write("set/qrels.tsv", "query-id\tcorpus-id\tscore", "1\ttea\t1", "1\tlost\t1", "2\tgone\t1");

        var report = await Evaluator().RunAsync(Set);

        Assert.Equal([$"{qrels}:3", $"{qrels}:4"], report.Problems.Where(problem => problem.File == qrels).Select(problem => $"{problem.File}:{problem.Line}"));
        Assert.Equal(["2"], report.LeftOut);
        Assert.Equal(1, report.Estimates[QuestionMeasure.Recall100].Value);
        Assert.Equal(1, report.Estimates[QuestionMeasure.Recall100].Count);
    }

    [Fact]
    public async Task An_article_that_stands_twice_in_the_corpus_is_named()
    {
        _folder.Write("set/corpus.jsonl", """{"_id":"tea","title":"Tea","text":"One."}""", """{"_id":"coffee","title":"Coffee","text":"Two."}""", """{"_id":"tea","title":"Tea","text":"Three."}""");

        var problem = Assert.Single((await Evaluator().RunAsync(Set)).Problems);

        Assert.Equal(3, problem.Line);
        Assert.Contains("id 'tea' is taken by", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_without_a_question_is_none() =>
        Assert.Contains("has no question to ask", (await Assert.ThrowsAsync<InvalidDataException>(() => Evaluator().RunAsync(_folder.Write("empty.csv", "question,answer")))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Ranking_only_scores_rankings_alone()
    {
        var report = await Evaluator(options => options with { RetrievalOnly = true, Limit = 2 }).RunAsync(Set);

        Assert.Equal(2, report.Counts.Questions);
        Assert.Contains(QuestionMeasure.Map, report.Estimates.Keys);
        Assert.DoesNotContain(QuestionMeasure.Containment, report.Estimates.Keys);
    }

    [Fact]
    public async Task A_report_reads_back_as_it_was_saved_and_its_page_needs_no_other_file()
    {
        var set = await Evaluator().RunAsync(Set);
        var report = new EvaluationReport(DateTimeOffset.UnixEpoch, new Dictionary<string, string> { ["Retrieval:K1"] = "1.2" }, [set]);
        report.Save(Path.Combine(_folder.Path, EvaluationReport.FileName));

        var loaded = EvaluationReport.Load(_folder.Path);

        Assert.Equal(set.Estimates, loaded.Sets[0].Estimates);
        Assert.Equal(HtmlReport.Of(report), HtmlReport.Of(loaded));
        var page = HtmlReport.Of(loaded);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.Contains(ReportPage.Questions(page), question => question.GetProperty("question").GetString() == "Where was tea first drunk?");
    }

    public void Dispose() => _folder.Dispose();

    private string Set => Path.Combine(_folder.Path, "set");

    private Evaluator Evaluator(Func<EvaluationOptions, EvaluationOptions>? change = null)
    {
        var options = new EvaluationOptions
        {
            Out = Path.Combine(_folder.Path, "out"),
            Cache = Path.Combine(_folder.Path, "cache"),
            DefaultIndex = Path.Combine(_folder.Path, "index"),
            Seeds = Path.Combine(_folder.Path, "seeds"),
            Threads = 2,
        };
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false; // the encoder comes by npm; these tests need nothing installed
        return new Evaluator(settings, change?.Invoke(options) ?? options, TimeProvider.System);
    }
}
