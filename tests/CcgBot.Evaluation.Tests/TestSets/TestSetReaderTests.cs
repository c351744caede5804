using CcgBot.Answering;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.TestSets;

public sealed class TestSetReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Reads_a_folder_with_everything_a_question_may_have()
    {
        _folder.Write("corpus.jsonl", """{"_id":"d1","title":"T","text":"x"}""");
        _folder.Write("qrels.tsv", "query-id\tcorpus-id\tscore", "1\td1\t1");
        _folder.Write(
            "queries.jsonl",
            """{"_id":"1","text":"And who led it?","answers":["Ann"],"answersAll":["b","c"],"answerable":true,"scenario":"I am ill.","history":[{"role":"user","content":"Q"},{"role":"assistant","text":"A"}]}""",
            """{"_id":2,"text":"Bare?","answerable":null,"history":null}""");

        var set = TestSetReader.Read(_folder.Path + "/");

        Assert.Equal(Path.GetFileName(_folder.Path), set.Name);
        Assert.NotNull(set.Corpus);
        Assert.Equal(1, set.Qrels.Of("1")!["d1"]);
        var (first, second) = (set.Questions[0], set.Questions[1]);
        Assert.Equal(["Ann"], first.Answers);
        Assert.Equal(["b", "c"], first.AnswersAll);
        Assert.Equal((true, "I am ill."), (first.Answerable, first.Scenario));
        Assert.Equal([new Turn(Role.User, "Q"), new Turn(Role.Assistant, "A")], first.History);
        Assert.Equal(("2", null, 0), (second.Id, second.Answerable, second.History.Count));
        Assert.Empty(set.Problems);
    }

    [Fact]
    public void Reads_questions_with_evidence_quotes_and_leaves_other_evidence_alone()
    {
        var path = _folder.Write(
            "questions.jsonl",
            """{"id":"1","question":"Who?","evidence":[{"article":"a","quote":"q"}]}""",
            """{"id":"2","question":"What?","evidence":[{"follow_up_question":"x"}]}""");

        var set = TestSetReader.Read(path);

        Assert.Equal([new EvidenceQuote("a", "q")], set.Questions[0].Evidence);
        Assert.Empty(set.Questions[1].Evidence);
        Assert.Null(set.Corpus);
    }

    [Fact]
    public void Names_bad_lines_by_file_and_number_and_keeps_the_rest()
    {
        var path = _folder.Write(
            "queries.jsonl",
            """{"_id":"1","text":"Good?"}""",
            "not json",
            """{"_id":"3"}""",
            "",
            """{"_id":"1","text":"Again?"}""",
            """{"_id":"6","text":"Q","answerable":"perhaps"}""",
            """{"_id":"7","text":"Q","history":[{"role":"system","content":"x"}]}""",
            """{"_id":"8","text":"half a pair: \ud800"}""",
            """{"_id":"9","text":"Good too?"}""");

        var set = TestSetReader.Read(_folder.Path);

        Assert.Equal(["1", "9"], set.Questions.Select(question => question.Id));
        Assert.Equal([2, 3, 5, 6, 7, 8], set.Problems.Select(problem => problem.Line));
        Assert.All(set.Problems, problem => Assert.Equal(path, problem.File));
        Assert.Contains("\"text\" is missing", set.Problems[1].Problem, StringComparison.Ordinal);
        Assert.Contains("\"system\"", set.Problems[4].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_SQuAD_2_with_its_contexts_as_corpus()
    {
        var path = _folder.Write("dev.json", """
            {"version":"v2.0","data":[{"title":"Oil_crisis","paragraphs":[{"context":"It began in 1973.","qas":[
              {"id":"a","question":"When?","is_impossible":false,"answers":[{"text":"1973","answer_start":12},{"text":"1973","answer_start":12}]},
              {"id":"b","question":"Why?","is_impossible":true,"answers":[],"plausible_answers":[{"text":"1973","answer_start":12}]}]}]}]}
            """);

        var set = TestSetReader.Read(path);

        Assert.Equal(["1973"], set.Questions[0].Answers);
        Assert.Equal([true, false], set.Questions.Select(question => question.Answerable));
        Assert.Equal(1, set.Qrels.Of("a")!["Oil_crisis:p1"]);
        Assert.Null(set.Qrels.Of("b"));
        using var corpus = new StringWriter();
        set.Corpus!.WriteJsonLines!(corpus);
        Assert.Equal("""{"_id":"Oil_crisis:p1","title":"Oil crisis","text":"It began in 1973."}""", corpus.ToString().Trim());
    }

    [Fact]
    public void Reads_CSV_with_quotation_marks_line_ends_and_several_answers()
    {
        var path = _folder.Write("set.csv", "id;Question;Expected answer;answerable", "x;\"Who said \"\"no\"\";\nand when?\";Ann|1973;", ";Why?;;false", ";;lost;true");

        var set = TestSetReader.Read(path);

        Assert.Equal("Who said \"no\";\nand when?", set.Questions[0].Text);
        Assert.Equal(["Ann", "1973"], set.Questions[0].Answers);
        Assert.Equal((("4", false)), (set.Questions[1].Id, set.Questions[1].Answerable));
        Assert.Equal(5, Assert.Single(set.Problems).Line);
    }

    [Theory]
    [InlineData("set.csv", "question,answer\n\"never closed,x\n", "line 2 is never closed")]
    [InlineData("set.csv", "ask,answer\n", "no column \"question\"")]
    [InlineData("set.json", "[1", "not valid JSON")]
    [InlineData("set.json", "{\"data\":1}", "not SQuAD 2.0")]
    [InlineData("set.txt", "x", "is no test set")]
    public void Says_what_is_wrong_with_a_file_that_is_none(string name, string content, string message)
    {
        var path = _folder.Write(name, content);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => TestSetReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_sets_stands_for_every_set_in_it()
    {
        _folder.Write("sets/b/queries.jsonl", """{"_id":"1","text":"Q"}""");
        _folder.Write("sets/a/questions.jsonl", """{"id":"1","question":"Q"}""");
        _folder.Write("sets/notes/README.md", "no set");
        string At(string name) => Path.Combine(_folder.Path, "sets", name);

        Assert.Equal([At("a"), At("b")], TestSetReader.Find(Path.Combine(_folder.Path, "sets")));
        Assert.Equal([At("a")], TestSetReader.Find(At("a")));
        Assert.Equal([At("notes")], TestSetReader.Find(At("notes")));
        Assert.Equal([At("none")], TestSetReader.Find(At("none")));
    }

    [Fact]
    public void Says_so_when_there_is_nothing_at_a_path() =>
        Assert.Contains("no test set", Assert.Throws<InvalidDataException>(() => TestSetReader.Read(Path.Combine(_folder.Path, "none"))).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
