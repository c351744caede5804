using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace CcgBot.DirectLineBench;

/// <summary>One person: a token, an open socket, a question now and then.</summary>
internal sealed class Conversation
{
    private static readonly string[] Questions =
    [
        "How many developing CCGs were studied?", "Who led the research?", "What forced the mergers?", "At what speed are Health and Wellbeing Boards developing?",
        "Who funds PRUComm?", "When do CCGs take responsibility?", "What is the capital of Mongolia?", "What did the report warn of?",
    ];

    private readonly HttpClient _http;
    private readonly string _token;
    private readonly string _id;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<string, long> _heardAt = new();
    private readonly ConcurrentDictionary<string, long> _asked = new();

    private Conversation(HttpClient http, string token, string id)
    {
        _http = http;
        _token = token;
        _id = id;
    }

    /// <summary>From the moment of posting to the moment of hearing.</summary>
    public IEnumerable<TimeSpan> Heard =>
        _asked.Where(asked => _heardAt.ContainsKey(asked.Key)).Select(asked => Stopwatch.GetElapsedTime(asked.Value, _heardAt[asked.Key]));

    /// <summary>Questions without an answer.</summary>
    public int Waiting => _asked.Keys.Count(id => !_heardAt.ContainsKey(id));

    public static async Task<Conversation> OpenAsync(HttpClient http, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var started = await response.Content.ReadFromJsonAsync<JsonElement>();
        var conversation = new Conversation(http, started.GetProperty("token").GetString()!, started.GetProperty("conversationId").GetString()!);
        await conversation._socket.ConnectAsync(new Uri(started.GetProperty("streamUrl").GetString()!), CancellationToken.None);
        _ = conversation.ListenAsync();
        return conversation;
    }

    public async Task AskOnAsync(TimeSpan first, TimeSpan every, TimeSpan length)
    {
        var began = Stopwatch.GetTimestamp();
        for (var (i, at) = (0, first); at < length; i++, at += every)
        {
            var wait = at - Stopwatch.GetElapsedTime(began);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            await AskAsync(Questions[(i + _id[0]) % Questions.Length]);
        }
    }

    private async Task AskAsync(string question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{_id}/activities")
        {
            Content = JsonContent.Create(new { type = "message", from = new { id = "me" }, text = question }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        var posted = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request);
        var id = response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()! : $"refused {Guid.NewGuid()}";
        _asked[id] = posted;
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[1 << 18];
        while (_socket.State == WebSocketState.Open)
        {
            var count = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(count), CancellationToken.None);
                count += part.Count;
            }
            while (!part.EndOfMessage);

            var now = Stopwatch.GetTimestamp();
            if (count == 0)
            {
                continue;
            }

            foreach (var activity in JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, count)).GetProperty("activities").EnumerateArray())
            {
                if (activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out var question))
                {
                    _heardAt.TryAdd(question.GetString()!, now);
                }
            }
        }
    }
}
