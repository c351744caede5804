using System.Security.Cryptography;
using System.Text;

namespace CcgBot.Storage;

/// <summary>A file with one key of 32 bytes: 64 hex digits, readable by its owner only.</summary>
/// <param name="path">Where it lies: outside the store (<see cref="KeyFolder"/>).</param>
/// <param name="name">What messages call it, as in "evidence key".</param>
/// <param name="setting">The setting that names another place, as in <c>Evidence:KeyFile</c>.</param>
public sealed class KeyFile(string path, string name, string setting)
{
    /// <summary>The length of a key in bytes.</summary>
    public const int Size = 32;

    public string Path { get; } = path;

    /// <summary>Reads the key, making it first when there is none and <paramref name="create"/> is set.</summary>
    /// <exception cref="InvalidDataException">The file is missing or holds no key; the message names it.</exception>
    public byte[] Open(bool create)
    {
        if (!File.Exists(Path))
        {
            if (!create)
            {
                throw new InvalidDataException(
                    $"The {name} {Path} is missing: run as the user who began the log, put the key file back, or name its place with the setting {setting}.");
            }

            WriteFirst();
        }

        return Read(File.ReadAllText(Path).Trim())
            ?? throw new InvalidDataException($"{Path} is no {name} (64 hex digits): put the right file back, or name its place with the setting {setting}.");
    }

    /// <summary>One program and thread at a time: a move that must not overwrite looks first and moves then, and two of them may both see nothing there.</summary>
    private void WriteFirst()
    {
        try
        {
            OwnerOnly.CreateFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            using var turn = FileTurn.Take(Path + ".lock", TimeProvider.System);
            if (!File.Exists(Path))
            {
                WriteNew(Path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size)) + "\n", overwrite: false);
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw Unwritable(error);
        }
    }

    /// <summary>Tells keys apart without saying anything of them.</summary>
    public static string NameOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData([.. "ccgbot key name"u8, .. key]).AsSpan(0, 8));

    /// <returns>Null when the text is no key.</returns>
    internal static byte[]? Read(string hex) =>
        hex.Length == 2 * Size && !hex.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF") ? Convert.FromHexString(hex) : null;

    /// <summary>Puts the whole file there at once, or leaves the one that is there: another process may have been first, and its key counts.</summary>
    /// <exception cref="InvalidDataException">The folder can't be written.</exception>
    internal void Write(string text)
    {
        try
        {
            WriteNew(Path, text, overwrite: false);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw Unwritable(error);
        }
    }

    internal InvalidDataException Unwritable(Exception error) => new(
        $"The {name} {Path} can't be written ({error.Message}): name a place that can with the setting {setting}, or a folder with the environment variable {KeyFolder.Variable}.",
        error);

    internal static void WriteNew(string path, string text, bool overwrite)
    {
        OwnerOnly.CreateFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var unfinished = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        using (var stream = OwnerOnly.Open(unfinished, FileMode.CreateNew))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
