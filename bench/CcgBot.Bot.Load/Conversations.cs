using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CcgBot.Bot.Load;

/// <summary>Many conversations at once, each one question after the other.</summary>
internal sealed class Conversations(Uri messages, ReplySink sink, LoadOptions load)
{
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(30);

    private static readonly string[] Questions =
    [
        "At what speed are health and wellbeing boards developing?",
        "When do CCGs take over responsibility?",
        "What did the researchers find about governance structures?",
        "Who funded the study?",
        "What is PRUComm?",
        "How are risk assessments carried out?",
        "What is the capital of France?",
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 });
    private readonly ConcurrentBag<double> _milliseconds = [];
    private int _asked;
    private int _lost;
    private int _refused;

    public async Task<Report> RunAsync()
    {
        // The first answers of a process are compiled as they run.
        for (var i = 0; i < 50; i++)
        {
            await AskAsync("warm-up", i);
        }

        _milliseconds.Clear();
        _asked = 0;
        var processor = Environment.CpuUsage.TotalTime;
        var until = Stopwatch.GetTimestamp() + (long)(load.Duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, load.Conversations).Select(number => TalkAsync(number, until)));
        return new Report(
            _asked, _lost, sink.Repeated, sink.Crossed, _refused, [.. _milliseconds.Order()], load.Duration, Environment.CpuUsage.TotalTime - processor);
    }

    private async Task TalkAsync(int number, long until)
    {
        // Spread over one pause, so that people do not all ask at the same moment.
        await Task.Delay(load.Think * number / load.Conversations);
        for (var turn = 0; Stopwatch.GetTimestamp() < until; turn++)
        {
            await AskAsync($"a:{number}", turn);
            await Task.Delay(load.Think);
        }
    }

    private async Task AskAsync(string conversation, int turn)
    {
        var id = $"{conversation}-{turn}";
        var reply = sink.ReplyTo(id, conversation);
        var body = JsonSerializer.Serialize(new
        {
            type = "message",
            id,
            channelId = "msteams",
            serviceUrl = sink.ServiceUrl,
            from = new { id = $"29:{conversation}" },
            recipient = new { id = "28:bot", name = "CcgBot" },
            conversation = new { id = conversation, conversationType = "personal" },
            text = Questions[(conversation.Length + turn) % Questions.Length],
        });
        Interlocked.Increment(ref _asked);
        var began = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsync(messages, new StringContent(body, Encoding.UTF8, "application/json"));
        if (!response.IsSuccessStatusCode)
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        try
        {
            _milliseconds.Add(Stopwatch.GetElapsedTime(began, await reply.WaitAsync(Lost)).TotalMilliseconds);
        }
        catch (TimeoutException)
        {
            Interlocked.Increment(ref _lost);
        }
    }
}

/// <summary>What came of it.</summary>
/// <param name="Milliseconds">From posting a question to its answer at the Connector's end, ascending.</param>
/// <param name="Processor">Taken by the bot, the people and the Connector's end together.</param>
internal sealed record Report(int Asked, int Lost, int Repeated, int Crossed, int Refused, double[] Milliseconds, TimeSpan Duration, TimeSpan Processor)
{
    public bool Clean => Lost + Repeated + Crossed + Refused == 0 && Milliseconds.Length == Asked;

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""
        asked {Asked} ({Asked / Duration.TotalSeconds:0.0}/s), answered {Milliseconds.Length}, lost {Lost}, repeated {Repeated}, crossed {Crossed}, refused {Refused}
        p50 {At(0.5):0.0} ms, p95 {At(0.95):0.0} ms, p99 {At(0.99):0.0} ms, max {At(1):0.0} ms; {Processor.TotalMilliseconds / Math.Max(1, Asked):0.0} ms of processor time an answer
        """);

    private double At(double share) => Milliseconds.Length == 0 ? double.NaN : Milliseconds[Math.Max((int)Math.Ceiling(share * Milliseconds.Length) - 1, 0)];
}
