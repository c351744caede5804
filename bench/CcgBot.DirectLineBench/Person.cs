using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace CcgBot.DirectLineBench;

/// <summary>
/// One person before hosts that die: posts again what did not arrive, after a look whether it did; comes back to the stream with the watermark; and in the end
/// reads the whole conversation, which says what was asked and answered how often.
/// </summary>
internal sealed class Person(HttpClient http, string secret, int number)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(60);

    private static readonly string[] Questions =
    [
        "How many developing CCGs were studied?", "Who led the research?", "What forced the mergers?", "Who funds PRUComm?",
        "When do CCGs take responsibility?",
        "What is the capital of Mongolia?",
    ];

    private readonly ConcurrentDictionary<string, long> _posted = new();
    private readonly ConcurrentDictionary<string, long> _heard = new();
    private readonly List<string> _asked = [];
    private string _conversation = "";
    private string _watermark = "";

    /// <summary>Posts and looks that failed and were done again.</summary>
    public int Failures { get; private set; }

    /// <summary>Times that the stream broke off.</summary>
    public int Breaks { get; private set; }

    /// <summary>Activities that the streams gave twice.</summary>
    public int Doubled { get; private set; }

    /// <summary>From the first try to post to hearing the answer.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public int Asked => _asked.Count;

    /// <summary>Questions that stand in the conversation other than once.</summary>
    public int NotOnce { get; private set; }

    /// <summary>Questions without an answer.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Answers beyond the first to a question.</summary>
    public int AnsweredAgain { get; private set; }

    /// <summary>Answers that stand in the conversation and were not heard over a stream.</summary>
    public int Unheard { get; private set; }

    public async Task RunAsync(TimeSpan first, TimeSpan every, TimeSpan length)
    {
        _conversation = (await PersistAsync(HttpMethod.Post, "/v3/directline/conversations", null)).GetProperty("conversationId").GetString()!;
        using var ends = new CancellationTokenSource();
        var listening = ListenAsync(ends.Token);
        var began = Stopwatch.GetTimestamp();
        for (var (i, at) = (0, first); at < length; i++, at += every)
        {
            var wait = at - Stopwatch.GetElapsedTime(began);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            await AskAsync(Questions[(i + number) % Questions.Length]);
        }

        await CountAsync();
        await ends.CancelAsync();
        await listening;
    }

    private async Task AskAsync(string question)
    {
        var own = Guid.NewGuid().ToString("N");
        _asked.Add(own);
        _posted[own] = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{_conversation}/activities", new
                {
                    type = "message",
                    from = new { id = $"dl_{number}" },
                    text = question,
                    channelData = new { clientActivityID = own },
                });
                return;
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
            {
                Failures++;
                await Task.Delay(Pause);
                if ((await ReadAsync()).Exists(activity => OwnIdOf(activity) == own))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Waits for the last answers, and counts.</summary>
    private async Task CountAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var activities = await ReadAsync();
            var ids = activities.Where(activity => OwnIdOf(activity) is not null).ToLookup(activity => OwnIdOf(activity)!, IdOf);
            var answers = activities.Where(IsAnswer).ToLookup(ReplyOf);
            Unanswered = _asked.Count(own => !ids[own].Any(id => answers[id].Any()));
            Unheard = answers.Count(answer => !_heard.ContainsKey(answer.Key!));
            if ((Unanswered == 0 && Unheard == 0) || Stopwatch.GetElapsedTime(began) > LastAnswers)
            {
                NotOnce = _asked.Count(own => ids[own].Count() != 1);
                AnsweredAgain = answers.Sum(answer => answer.Count() - 1);
                Waits.AddRange(_asked.SelectMany(
                    own => ids[own].Where(id => _heard.ContainsKey(id)).Select(id => Stopwatch.GetElapsedTime(_posted[own], _heard[id]))));
                return;
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<List<JsonElement>> ReadAsync()
    {
        var (all, watermark) = (new List<JsonElement>(), "");
        while (true)
        {
            var page = await PersistAsync(HttpMethod.Get, $"/v3/directline/conversations/{_conversation}/activities?watermark={watermark}", null);
            if (page.GetProperty("activities").GetArrayLength() == 0)
            {
                return all;
            }

            all.AddRange(page.GetProperty("activities").EnumerateArray());
            watermark = page.GetProperty("watermark").GetString()!;
        }
    }

    private async Task ListenAsync(CancellationToken ends)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!ends.IsCancellationRequested)
        {
            try
            {
                var back = await PersistAsync(HttpMethod.Get, $"/v3/directline/conversations/{_conversation}?watermark={_watermark}", null);
                using var socket = new ClientWebSocket();
                await socket.ConnectAsync(new Uri(back.GetProperty("streamUrl").GetString()!), ends);
                await ListenAsync(socket, seen, ends);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or HttpRequestException)
            {
                // The host died, or it is the end.
            }

            if (!ends.IsCancellationRequested)
            {
                Breaks++;
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task ListenAsync(ClientWebSocket socket, HashSet<string> seen, CancellationToken ends)
    {
        var buffer = new byte[1 << 20];
        while (true)
        {
            var count = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(count), ends);
                count += part.Count;
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (count == 0)
            {
                continue;
            }

            var (now, frame) = (Stopwatch.GetTimestamp(), JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, count)));
            foreach (var activity in frame.GetProperty("activities").EnumerateArray())
            {
                Doubled += seen.Add(IdOf(activity)) ? 0 : 1;
                if (IsAnswer(activity))
                {
                    _heard.TryAdd(ReplyOf(activity)!, now);
                }
            }

            if (frame.TryGetProperty("watermark", out var watermark))
            {
                _watermark = watermark.GetString()!;
            }
        }
    }

    /// <summary>Until it works: what may be done twice without harm.</summary>
    private async Task<JsonElement> PersistAsync(HttpMethod method, string path, object? body)
    {
        while (true)
        {
            try
            {
                return await SendAsync(method, path, body);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException or JsonException)
            {
                Failures++;
                await Task.Delay(Pause);
            }
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string IdOf(JsonElement activity) => activity.GetProperty("id").GetString()!;

    private static bool IsAnswer(JsonElement activity) => activity.GetProperty("type").GetString() == "message" && ReplyOf(activity) is not null;

    private static string? ReplyOf(JsonElement activity) => activity.TryGetProperty("replyToId", out var replied) ? replied.GetString() : null;

    private static string? OwnIdOf(JsonElement activity) =>
        activity.TryGetProperty("channelData", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("clientActivityID", out var own)
            ? own.GetString()
            : null;
}
