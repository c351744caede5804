using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

/// <summary>A test against the encoder package's own runtime.</summary>
internal sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute() => Skip = SentenceEncoderFolder.Find() is null || Folder is not { } folder || !Directory.Exists(Path.Combine(folder, "node_modules"))
        ? "the encoder package's own runtime is not installed: run 'npm ci' in bench/encoder (needs Node)"
        : null;

    /// <summary><c>bench/encoder</c> of the repository the tests were built in.</summary>
    public static string? Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "bench/encoder/peer.js")))
                {
                    return Path.Combine(folder.FullName, "bench/encoder");
                }
            }

            return null;
        }
    }
}
