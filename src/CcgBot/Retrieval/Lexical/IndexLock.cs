using System.Diagnostics;
using Lucene.Net.Store;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Lets one process at a time write an index. Lucene.Net's own lock deletes its file when it is let go, and a process that had that file open
/// already then holds a lock that no other sees; this file stays. The system lets go of it when a process is killed.
/// </summary>
internal static class IndexLock
{
    public const string FileName = "ccgbot.lock";

    private const int PollMilliseconds = 50;

    /// <exception cref="LockObtainFailedException">Another process, or another thread of this one, holds it.</exception>
    public static IDisposable Take(string folder, int milliseconds)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(PollMilliseconds))
        {
            try
            {
                return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
            {
                if (waited.ElapsedMilliseconds > milliseconds)
                {
                    throw new LockObtainFailedException($"Another process is writing the index in {folder} ({error.Message}).");
                }
            }
        }
    }
}
