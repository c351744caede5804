using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace CcgBot.Model.Clients;

/// <summary>
/// Replies by the hash of what was asked (model, messages, form, temperature), one JSON object a line, so that an evaluation can be
/// repeated offline. The last line of a hash counts.
/// </summary>
internal sealed class RecordedReplies
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly string _path;

    /// <exception cref="InvalidDataException">A line is no recorded reply; the message names it.</exception>
    public RecordedReplies(string path)
    {
        _path = path;
        if (!File.Exists(path))
        {
            return;
        }

        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            if (text.Length == 0)
            {
                continue;
            }

            try
            {
                var line = JsonSerializer.Deserialize<Line>(text, Json);
                _lines[line!.Hash] = line;
            }
            catch (Exception error) when (error is JsonException or NullReferenceException or ArgumentNullException)
            {
                throw new InvalidDataException($"{path} line {number} is not a recorded reply: take the line out, or record again.");
            }
        }
    }

    public static string HashOf(string? model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var asked = JsonSerializer.Serialize(
            new
            {
                model,
                messages = messages.Select(message => new { role = message.Role.Value, text = message.Text }),
                form = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText() ?? options?.ResponseFormat?.GetType().Name,
                options?.Temperature,
                options?.MaxOutputTokens,
            },
            Json);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)));
    }

    public ChatResponse? Find(string hash) => FindLine(hash) is { } line
        ? new ChatResponse(new ChatMessage(ChatRole.Assistant, line.Text))
        {
            ModelId = line.Model,
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = line.InputTokens, OutputTokenCount = line.OutputTokens },
        }
        : null;

    private Line? FindLine(string hash)
    {
        lock (_writing)
        {
            return _lines.GetValueOrDefault(hash);
        }
    }

    public void Add(string hash, ChatResponse response)
    {
        var line = new Line(hash, response.Text, response.ModelId, response.Usage?.InputTokenCount ?? 0, response.Usage?.OutputTokenCount ?? 0);
        lock (_writing)
        {
            _lines[hash] = line;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            File.AppendAllText(_path, JsonSerializer.Serialize(line, Json) + "\n");
        }
    }

    private sealed record Line(string Hash, string Text, string? Model, long InputTokens, long OutputTokens);
}

/// <summary>Adds each reply to a file; what the file has already is not asked for again, so that an interrupted run goes on.</summary>
internal sealed class RecordingChatClient(IChatClient inner, RecordedReplies replies, string model) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages.ToList();
        var hash = RecordedReplies.HashOf(model, asked, options);
        if (replies.Find(hash) is { } recorded)
        {
            return recorded;
        }

        var response = await base.GetResponseAsync(asked, options, cancellationToken);
        replies.Add(hash, response);
        return response;
    }
}

/// <summary>Answers from a file alone.</summary>
internal sealed class ReplayChatClient(RecordedReplies replies, string model) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(replies.Find(RecordedReplies.HashOf(model, messages, options)) ?? throw new ModelException(ModelFailure.NotRecorded));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    // Semantic Kernel asks every chat client for its metadata and takes none that has none.
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("recorded", null, model) : null;

    public void Dispose()
    {
    }
}
