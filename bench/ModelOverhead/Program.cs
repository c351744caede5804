// What our code costs an answer beyond the model's own time: dotnet run -c Release --project bench/ModelOverhead [ANSWERS]
// The model is the scripted server on loopback. Beside each answer, in the same run, the very same request is sent again by a bare HttpClient
// and its reply read to the end: that exchange is what any client of a model pays. What an answer takes beyond it is ours: retrieval, the
// prompt, the client library, reading and checking the reply, the evidence record. The target is a p99 under 30 ms. On a busy machine the
// wall clock measures the others' work: the processor time of an answer, the scripted server's included, is then the upper bound to go by.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Hosting;
using CcgBot.Model;
using CcgBot.OpenAiServer;
using Microsoft.Extensions.Configuration;

var answers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 500;
const int WarmUp = 50;
string[] questions =
[
    "How many developing CCGs were studied in detailed qualitative case studies?",
    "Who led the research?",
    "How much public money will CCGs be responsible for?",
    "What did the report say about enthusiasm from leading GPs?",
    "When will CCGs take over responsibility?",
];

var folder = Directory.CreateTempSubdirectory("ccgbot-overhead-");
await using var server = (await OpenAiServer.StartAsync("Bearer none")).Always(Answered);
var configuration = new ConfigurationBuilder().AddInMemoryCollection(
[
    KeyValuePair.Create("Model:Provider", (string?)"Compatible"),
    KeyValuePair.Create("Model:Endpoint", (string?)server.Endpoint),
    KeyValuePair.Create("Model:Name", (string?)"scripted"),
    KeyValuePair.Create("Evidence:KeyFile", (string?)Path.Combine(folder.FullName, "evidence.key")),
    KeyValuePair.Create("Retrieval:Dense:Encoder", (string?)"Endpoint"),
]).Build();
var home = Home.Locate();
using (var engine = BotEngine.Open(folder.FullName, BotSettings.Read(configuration), TimeProvider.System, parts: ModelComposition.Parts(configuration, home, TimeProvider.System)))
{
    _ = engine.Ingestor.Ingest([home.Seeds]).ToList();
    engine.Synchronise();
    using var bare = new HttpClient();
    bare.DefaultRequestHeaders.Authorization = new("Bearer", "none");
    var (whole, exchange, beyond) = (new List<double>(answers), new List<double>(answers), new List<double>(answers));
    var ours = new List<double>(answers);
    var processor = new List<double>(answers);
    var byModel = 0;
    for (var i = 0; i < WarmUp + answers; i++)
    {
        var served = server.Times.Count;
        var used = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var answer = await engine.Answerer.AnswerAsync(new Question(questions[i % questions.Length]));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var spent = Environment.CpuUsage.TotalTime - used;
        var servedFor = server.Times.Skip(served).Sum(time => time.TotalMilliseconds);
        var body = server.Requests[^1].Body.GetRawText();
        started = Stopwatch.GetTimestamp();
        using (var response = await bare.PostAsync($"{server.Endpoint}/chat/completions", new StringContent(body, Encoding.UTF8, "application/json")))
        {
            await response.Content.ReadAsStringAsync();
        }

        var alone = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (i >= WarmUp)
        {
            whole.Add(elapsed);
            exchange.Add(alone);
            beyond.Add(elapsed - alone);
            processor.Add(spent.TotalMilliseconds);
            ours.Add(elapsed - servedFor);
            byModel += answer.Composer == Composer.Model ? 1 : 0;
        }
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answers} answers, {byModel} by the model"));
    Console.WriteLine($"whole answer: {Spread(whole)}");
    Console.WriteLine($"the same exchange by a bare client: {Spread(exchange)}");
    Console.WriteLine($"answer less its bare exchange, pair by pair: {Spread(beyond)}");
    Console.WriteLine($"answer less the server's own time: {Spread(ours)}");
    Console.WriteLine($"processor time, the scripted server's included: {Spread(processor)}");
}

Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
folder.Delete(recursive: true);

static string Spread(List<double> times)
{
    times.Sort();
    double At(double share) => times[Math.Min(times.Count - 1, (int)Math.Ceiling(share * times.Count) - 1)];
    return string.Create(CultureInfo.InvariantCulture, $"p50 {At(.5):F1}, p95 {At(.95):F1}, p99 {At(.99):F1}, most {times[^1]:F1} ms");
}

// Four claims, as a model gives them: first sentences of the first paragraphs, one of them misquoted.
static Reply Answered(ChatRequest request)
{
    var claims = request.User.Split('\n')
        .Where(line => line.StartsWith("{\"paragraph\":", StringComparison.Ordinal))
        .Take(4)
        .Select((line, i) =>
        {
            var text = JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!;
            var end = text.IndexOf(". ", StringComparison.Ordinal);
            return new { text = (end > 0 ? text[..(end + 1)] : text) + (i == 3 ? " It cost nine pounds." : ""), paragraphs = new[] { i + 1 } };
        });
    return new Reply.Text(JsonSerializer.Serialize(new { claims, unanswered = Array.Empty<string>() }), PieceLength: 20);
}
