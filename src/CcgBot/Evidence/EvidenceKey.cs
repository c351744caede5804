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
                    $"The evidence key {path} is missing: put the key file back, or name its place with the setting Evidence:KeyFile.");
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

    private static void Make(string path)
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
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size)) + "\n"));
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
