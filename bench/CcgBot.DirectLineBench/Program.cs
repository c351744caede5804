// Many open WebSocket conversations, each asking now and then:
//   dotnet run -c Release --project bench/CcgBot.DirectLineBench -- http://127.0.0.1:3978 SECRET [conversations 500] [every 10] [seconds 60]
// Prints the time from posting a question to hearing its answer on the socket, and how many were never heard.
// The same before hosts that die meanwhile (bench/hosts), counting what was answered how often: a last argument "persist".
using System.Globalization;
using CcgBot.DirectLineBench;

var site = new Uri(args[0]);
var secret = args[1];
var count = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 500;
var every = TimeSpan.FromSeconds(args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 10);
var length = TimeSpan.FromSeconds(args.Length > 4 ? int.Parse(args[4], CultureInfo.InvariantCulture) : 60);
if (args is [.., "persist"])
{
    return await People.RunAsync(site, secret, count, every, length);
}

using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = site };
var conversations = new List<Conversation>();
foreach (var batch in Enumerable.Range(0, count).Chunk(20))
{
    conversations.AddRange(await Task.WhenAll(batch.Select(_ => Conversation.OpenAsync(http, secret))));
}

Console.WriteLine($"{conversations.Count} conversations open; one question each every {every.TotalSeconds:0} s for {length.TotalSeconds:0} s");
// Seeded: the same spread of first questions each time.
var spread = new Random(1);
await Task.WhenAll(conversations.Select(conversation => conversation.AskOnAsync(every * spread.NextDouble(), every, length)));
await Task.Delay(TimeSpan.FromSeconds(10));

var times = conversations.SelectMany(conversation => conversation.Heard).Order().ToList();
var lost = conversations.Sum(conversation => conversation.Waiting);
double At(double share) => times.Count == 0 ? double.NaN : times[Math.Min(times.Count - 1, (int)(share * times.Count))].TotalMilliseconds;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"questions {times.Count + lost}, answered {times.Count}, lost {lost}, p50 {At(.5):0.0} ms, p95 {At(.95):0.0} ms, p99 {At(.99):0.0} ms, max {At(1):0.0} ms"));
return lost == 0 ? 0 : 1;
