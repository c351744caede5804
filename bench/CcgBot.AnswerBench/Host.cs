using System.Diagnostics;
using System.Net.Http.Json;

namespace CcgBot.AnswerBench;

/// <summary>A web host in a process of its own.</summary>
internal sealed class Host : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;

    private Host(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public static async Task<Host> StartAsync(Programs programs)
    {
        var process = programs.Start("CcgBot.Web", ["--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["Index"] = programs.Index,
            ["Web__AsksPerMinute"] = "1000000",
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        });
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            const string mark = "Now listening on: ";
            if (line.Data?.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
            {
                listening.TrySetResult(new Uri(line.Data[(at + mark.Length)..].Trim()));
            }
        };
        process.BeginOutputReadLine();
        return new Host(process, await listening.Task.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    public async Task<(TimeSpan Elapsed, string Answer)> AskAsync(string question)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsJsonAsync("api/ask", new { question });
        var answer = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return (Stopwatch.GetElapsedTime(started), answer);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
