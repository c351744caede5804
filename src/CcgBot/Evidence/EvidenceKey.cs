using System.Security.Cryptography;
using System.Text;

namespace CcgBot.Evidence;

/// <summary>The key file: 64 hex digits, readable by its owner only.</summary>
internal static class EvidenceKey
{
    private const int Size = 32;

    /// <summary>Reads the key, making it first when there is none and <paramref name="create"/> is set.</summary>
    /// <exception cref="InvalidDataException">The file is missing or holds no key; the message names it.</exception>
    public static byte[] Open(string path, bool create)
    {
        if (!File.Exists(path))
        {
            if (!create)
            {
                throw new InvalidDataException(
                    $"The evidence key {path} is missing: run as the user who began the log, put the key file back, or name its place with the setting Evidence:KeyFile.");
            }

            Make(path);
        }

        var text = File.ReadAllText(path).Trim();
        if (text.Length != 2 * Size || text.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF"))
        {
            throw new InvalidDataException($"{path} is no evidence key (64 hex digits): put the right file back, or name its place with the setting Evidence:KeyFile.");
        }

        return Convert.FromHexString(text);
    }

    /// <summary>Tells keys apart without saying anything of them.</summary>
    public static string Name(byte[] key) => Convert.ToHexStringLower(SHA256.HashData([.. "ccgbot key name"u8, .. key]).AsSpan(0, 8));

    /// <summary>
    /// Takes a key, and the heads exported beside it, from beside the store, where they lay in earlier versions, to where they belong now.
    /// The old file goes only once its copy is on the disk and reads the same; a heads file that is there already is added to.
    /// </summary>
    /// <returns>True when a key was moved.</returns>
    public static bool MoveFromBeside(string storePath, string path, string headsPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(storePath))!;
        var (key, heads) = (Path.Combine(folder, "evidence.key"), Path.Combine(folder, "evidence.heads"));
        if (File.Exists(path) || !File.Exists(key) || Path.GetFullPath(path) == key)
        {
            return false;
        }

        var hex = File.ReadAllText(key);
        Write(path, hex);
        if (File.ReadAllText(path) == hex)
        {
            File.Delete(key);
        }

        if (File.Exists(heads) && Path.GetFullPath(headsPath) != heads)
        {
            var known = File.Exists(headsPath) ? File.ReadAllLines(headsPath).ToHashSet(StringComparer.Ordinal) : [];
            File.AppendAllLines(headsPath, File.ReadLines(heads).Where(line => !known.Contains(line)));
            File.Delete(heads);
        }

        return true;
    }

    private static void Make(string path) => Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size)) + "\n");

    /// <summary>Puts the whole file there at once, or leaves the one that is there.</summary>
    /// <exception cref="InvalidDataException">The folder can't be written.</exception>
    private static void Write(string path, string hex)
    {
        try
        {
            WriteNew(path, hex);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new InvalidDataException(
                $"The evidence key {path} can't be written ({error.Message}): name a place that can with the setting Evidence:KeyFile, or a folder with the environment variable {EvidenceFolder.Variable}.",
                error);
        }
    }

    private static void WriteNew(string path, string hex)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(unfinished, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(hex));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished); // another process was first: its key counts
        }
    }
}
