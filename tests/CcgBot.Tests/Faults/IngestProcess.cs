using System.Diagnostics;
using CcgBot.Retrieval.Lexical;
using Lucene.Net.Store;

namespace CcgBot.Tests.Faults;

/// <summary>This test program started once more, to ingest and to be killed. It says on its output what it has acknowledged.</summary>
internal sealed class IngestProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private IngestProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data is null ? null : "error " + line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

    public string Errors => string.Join('\n', Lines("error "));

    /// <summary>How many articles it said were stored, from the first on.</summary>
    public int Stored => Last("stored ");

    /// <summary>How many articles it said were indexed.</summary>
    public int Indexed => Last("indexed ");

    /// <param name="largestFile">In KiB; a write beyond fails, as on a full disk. Null for no limit.</param>
    public static IngestProcess Start(string folder, int from, int to, int batch, int? largestFile = null)
    {
        var command = $"\"{Environment.ProcessPath ?? "dotnet"}\"";
        var assembly = typeof(IngestProcess).Assembly.Location;
        var run = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? $"{command} exec \"{assembly}\"" : $"dotnet exec \"{assembly}\"";
        // The runtime maps its code through a file of its own unless told not to; the limit is meant for ours.
        var limit = largestFile is { } kib ? $"trap '' XFSZ; ulimit -f {kib}; export DOTNET_EnableWriteXorExecute=0; " : "";
        return new IngestProcess(Process.Start(new ProcessStartInfo("bash", ["-c", $"{limit}exec {run} ingest \"{folder}\" {from} {to} {batch}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>What the started process does.</summary>
    public static int Ingest(string folder, int from, int to, int batch)
    {
        Console.WriteLine("ready");
        try
        {
            var store = FaultCorpus.Store(folder);
            for (var next = from; next < to; next += batch)
            {
                var end = Math.Min(to, next + batch);
                store.Put(Enumerable.Range(next, end - next).Select(number => (FaultCorpus.Article(number), (string?)null)));
                Console.WriteLine($"stored {end}");
                if ((next - from) / batch % 3 == 2 || end == to)
                {
                    Index(folder, store, end);
                }
            }

            return 0;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or Microsoft.Data.Sqlite.SqliteException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    public void WaitForLine(string line, TimeSpan atMost)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < atMost && !_process.HasExited; Thread.Sleep(2))
        {
            if (Lines(line).Count > 0)
            {
                return;
            }
        }
    }

    /// <returns>True when it ended by itself in time, false when it had to be killed.</returns>
    public bool EndOrKill(TimeSpan after)
    {
        var ended = _process.WaitForExit(after);
        if (!ended)
        {
            _process.Kill(); // SIGKILL: no handler of the process runs
        }

        _process.WaitForExit();
        return ended;
    }

    public void Dispose() => _process.Dispose();

    private static void Index(string folder, CcgBot.Articles.ArticleStore store, int end)
    {
        try
        {
            new ParagraphIndexWriter(FaultCorpus.Lucene(folder), store).Synchronise();
            Console.WriteLine($"indexed {end}");
        }
        catch (LockObtainFailedException)
        {
            Console.WriteLine("locked");
        }
    }

    private int Last(string prefix) => Lines(prefix) is [.., var last] ? int.Parse(last[prefix.Length..]) : 0;

    private List<string> Lines(string prefix)
    {
        lock (_lines)
        {
            return _lines.FindAll(line => line.StartsWith(prefix, StringComparison.Ordinal));
        }
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        }
    }
}
