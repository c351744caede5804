using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>
/// Reads documents in a process of its own, whose heap has a hard limit and which is ended at the deadline: a file that hangs a library, fills the
/// memory or breaks the stack is one named failure. One process reads many files; it ends when nothing was asked of it for a while.
/// </summary>
/// <param name="program">CcgBot.Documents.dll, its runtime settings beside it; null = the one beside this program.</param>
public sealed class ReaderProcess(string? program = null) : IDisposable
{
    /// <summary>What the runtime and the libraries' code take beside the heap, in megabytes.</summary>
    private const int MegabytesOfCode = 96;

    private const int MostOfItsErrors = 8_192;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    /// <summary>After the deadline: its own word of what happened is better than ours.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan StartingUp = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>What the child is told of this program's surroundings: no key or password that stands among them is a stranger's file's business.</summary>
    private static readonly string[] Inherited =
        ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT", "LD_LIBRARY_PATH", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "LANG", "LC_ALL"];

    private readonly Lock _turn = new();
    private readonly string _program = program ?? typeof(ReaderProcess).Assembly.Location;
    private Child? _child;
    private Timer? _idle;
    private bool _disposed;

    /// <summary>How many processes were started so far.</summary>
    internal int Started { get; private set; }

    /// <summary>The most memory that the process of now was seen to take.</summary>
    public long PeakMegabytes => _child?.PeakMegabytes ?? 0;

    internal IReadOnlyCollection<string> Surroundings => _child?.Surroundings ?? [];

    internal bool IsRunning => _child is { HasEnded: false };

    /// <summary>Reads a file. A <see cref="DocumentReader"/>; callers take turns.</summary>
    /// <inheritdoc cref="DocumentReader"/>
    public IReadOnlyList<ReadDocument>? Read(DocumentFile file, IngestOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        if (FormatDetector.IsNoDocument(file))
        {
            return null;
        }

        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var reply = Ask(file, options, cancellationToken);
            _idle ??= new Timer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _idle.Change(Idle, Timeout.InfiniteTimeSpan);
            return reply.Problem is { } problem ? throw new InvalidDataException(problem) : reply.Documents;
        }
    }

    internal void Kill() => _child?.Dispose();

    public void Dispose()
    {
        lock (_turn)
        {
            _disposed = true;
            _idle?.Dispose();
            End();
        }
    }

    private ReaderReply Ask(DocumentFile file, IngestOptions options, CancellationToken cancellationToken)
    {
        if (_child is { } kept && (kept.HasEnded || kept.Megabytes != options.MaxReaderMegabytes))
        {
            End();
        }

        var begins = _child is null;
        if (begins)
        {
            try
            {
                _child = new Child(_program, options.MaxReaderMegabytes);
                Started++;
            }
            catch (Exception error) when (error is Win32Exception or IOException or InvalidOperationException)
            {
                return new ReaderReply(null, $"not read, for the program that reads documents can't be started ({error.Message}); install {Path.GetFileName(_program)} beside this program");
            }
        }

        var ends = true;
        try
        {
            var reply = _child!.Ask(file, options, TimeSpan.FromSeconds(options.MaxSecondsPerDocument) + Grace + (begins ? StartingUp : TimeSpan.Zero), cancellationToken);
            ends = reply.GoesOn;
            return reply;
        }
        finally
        {
            if (ends)
            {
                End();
            }
        }
    }

    private void End()
    {
        lock (_turn)
        {
            _child?.Dispose();
            _child = null;
        }
    }

    private sealed class Child : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _errors = new();

        /// <exception cref="IOException">There is no such program.</exception>
        public Child(string program, int megabytes)
        {
            Megabytes = megabytes;
            if (!File.Exists(program))
            {
                throw new FileNotFoundException("it is missing");
            }

            // The runtime that runs this program runs that one too, wherever it was installed; a program that brings its runtime brings the reader as a program.
            var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
            var start = File.Exists(dotnet) ? new ProcessStartInfo(dotnet, ["exec", program]) : new ProcessStartInfo(Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null));
            (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute, start.CreateNoWindow) = (true, true, true, false, true);
            start.WorkingDirectory = Path.GetDirectoryName(program);
            var surroundings = Inherited.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).Where(item => item.Value is not null).ToList();
            start.Environment.Clear();
            foreach (var (name, value) in surroundings)
            {
                start.Environment[name] = value;
            }

            start.Environment["DOTNET_GCHeapHardLimit"] = FormattableString.Invariant($"{(megabytes - MegabytesOfCode) * 1048576L:X}");
            start.Environment["DOTNET_gcServer"] = "0";
            start.Environment["DOTNET_gcConcurrent"] = "0";
            start.Environment["DOTNET_EnableDiagnostics"] = "0";
            start.Environment["DOTNET_TieredPGO"] = "0";
            Surroundings = [.. start.Environment.Keys];
            _process = Process.Start(start)!;
            _process.ErrorDataReceived += (_, line) =>
            {
                lock (_errors)
                {
                    _errors.Append(_errors.Length < MostOfItsErrors ? line.Data : "");
                }
            };
            _process.BeginErrorReadLine();
        }

        public int Megabytes { get; }

        public long PeakMegabytes { get; private set; }

        public IReadOnlyCollection<string> Surroundings { get; }

        public bool HasEnded
        {
            get
            {
                try
                {
                    return _process.HasExited;
                }
                catch (InvalidOperationException)
                {
                    // Ended and let go of.
                    return true;
                }
            }
        }

        public ReaderReply Ask(DocumentFile file, IngestOptions options, TimeSpan patience, CancellationToken cancellationToken)
        {
            var asked = Task.Run(() => Exchange(file, options), CancellationToken.None);
            var watch = Stopwatch.StartNew();
            while (Task.WaitAny([asked], (int)Look.TotalMilliseconds) < 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (watch.Elapsed > patience)
                {
                    return Ended(ReaderProblems.TookTooLong(options));
                }

                var taken = Taken();
                PeakMegabytes = Math.Max(PeakMegabytes, taken / 1048576);
                if (taken > options.MaxReaderMegabytes * 1048576L)
                {
                    return Ended(ReaderProblems.NeedsTooMuch(options));
                }
            }

            return asked.IsCompletedSuccessfully ? asked.Result : Ended(Cause(asked.Exception?.InnerException, options));
        }

        /// <summary>Bytes; 0 once it has ended.</summary>
        private long Taken()
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? 0 : _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                // It ended between the two looks.
                return 0;
            }
        }

        public void Dispose()
        {
            try
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit(TimeSpan.FromSeconds(5));
            }
            catch (Exception error) when (error is InvalidOperationException or Win32Exception)
            {
                // It ended by itself.
            }

            _process.Dispose();
        }

        private static ReaderReply Ended(string problem) => new(null, problem) { GoesOn = true };

        private ReaderReply Exchange(DocumentFile file, IngestOptions options)
        {
            var head = JsonSerializer.SerializeToUtf8Bytes(
                new ReaderRequest(file.Name, file.Bytes.Length, options.MaxSecondsPerDocument, options.MaxUnpackedMegabytes, options.MaxReaderMegabytes), ReaderJson.Wire.ReaderRequest);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, head.Length);
            var input = _process.StandardInput.BaseStream;
            input.Write(length);
            input.Write(head);
            input.Write(file.Bytes);
            input.Flush();
            var output = _process.StandardOutput.BaseStream;
            output.ReadExactly(length);
            var replied = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (replied <= 0 || replied > options.MaxReaderMegabytes * 1048576L)
            {
                return Ended(ReaderProblems.NeedsTooMuch(options));
            }

            var reply = new byte[replied];
            output.ReadExactly(reply);
            return JsonSerializer.Deserialize(reply, ReaderJson.Wire.ReaderReply)!;
        }

        /// <summary>Why it ended in the middle of a file, by what the runtime said last.</summary>
        private string Cause(Exception? error, IngestOptions options)
        {
            _process.WaitForExit(TimeSpan.FromSeconds(2));
            string said;
            lock (_errors)
            {
                said = _errors.ToString();
            }

            return said.Contains("OutOfMemory", StringComparison.Ordinal) || said.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) ? ReaderProblems.NeedsTooMuch(options)
                : said.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase) ? "nested too deep to be read; open it in its own program and save it again"
                : said.Contains("You must install or update .NET", StringComparison.Ordinal) || said.Contains("runtimeconfig", StringComparison.Ordinal)
                    ? "not read, for the program that reads documents can't be started; install it anew"
                : $"damaged: its reader broke off on it ({(said.Length > 0 ? said[..Math.Min(said.Length, 160)] : error?.Message)}); open it in its own program and save it again";
        }
    }
}
