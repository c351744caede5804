using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>npm <c>botframework-directlinejs</c> in a Node process.</summary>
internal sealed class DirectLineClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly Process _process;
    private readonly Channel<JsonElement> _lines = Channel.CreateUnbounded<JsonElement>();

    /// <param name="transport"><c>websocket</c> or <c>polling</c>.</param>
    /// <param name="resume">A conversation begun before and how far it was heard; nothing = a new one.</param>
    public DirectLineClient(Uri site, string token, string transport, params string[] resume)
    {
        var script = Path.Combine(Repository.Root, "tests", "clients", "directline.mjs");
        _process = Process.Start(new ProcessStartInfo("node", [script, $"{site}v3/directline", token, transport, .. resume])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _ = ReadAsync();
    }

    /// <summary>Every activity received so far, in order.</summary>
    public List<JsonElement> Activities { get; } = [];

    public void Post(string text) => _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { post = text }));

    /// <summary>Waits for the bot to say something with these words in it.</summary>
    public async Task<JsonElement> HearsAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await _lines.Reader.ReadAsync(patience.Token);
            if (!line.TryGetProperty("activity", out var activity))
            {
                continue;
            }

            Activities.Add(activity);
            if (activity.TryGetProperty("text", out var text) && text.GetString()!.Contains(words, StringComparison.Ordinal)
                && activity.GetProperty("from").GetProperty("role").GetString() == "bot")
            {
                return activity;
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(line));
        }

        _lines.Writer.TryComplete();
    }
}
