using System.IO.Compression;
using System.Text;
using CcgBot.Answering;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.TestSets;

/// <summary>Test sets as they are published, plain and gzipped, and what is said of those that are not in order.</summary>
public sealed class PublishedLayoutsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_BEIR_folder_is_asked_the_questions_of_one_split()
    {
        Beir();

        var test = TestSetReader.Read(_folder.Path);
        var dev = TestSetReader.Read(_folder.Path, new TestSetOptions { Split = "dev" });

        Assert.Equal(["q1"], test.Questions.Select(question => question.Id));
        Assert.Equal(["q2"], dev.Questions.Select(question => question.Id));
        Assert.Equal(2, dev.Qrels.Of("q2")!["d2"]);
        Assert.Empty(test.Problems);
        Assert.NotNull(test.Corpus);
    }

    [Fact]
    public void A_split_that_is_not_there_is_answered_with_those_that_are()
    {
        Beir();

        var error = Assert.Throws<InvalidDataException>(() => TestSetReader.Read(_folder.Path, new TestSetOptions { Split = "trial" }));

        Assert.Contains("no split \"trial\": name one with --split: dev, test", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_of_a_BEIR_folder_may_be_gzipped()
    {
        Beir();
        foreach (var name in (string[])["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
        {
            Gzip(name);
        }

        var set = TestSetReader.Read(_folder.Path);

        Assert.Equal(["q1"], set.Questions.Select(question => question.Id));
        Assert.Equal(1, set.Qrels.Of("q1")!["d1"]);
        using var corpus = new StringWriter();
        set.Corpus!.WriteJsonLines!(corpus);
        Assert.Equal(2, corpus.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(null, "airport security")]
    [InlineData(TopicField.Description, "Which measures make airports safer?")]
    public void Reads_TREC_topics_in_SGML(TopicField? field, string asked)
    {
        _folder.Write("topics.txt", "<top>", "<num> Number: 341 ", "<title> airport", "security", "<desc> Description:", "Which measures make airports safer?", "<narr> Narrative:", "None.", "</top>",
            "<top>", "<num> Number: 342", "<title> dams", "<desc> Description:", "Which measures make airports safer?", "</top>");
        _folder.Write("qrels.txt", "341 0 d1 1", "341 0 d2 0", "342 0 d2 2");

        var set = TestSetReader.Read(_folder.Path, new TestSetOptions { TopicField = field });

        Assert.Equal(["341", "342"], set.Questions.Select(question => question.Id));
        Assert.Equal(asked, set.Questions[0].Text);
        Assert.Equal(10, set.Questions[1].Line);
        Assert.Equal(0, set.Qrels.Of("341")!["d2"]);
    }

    [Fact]
    public void Reads_TREC_topics_in_XML_and_as_lines()
    {
        var xml = _folder.Write("round1.xml", "<topics task=\"x\">", "<topic number=\"7\"><query>fever</query><question>What lowers a fever?</question></topic>", "<topic number=\"8\">A free text.</topic>", "</topics>");
        var lines = _folder.Write("topics.tsv", "11\twhat is a dam", "12\twho built it");

        var title = TestSetReader.Read(xml);
        var description = TestSetReader.Read(xml, new TestSetOptions { TopicField = TopicField.Description });
        var plain = TestSetReader.Read(lines);

        Assert.Equal(["fever", "A free text."], title.Questions.Select(question => question.Text));
        Assert.Equal("What lowers a fever?", description.Questions[0].Text);
        Assert.Equal([("11", "what is a dam"), ("12", "who built it")], plain.Questions.Select(question => (question.Id, question.Text)));
    }

    [Fact]
    public void Reads_SQuAD_1_where_every_question_has_an_answer()
    {
        _folder.Write("train.json", """{"version":"1.1","data":[{"title":"Oil","paragraphs":[{"context":"It began in 1973.","qas":[{"id":"a","question":"When?","answers":[{"text":"1973","answer_start":12}]}]}]}]}""");
        Gzip("train.json");

        var set = TestSetReader.Read(Path.Combine(_folder.Path, "train.json.gz"));

        Assert.Equal("train", set.Name);
        Assert.True(Assert.Single(set.Questions).Answerable);
    }

    [Fact]
    public void Reads_BioASQ()
    {
        var path = _folder.Write("golden.json", """
            {"questions":[
             {"id":"1","type":"factoid","body":"Which gene?","exact_answer":[["BRCA1","breast cancer 1"]],"ideal_answer":["It is BRCA1."],"documents":["http://www.ncbi.nlm.nih.gov/pubmed/123"]},
             {"id":"2","type":"list","body":"Which two?","exact_answer":[["one","1"],["two"]],"documents":[]},
             {"id":"3","type":"summary","body":"Why?","ideal_answer":"Because."}]}
            """);

        var set = TestSetReader.Read(path);

        Assert.Equal(["BRCA1", "breast cancer 1"], set.Questions[0].Answers);
        Assert.Equal(1, set.Qrels.Of("1")!["123"]);
        Assert.Equal(["one", "two"], set.Questions[1].AnswersAll);
        Assert.Equal(["Because."], set.Questions[2].Answers);
    }

    [Fact]
    public void Reads_MTRAG_tasks_and_queries()
    {
        var tasks = _folder.Write("tasks.jsonl", """{"task_id":"c<::>2","input":[{"speaker":"user","text":"Who led it?"},{"speaker":"agent","text":"Ann."},{"speaker":"user","text":"And when?"}],"targets":[{"speaker":"agent","text":"In 1973."}],"contexts":[{"document_id":"p1"}],"Answerability":["ANSWERABLE"]}""");
        var queries = _folder.Write("dialogues.jsonl", """{"_id":"c<::>2","text":"|user|: Who led it?\n|user|: And when?"}""");

        var task = TestSetReader.Read(tasks);
        var query = TestSetReader.Read(queries);

        Assert.Equal(("And when?", true), (task.Questions[0].Text, task.Questions[0].Answerable));
        Assert.Equal([new Turn(Role.User, "Who led it?"), new Turn(Role.Assistant, "Ann.")], task.Questions[0].History);
        Assert.Equal(1, task.Qrels.Of("c<::>2")!["p1"]);
        Assert.Equal(("And when?", "Who led it?"), (query.Questions[0].Text, query.Questions[0].History[0].Content));
    }

    [Theory]
    [InlineData("comma.csv", "question,answer\n\"Who, and when?\",Ann\n")]
    [InlineData("semicolon.csv", "question;answer\n\"Who, and when?\";Ann\n")]
    [InlineData("tabs.tsv", "question\tanswer\nWho, and when?\tAnn\n")]
    [InlineData("tabs.csv", "answer\tquestion\r\nAnn\t\"Who, and when?\"\r\n")]
    [InlineData("single.csv", "'question','answer'\n'Who, and when?','Ann'\n")]
    public void Finds_the_delimiter_and_the_quotation_marks(string name, string content)
    {
        var set = TestSetReader.Read(_folder.Write(name, content));

        Assert.Equal(("Who, and when?", "Ann"), (set.Questions[0].Text, set.Questions[0].Answers[0]));
        Assert.Empty(set.Problems);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Finds_the_encoding(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Path.Combine(_folder.Path, "set.csv");
        const string text = "question,answer\nOù est née la reine Élisabeth?,à Londres\nQui a créé le musée près du château?,André Café\nQuand la forêt a-t-elle brûlé?,en été\n";
        File.WriteAllBytes(path, [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]);

        var set = TestSetReader.Read(path);

        Assert.Equal(("Où est née la reine Élisabeth?", "à Londres"), (set.Questions[0].Text, set.Questions[0].Answers[0]));
    }

    [Fact]
    public void An_encoding_that_can_not_be_read_is_an_error_that_names_the_line()
    {
        var path = Path.Combine(_folder.Path, "set.csv");
        File.WriteAllBytes(path, [.. "question,answer\nWho?,Ann\n"u8, 0xFF, 0x00, 0x9D, 0x81, 0x00, (byte)'\n']);

        var error = Assert.Throws<InvalidDataException>(() => TestSetReader.Read(path));

        Assert.Contains("set.csv:3: not UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_too_many_fields_is_shown_and_one_with_empty_ones_more_is_not()
    {
        var set = TestSetReader.Read(_folder.Write("set.csv", "question,answer", "Who, and when?,Ann", "Why?,So,,"));

        var problem = Assert.Single(set.Problems);
        Assert.Equal(2, problem.Line);
        Assert.Contains("3 fields where the heading has 2", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("Who, and when?,Ann", problem.Problem, StringComparison.Ordinal);
        Assert.Equal("Why?", Assert.Single(set.Questions).Text);
    }

    [Fact]
    public void Judgements_of_unknown_questions_are_named_with_their_line()
    {
        _folder.Write("queries.jsonl", """{"_id":"1","text":"Q"}""");
        var qrels = _folder.Write("qrels.tsv", "query-id\tcorpus-id\tscore", "1\td1\t1", "9\td1\t1");

        var problem = Assert.Single(TestSetReader.Read(_folder.Path).Problems);

        Assert.Equal((qrels, 3), (problem.File, problem.Line));
        Assert.Contains("the question \"9\", which queries.jsonl does not have", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubled_ids_are_named_in_every_layout()
    {
        var csv = TestSetReader.Read(_folder.Write("set.csv", "id,question", "1,Who?", "1,When?"));
        var topics = TestSetReader.Read(_folder.Write("topics.tsv", "1\twho", "1\twhen"));
        var squad = TestSetReader.Read(_folder.Write("squad.json", """{"data":[{"title":"T","paragraphs":[{"context":"C","qas":[{"id":"1","question":"Q"},{"id":"1","question":"R"}]}]}]}"""));

        Assert.All((TestSet[])[csv, topics], set => Assert.Contains("the id \"1\" is on an earlier line too", Assert.Single(set.Problems).Problem, StringComparison.Ordinal));
        Assert.Contains("the id \"1\" belongs to an earlier question too", Assert.Single(squad.Problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gzipped_by_name_only_is_an_error_that_names_it() =>
        Assert.Contains("ends in .gz and is not gzipped", Assert.Throws<InvalidDataException>(() => TestSetReader.Read(_folder.Write("set.csv.gz", "question,answer"))).Message, StringComparison.Ordinal);

    private void Beir()
    {
        _folder.Write("corpus.jsonl", """{"_id":"d1","title":"","text":"x","metadata":{}}""", """{"_id":"d2","title":"","text":"y","metadata":{}}""");
        _folder.Write("queries.jsonl", """{"_id":"q1","text":"one","metadata":{}}""", """{"_id":"q2","text":"two","metadata":{}}""");
        _folder.Write("qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1");
        _folder.Write("qrels/dev.tsv", "query-id\tcorpus-id\tscore", "q2\td2\t2");
    }

    private void Gzip(string name)
    {
        var path = Path.Combine(_folder.Path, name);
        using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            packed.Write(File.ReadAllBytes(path));
        }

        File.Delete(path);
    }
}
