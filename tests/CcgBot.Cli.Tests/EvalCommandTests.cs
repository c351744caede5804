using System.Diagnostics;
using System.Globalization;
using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

/// <summary>The built program's <c>eval</c> and <c>compare</c> over small test sets.</summary>
public sealed class EvalCommandTests : IDisposable
{
    private readonly Ccgbot _ccgbot = new();

    public void Dispose() => _ccgbot.Dispose();

    [Fact]
    public void One_command_scores_every_set_of_a_folder_into_one_report()
    {
        Drinks("sets/drinks");
        _ccgbot.Write("sets/towns/corpus.jsonl", """{"_id":"oslo","title":"Oslo","text":"Oslo was founded in 1040 by Harald."}""");
        _ccgbot.Write("sets/towns/queries.jsonl", """{"_id":"1","text":"When was Oslo founded?","answers":["1040"],"answerable":true}""");
        _ccgbot.Write("sets/towns/qrels.tsv", "query-id\tcorpus-id\tscore", "1\toslo\t1");

        var run = Eval("sets", "--run", _ccgbot.At("all.trec"));

        Assert.Equal(0, run.Exit);
        Assert.Matches("(?s)drinks: 3 questions.*towns: 1 questions.*macro average", run.Out);
        Assert.Contains("report.html", run.Err);
        var page = File.ReadAllText(_ccgbot.At("out/report.html"));
        Assert.Contains("<h2>drinks</h2>", page);
        Assert.Contains("<h2>towns</h2>", page);
        Assert.Contains("1 Q0 oslo 1 ", File.ReadAllText(_ccgbot.At("all.trec")));
        Assert.True(File.Exists(_ccgbot.At("out/towns/run.trec")));
    }

    [Fact]
    public void The_scores_come_as_JSON_too()
    {
        Drinks("drinks");

        var scores = Eval("drinks", "--json").Json.GetProperty("sets")[0];

        Assert.Equal("drinks", scores.GetProperty("name").GetString());
        Assert.Equal(1, scores.GetProperty("estimates").GetProperty("ndcg@10").GetProperty("value").GetDouble());
        Assert.Equal(2, scores.GetProperty("estimates").GetProperty("ndcg@10").GetProperty("count").GetInt32());
        Assert.Equal(0, scores.GetProperty("counts").GetProperty("clarified").GetInt32());
    }

    [Fact]
    public void Bad_lines_are_named_by_file_and_number_and_the_rest_is_scored()
    {
        Drinks("drinks");
        File.AppendAllText(_ccgbot.At("drinks/queries.jsonl"), "no json\n");
        File.AppendAllText(_ccgbot.At("drinks/corpus.jsonl"), "{\"_id\":\"bare\"}\n");
        File.AppendAllText(_ccgbot.At("drinks/qrels.tsv"), "1\ttea\n");

        var run = Eval("drinks");

        Assert.Equal(1, run.Exit);
        Assert.Contains("drinks/queries.jsonl:4: ", run.Err);
        Assert.Contains("drinks/corpus.jsonl:3: ", run.Err);
        Assert.Contains("drinks/qrels.tsv:4: ", run.Err);
        Assert.Contains("drinks: 3 questions", run.Out);
        Assert.Contains("; 3 lines left out", run.Out);
    }

    [Fact]
    public void A_question_whose_document_is_lost_is_left_out_and_said()
    {
        Drinks("drinks");
        _ccgbot.Write("drinks/qrels.tsv", "query-id\tcorpus-id\tscore", "1\ttea\t1", "2\tcocoa\t1", "9\ttea\t1");

        var run = Eval("drinks");

        Assert.Equal(1, run.Exit);
        Assert.Contains("drinks/qrels.tsv:3: the corpus has no document \"cocoa\", judged for question 2", run.Err);
        Assert.Contains("drinks/qrels.tsv:4: tea is judged for the question \"9\", which queries.jsonl does not have", run.Err);
        Assert.Contains("drinks: 1 question is left out, because nothing judged relevant to it stands in the corpus: 2", run.Err);
        Assert.Contains("drinks: 2 questions", run.Out);
    }

    [Fact]
    public void Strict_stops_at_a_bad_line_and_names_it()
    {
        Drinks("drinks");
        File.AppendAllText(_ccgbot.At("drinks/queries.jsonl"), "no json\n");

        var run = Eval("drinks", "--strict");

        Assert.Equal(2, run.Exit);
        Assert.Contains("drinks/queries.jsonl:4: ", run.Err);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void Both_probes_add_their_hard_negatives()
    {
        Drinks("drinks");
        _ccgbot.Write("other.csv", "question,answer", "Who wrote the opera Tosca?,Puccini", "How high is Snowdon?,1085 metres");

        var removed = Eval("drinks", "--probe", "gold-removed", "--json").Json.GetProperty("sets")[0];
        var foreign = Eval("drinks", "--probe", "foreign=" + _ccgbot.At("other.csv"), "--json").Json.GetProperty("sets")[0];

        Assert.Equal("drinks+gold-removed", removed.GetProperty("name").GetString());
        Assert.Equal(4, removed.GetProperty("counts").GetProperty("questions").GetInt32());
        Assert.True(removed.GetProperty("estimates").TryGetProperty("auroc", out _));
        Assert.Equal("drinks+foreign-other", foreign.GetProperty("name").GetString());
        Assert.Equal(4, foreign.GetProperty("counts").GetProperty("questions").GetInt32());
    }

    [Fact]
    public void SQuAD_CSV_and_question_lines_are_read_as_they_are()
    {
        _ccgbot.Write("squad.json", """
            {"version":"v2.0","data":[{"title":"Oil","paragraphs":[{"context":"The oil crisis began in 1973 after an embargo.","qas":[
              {"id":"a","question":"When did the oil crisis begin?","is_impossible":false,"answers":[{"text":"1973","answer_start":24}]},
              {"id":"b","question":"Who ended the war?","is_impossible":true,"answers":[]}]}]}]}
            """);
        _ccgbot.Write("asked.csv", "question,answer", "Who led the research?,Kath Checkland");
        _ccgbot.Write("lines.jsonl", """{"id":"1","question":"Who led the research?","answers":["Checkland"],"answerable":true,"evidence":[{"article":"001_d410f58d39418b5e","quote":"Kath Checkland"}]}""");

        var sets = RunEval(["squad.json", "asked.csv", "lines.jsonl"], "--json").Json.GetProperty("sets");

        Assert.Equal(["squad", "asked", "lines"], sets.EnumerateArray().Select(set => set.GetProperty("name").GetString()));
        Assert.All(sets.EnumerateArray(), set => Assert.Equal(0, set.GetProperty("counts").GetProperty("failed").GetInt32()));
        Assert.Equal(1, sets[0].GetProperty("estimates").GetProperty("ndcg@10").GetProperty("value").GetDouble());
        Assert.Equal(1, sets[1].GetProperty("estimates").GetProperty("containment").GetProperty("count").GetInt32());
        Assert.Equal(1, sets[2].GetProperty("estimates").GetProperty("recall@10").GetProperty("count").GetInt32());
    }

    [Fact]
    public void History_and_scenario_can_be_switched_off()
    {
        Drinks("drinks");
        _ccgbot.Write(
            "drinks/queries.jsonl",
            """{"_id":"1","text":"And where?","history":[{"role":"user","content":"When was coffee first grown?"}]}""",
            """{"_id":"2","text":"What suits best?","scenario":"I only like tea steeped in hot water."}""");

        Eval("drinks", "--retrieval-only", "--no-history", "--no-scenario", "--out", _ccgbot.At("bare"));
        Eval("drinks", "--retrieval-only");

        Assert.Contains("\"ranking\":[]", Results("bare", "1"));
        Assert.Contains("\"ranking\":[{\"document\":\"coffee\"", Results("out", "1"));
        Assert.Contains("\"ranking\":[{\"document\":\"tea\"", Results("out", "2"));
        Assert.Contains("\"ranking\":[]", Results("bare", "2"));
    }

    [Fact]
    public void Plain_is_BM25_alone_and_a_setting_beside_it_wins()
    {
        Drinks("drinks");

        var run = Eval("drinks", "--plain", "--retrieval-only", "--set", "Retrieval:AcronymWeight=0.5", "--set", "Retrieval:K1=1.2");

        Assert.Equal(0, run.Exit);
        Assert.Contains("--plain", File.ReadAllText(_ccgbot.At("out/report.json")));
    }

    [Theory]
    [InlineData("there is no such thing", "no test set", "nothing-there")]
    [InlineData("an empty folder", "has queries.jsonl or questions.jsonl", "empty")]
    [InlineData("a probe of no kind", "--probe: give gold-removed or one foreign=SET", "drinks", "--probe", "silver")]
    [InlineData("an address that is none", "give an address such as", "drinks", "--endpoint", "localhost")]
    [InlineData("a setting out of range", "Retrieval:B", "drinks", "--set", "Retrieval:B=7")]
    [InlineData("a setting without a value", "write Section:Key=value", "drinks", "--set", "Retrieval")]
    [InlineData("a setting that is none", "There is no setting Retrieval:K2. The nearest is Retrieval:K1.", "drinks", "--set", "Retrieval:K2=7")]
    [InlineData("a section that is none", "There is no setting Speed:Limit. The nearest is ", "drinks", "--set", "Speed:Limit=7")]
    [InlineData("a set without a question", "has no question to ask", "asked.csv")]
    [InlineData("a split that is not there", "has no split \"dev\"", "drinks", "--split", "dev")]
    [InlineData("an option of no kind", "--fast", "drinks", "--fast")]
    public void Misuse_ends_with_2_and_one_line_that_says_what_to_do(string what, string message, params string[] arguments)
    {
        Drinks("drinks");
        Directory.CreateDirectory(_ccgbot.At("empty"));
        _ccgbot.Write("asked.csv", "question,answer");

        var run = Eval(arguments[0], arguments[1..]);

        Assert.True(run.Exit == 2, $"{what}: exit {run.Exit}");
        Assert.Contains(message, run.Err);
        Assert.DoesNotContain("   at ", run.Err);
        Assert.Empty(run.Out);
    }

    [Fact]
    public void A_host_that_is_not_there_fails_each_question_and_says_so_once()
    {
        Drinks("drinks");

        var run = Eval("drinks", "--endpoint", "http://127.0.0.1:9");

        Assert.Equal(1, run.Exit);
        Assert.Contains("drinks: 3 failed, first 1: ", run.Err);
        Assert.Contains("its ranking, so that nDCG, recall, MRR and MAP are not measured", run.Err);
    }

    [Fact]
    public void A_run_is_repeated_from_its_report_with_its_settings()
    {
        Drinks("drinks");
        Eval("drinks", "--retrieval-only", "--limit", "2", "--set", "Retrieval:K1=1.2", "--set", "Retrieval:Dense:Enabled=false");

        var again = _ccgbot.Run(["eval", "--like", _ccgbot.At("out/report.json"), "--out", _ccgbot.At("again")]);
        var other = _ccgbot.Run(["eval", "--like", _ccgbot.At("out"), "--out", _ccgbot.At("other"), "--set", "Retrieval:K1=0.5", "--limit", "1"]);

        Assert.Equal(0, again.Exit);
        Assert.DoesNotContain("Unlike the run repeated", again.Err);
        Assert.Contains("drinks: 2 questions", again.Out);
        var (first, second) = (Report("out"), Report("again"));
        Assert.Equal("1.2", second.GetProperty("run").GetProperty("settings").GetProperty("Retrieval:K1").GetString());
        foreach (var name in (string[])["sets", "options", "settings", "weights", "program", "machine", "seed"])
        {
            Assert.Equal(first.GetProperty("run").GetProperty(name).GetRawText(), second.GetProperty("run").GetProperty(name).GetRawText());
        }

        Assert.Equal(first.GetProperty("sets")[0].GetProperty("hashes").GetRawText(), second.GetProperty("sets")[0].GetProperty("hashes").GetRawText());
        Assert.Contains("Unlike the run repeated: setting Retrieval:K1: 1.2 then, 0.5 now", other.Err);
        Assert.Contains("drinks: 1 questions", other.Out);
    }

    [Fact]
    public void A_report_says_all_that_the_run_depended_on()
    {
        Drinks("drinks");

        Eval("drinks");

        var page = File.ReadAllText(_ccgbot.At("out/report.html"));
        Assert.Contains("How it was run", page);
        Assert.Contains("settings in force", page);
        Assert.Contains("Answering:Threshold", page);
        Assert.Contains("Answers 100 % of what it can and 0 % of what it can’t.", page);
        var run = Report("out").GetProperty("run");
        Assert.True(run.GetProperty("ended").GetDateTimeOffset() > run.GetProperty("started").GetDateTimeOffset());
    }

    [Fact]
    public void Calibrate_finds_the_threshold_and_writes_it_where_every_host_reads_it()
    {
        Drinks("drinks");

        var said = Calibrate("--dry-run");
        Assert.Equal(0, said.Exit);
        Assert.Contains("Threshold ", said.Out);
        Assert.Contains("Expected of other questions like these: answered ", said.Out);
        Assert.Contains("Only ", said.Out);
        Assert.DoesNotContain("Written to", said.Out);

        var file = _ccgbot.Write("settings.json", """{ "Retrieval": { "K1": 0.8 }, "Answering": { "Paragraphs": 4, "Threshold": 0.9 } }""");
        Assert.Contains($"Written to {file}: ", Calibrate("--write-to", file).Out);
        var settings = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        Assert.InRange(settings.GetProperty("Answering").GetProperty("Threshold").GetDouble(), 0, 0.899);
        Assert.Equal((4, 0.8), (settings.GetProperty("Answering").GetProperty("Paragraphs").GetInt32(), settings.GetProperty("Retrieval").GetProperty("K1").GetDouble()));

        var commented = _ccgbot.Write("commented.json", "{ // mine", "}");
        Assert.Contains("is left as it is. Write into it: \"Answering\"", Calibrate("--write-to", commented).Err);
        Assert.Equal(2, Calibrate("--max-wrong", "150%").Exit);

        CliResult Calibrate(params string[] arguments) =>
            _ccgbot.Run(["calibrate", _ccgbot.At("drinks"), "--out", _ccgbot.At("calibrated"), .. arguments.Contains("--max-wrong") ? [] : (string[])["--max-wrong", "10%"], .. arguments]);
    }

    [Fact]
    public void A_gate_of_non_inferiority_fails_until_the_interval_rules_a_loss_out()
    {
        Drinks("drinks");
        Eval("drinks", "--out", _ccgbot.At("a"));
        Eval("drinks", "--out", _ccgbot.At("b"));

        var same = _ccgbot.RunBare(["compare", _ccgbot.At("a"), _ccgbot.At("b"), "--out", _ccgbot.At("compared"), "--fail-if", "nDCG@10 may be worse by 0.01"]);

        Assert.Equal(0, same.Exit);
        Assert.Contains("after Holm's correction", same.Out);
    }

    [Fact]
    public async Task An_interrupted_run_goes_on_where_it_stopped()
    {
        Drinks("many");
        _ccgbot.Write("many/queries.jsonl", [.. Enumerable.Range(0, 4000).Select(i => $$"""{"_id":"{{i}}","text":"Where was tea number {{i}} first drunk?"}""")]);
        string[] command = ["eval", _ccgbot.At("many"), "--out", _ccgbot.At("out"), "--threads", "1"];

        using (var process = _ccgbot.StartCommon(command))
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            while (!process.HasExited && Lines("out/many/results.jsonl").Length < 20)
            {
                await Task.Delay(20);
            }

            Interrupt(process);
            await process.WaitForExitAsync();
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("the same command goes on from there", await error);
            Assert.Empty(await output);
        }

        var kept = Lines("out/many/results.jsonl");
        Assert.InRange(kept.Length, 20, 4000);
        Assert.Equal(0, _ccgbot.Run(command).Exit);

        // Each line has the time its question took: the same line is the same asking.
        var all = Lines("out/many/results.jsonl");
        Assert.Equal(4001, all.Length);
        Assert.Subset(all.ToHashSet(), kept.ToHashSet());
    }

    [Fact]
    public void Two_runs_are_compared_and_a_gate_fails_the_build()
    {
        Drinks("drinks");
        Eval("drinks", "--out", _ccgbot.At("a"));
        _ccgbot.Write("drinks/queries.jsonl", """{"_id":"1","text":"Where was coffee first grown?","answers":["China"],"answerable":true}""");
        Eval("drinks", "--out", _ccgbot.At("b"));
        CliResult Compare(params string[] arguments) => _ccgbot.RunBare(["compare", _ccgbot.At("a"), _ccgbot.At("b"), "--out", _ccgbot.At("compared"), .. arguments]);

        var passed = Compare("--fail-if", "ndcg@10 > 0.5");
        var failed = Compare("--fail-if", "ndcg@10 < -0.01", "--json");
        var nothing = Compare("--fail-if", "other:ndcg@10 < 0");

        Assert.Equal(0, passed.Exit);
        Assert.Contains("ndcg@10", passed.Out);
        Assert.Contains("drinks: 1 questions are in both runs, 2 only in the first", passed.Err);
        Assert.Equal(1, failed.Exit);
        Assert.Contains("drinks: ndcg@10 changed by -", failed.Err);
        Assert.True(failed.Json.GetProperty("sets")[0].GetProperty("differences").GetProperty("ndcg@10").GetProperty("difference").GetDouble() < 0);
        Assert.Equal("1", failed.Json.GetProperty("sets")[0].GetProperty("worse")[0].GetProperty("id").GetString());
        // A gate that asks nothing must not pass.
        Assert.Equal(2, nothing.Exit);
        Assert.True(File.Exists(_ccgbot.At("compared/compare.html")));
        Assert.True(File.Exists(_ccgbot.At("compared/compare.json")));
    }

    [Theory]
    [InlineData("there is no run", "There is no run at", "nowhere")]
    [InlineData("a condition on nothing", "there is no measure \"speed\"", "a", "--fail-if", "speed < 1")]
    [InlineData("no condition", "write a condition on a difference", "a", "--fail-if", "ndcg@10")]
    public void Comparing_what_can_not_be_ends_with_2(string what, string message, string second, params string[] arguments)
    {
        Drinks("drinks");
        Eval("drinks", "--out", _ccgbot.At("a"), "--retrieval-only");

        var run = _ccgbot.RunBare(["compare", _ccgbot.At("a"), _ccgbot.At(second), .. arguments]);

        Assert.True(run.Exit == 2, $"{what}: exit {run.Exit}");
        Assert.Contains(message, run.Err);
    }

    private void Drinks(string folder)
    {
        _ccgbot.Write(
            $"{folder}/corpus.jsonl",
            """{"_id":"tea","title":"Tea","text":"Tea was first drunk in China. The leaves are steeped in hot water."}""",
            """{"_id":"coffee","title":"Coffee","text":"Coffee was first grown in Ethiopia. The beans are roasted and ground."}""");
        _ccgbot.Write($"{folder}/qrels.tsv", "query-id\tcorpus-id\tscore", "1\ttea\t1", "2\tcoffee\t1");
        _ccgbot.Write(
            $"{folder}/queries.jsonl",
            """{"_id":"1","text":"Where was tea first drunk?","answers":["China"],"answerable":true}""",
            """{"_id":"2","text":"Where was coffee first grown?","answers":["Ethiopia"],"answerable":true}""",
            """{"_id":"3","text":"zebra","answerable":false}""");
    }

    private System.Text.Json.JsonElement Report(string folder) => System.Text.Json.JsonDocument.Parse(File.ReadAllText(_ccgbot.At($"{folder}/report.json"))).RootElement;

    private CliResult Eval(string set, params string[] arguments) => RunEval([set], arguments);

    private CliResult RunEval(string[] sets, params string[] arguments) =>
        _ccgbot.Run(["eval", .. sets.Select(_ccgbot.At), .. arguments.Contains("--out") ? [] : (string[])["--out", _ccgbot.At("out")], .. arguments]);

    private string Results(string output, string id) =>
        Lines($"{output}/drinks/results.jsonl").Single(line => line.StartsWith($$"""{"id":"{{id}}",""", StringComparison.Ordinal));

    private string[] Lines(string name)
    {
        if (!File.Exists(_ccgbot.At(name)))
        {
            return [];
        }

        // The run still writes to it.
        using var file = new StreamReader(new FileStream(_ccgbot.At(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Ctrl+C; where the tests run in the background of a shell, which ignores it, the signal to end.</summary>
    private static void Interrupt(Process process)
    {
        const int interrupt = 1 << 1; // signal 2, as a bit of the mask
        var ignored = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim();
        var signal = (long.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & interrupt) != 0 ? "-TERM" : "-INT";
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
