using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>The built host, run as people run it: a process on a real socket. Can be stopped, killed and started again at the same address.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly BotHome _home;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private WebProcess(BotHome home, IReadOnlyDictionary<string, string> settings)
    {
        _home = home;
        _settings = settings;
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public HttpClient Http { get; } = new();

    /// <summary>The host's SQLite file.</summary>
    public string StorePath => Path.Combine(_home.Index, "ccgbot.db");

    public string Output => string.Join('\n', _output);

    /// <param name="settings">For example <c>Web:AsksPerMinute</c> → <c>3</c>.</param>
    public static async Task<WebProcess> StartAsync(BotHome home, IReadOnlyDictionary<string, string>? settings = null)
    {
        var host = new WebProcess(home, settings ?? new Dictionary<string, string>());
        await host.StartAsync();
        return host;
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Repository.WebProgram, "--urls", Address.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _home.Path,
        };
        start.Environment["CCGBOT_HOME"] = _home.Path;
        start.Environment["CCGBOT_KEYS"] = _home.Keys;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in _settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, listening);
        _process.Exited += (_, _) =>
        {
            // What it said last may still be on its way.
            _process.WaitForExit();
            listening.TrySetException(new InvalidOperationException($"The host ended:\n{Output}"));
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await listening.Task.WaitAsync(Patience);
        Http.BaseAddress ??= Address;
    }

    /// <summary>The end without warning: as when the machine loses power.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>The orderly end: SIGTERM.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    private void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        const string mark = "Now listening on: ";
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
        {
            listening.TrySetResult(new Uri(line[(at + mark.Length)..].Trim()));
        }
    }
}
