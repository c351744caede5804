namespace CcgBot.Storage;

/// <summary>A lock between programs and threads: whoever holds the file open has the turn.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the turn; disposing what is returned ends it.</summary>
    /// <exception cref="IOException">Somebody else kept the turn for ten seconds, or the file can't be made.</exception>
    public static FileStream Take(string file, TimeProvider time)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return OwnerOnly.Open(file, FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(began) < Patience)
            {
                Thread.Sleep(Pace);
            }
        }
    }
}
