using CcgBot.Answering;
using CcgBot.Evaluation.Running;
using CcgBot.Hosting;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;
using CcgBot.Retrieval.Dense;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Model.Tests;

public sealed class RecordedEvaluationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-eval-");

    [Fact]
    public async Task A_run_with_a_model_is_repeated_offline_from_its_recorded_replies()
    {
        var set = _folder.CreateSubdirectory("wards").FullName;
        await File.WriteAllLinesAsync(Path.Combine(set, "corpus.jsonl"),
        [
            """{"_id":"a","title":"Ludlow ward","text":"The Ludlow rehabilitation ward has fourteen beds. It opened in 2003."}""",
            """{"_id":"b","title":"Poole suite","text":"The Poole imaging suite has three scanners and is open at night."}""",
        ]);
        await File.WriteAllLinesAsync(Path.Combine(set, "queries.jsonl"),
        [
            """{"_id":"1","text":"How many beds has the Ludlow rehabilitation ward?","answerable":true,"answers":["fourteen"]}""",
            """{"_id":"2","text":"How many scanners has the Poole imaging suite?","answerable":true,"answers":["three"]}""",
        ]);
        var replies = Path.Combine(_folder.FullName, "replies.jsonl");
        SetAnswers recorded;
        await using (var server = (await Server.StartAsync("Bearer none")).Always(Answered))
        {
            recorded = await RunAsync(set, "recorded", server.Endpoint, ("Model:RecordFile", replies));
            Assert.Equal(2, server.Requests.Count);
            // Interrupted and begun anew, it asks for nothing that it has.
            Assert.Equal(recorded, await RunAsync(set, "again", server.Endpoint, ("Model:RecordFile", replies)));
            Assert.Equal(2, server.Requests.Count);
        }

        Assert.Contains("Fourteen beds are in the Ludlow rehabilitation ward.", recorded.Text);
        Assert.Equal(recorded, await RunAsync(set, "replayed", "http://127.0.0.1:9/v1", ("Model:ReplayFile", replies)));
        var extractive = await RunAsync(set, "recorded", "http://127.0.0.1:9/v1", ("Model:Provider", "None"));
        Assert.NotEqual(recorded, extractive);
    }

    [Fact]
    public async Task A_judges_grades_are_recorded_replayed_and_stand_beside_the_measures()
    {
        var set = _folder.CreateSubdirectory("wards").FullName;
        await File.WriteAllLinesAsync(Path.Combine(set, "corpus.jsonl"),
        [
            """{"_id":"a","title":"Ludlow ward","text":"The Ludlow rehabilitation ward has fourteen beds. It opened in 2003."}""",
            """{"_id":"b","title":"Poole suite","text":"The Poole imaging suite has three scanners and is open at night."}""",
        ]);
        await File.WriteAllLinesAsync(Path.Combine(set, "queries.jsonl"),
        [
            """{"_id":"1","text":"How many beds has the Ludlow rehabilitation ward?","answerable":true,"answers":["fourteen"]}""",
            """{"_id":"2","text":"How many scanners has the Poole imaging suite?","answerable":true,"answers":["four"]}""",
        ]);
        var replies = Path.Combine(_folder.FullName, "grades.jsonl");
        Evaluation.Scoring.SetReport judged;
        await using (var server = (await Server.StartAsync("Bearer none")).Always(Graded))
        {
            judged = await ReportAsync(set, "judged", judge: true, server.Endpoint, ("Model:RecordFile", replies));
            Assert.Equal(2, server.Requests.Count);
        }

        var replayed = await ReportAsync(set, "judged-again", judge: true, "http://127.0.0.1:9/v1", ("Model:ReplayFile", replies));
        var plain = await ReportAsync(set, "not-judged", judge: false, "http://127.0.0.1:9/v1", ("Model:Provider", "None"));

        Assert.Equal([1, 0.5], judged.Questions.Select(question => question.Scored.Scores["judge"]));
        Assert.Equal([1, 0.5], replayed.Questions.Select(question => question.Scored.Scores["judge"]));
        Assert.DoesNotContain(plain.Questions, question => question.Scored.Scores.ContainsKey("judge"));
        // It changes no other measure.
        foreach (var (with, without) in judged.Questions.Zip(plain.Questions))
        {
            Assert.Equal(without.Scored.Scores, with.Scored.Scores.Where(score => score.Key != "judge"));
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static Reply Answered(ChatRequest request) => request.User.Contains("How many beds", StringComparison.Ordinal)
        ? new Reply.Text(Replies.Claims(("Fourteen beds are in the Ludlow rehabilitation ward.", [Scripted.NumberOf(request, "fourteen")])))
        : new Reply.Text(Replies.Claims(("Three scanners are in the Poole imaging suite.", [Scripted.NumberOf(request, "three")])));

    private static Reply Graded(ChatRequest request) =>
        new Reply.Text(request.User.Contains("How many beds", StringComparison.Ordinal) ? """{"grade":"correct"}""" : """{"grade":"partly"}""");

    /// <summary>Composed by the extractive composer.</summary>
    private Task<Evaluation.Scoring.SetReport> ReportAsync(string set, string name, bool judge, string endpoint, params (string Key, string Value)[] further)
    {
        var (evaluator, _) = Evaluator(name, judge, parts => parts with { Compose = null }, endpoint, further);
        return evaluator.RunAsync(set);
    }

    private async Task<SetAnswers> RunAsync(string set, string name, string endpoint, params (string Key, string Value)[] further)
    {
        var (evaluator, options) = Evaluator(name, judge: false, parts => parts, endpoint, further);
        await evaluator.RunAsync(set);
        var lines = await File.ReadAllLinesAsync(Path.Combine(options.Out, "wards", "results.jsonl"));
        return new SetAnswers(string.Join('\n', lines.Skip(1).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!)
            .Select(node => (node["claims"] ?? node["Claims"])?.ToJsonString())));
    }

    private (Evaluator Evaluator, EvaluationOptions Options) Evaluator(
        string name, bool judge, Func<EngineParts, EngineParts> change, string endpoint, params (string Key, string Value)[] further)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Model:Provider"] = "Compatible",
            ["Model:Endpoint"] = endpoint,
            ["Model:Name"] = "scripted",
            ["Model:AnswerSeconds"] = "120",
            ["Model:StallSeconds"] = "60",
        }).AddInMemoryCollection(further.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
        var settings = new BotSettings();
        settings.Retrieval.Dense.Encoder = EncoderKind.Endpoint;
        var options = new EvaluationOptions
        {
            Out = Path.Combine(_folder.FullName, "out-" + name),
            Cache = Path.Combine(_folder.FullName, "cache"),
            DefaultIndex = Path.Combine(_folder.FullName, "none"),
            Seeds = Home.Locate().Seeds,
            Threads = 1,
            Judge = judge,
        };
        var parts = change(ModelComposition.Parts(configuration, Home.Locate(), TimeProvider.System));
        return (new Evaluator(settings, options, TimeProvider.System, parts), options);
    }

    private sealed record SetAnswers(string Text);
}
