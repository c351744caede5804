using System.Globalization;
using System.Text;

namespace CcgBot.Storage;

/// <summary>
/// Keys that take turns, in one file outside the store: a line each (when it was made, 64 hex digits), the newest last. What is signed is
/// signed with the newest; one that was followed is still accepted for <paramref name="overlap"/>, so that nothing issued before the change
/// stops being good before its time. Safe for many threads, and for several programs on one file.
/// </summary>
/// <param name="path">As <see cref="KeyFolder.FileFor"/> gives it.</param>
/// <param name="name">What messages call the keys, as in "Direct Line keys".</param>
/// <param name="setting">The setting that names another place.</param>
/// <param name="period">After which a new key is made.</param>
/// <param name="overlap">At least as long as what is signed is good for.</param>
public sealed class KeyRing(string path, string name, string setting, TimeSpan period, TimeSpan overlap, TimeProvider time)
{
    private readonly KeyFile _file = new(path, name, setting);
    private readonly Lock _lock = new();
    private (DateTime Written, long Length, IReadOnlyList<Made> Keys) _read = (DateTime.MinValue, -1, []);

    /// <summary>The key to sign with: the newest, made first when there is none or the newest is past its period.</summary>
    /// <exception cref="InvalidDataException">The file can't be read or written; the message names it.</exception>
    public byte[] Current() => Keys()[^1].Key;

    /// <summary>The keys that a signature is good with, the newest first.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Current"/>.</exception>
    public IReadOnlyList<byte[]> Accepted() => [.. Accepted(Keys()).Select(made => made.Key).Reverse()];

    private IReadOnlyList<Made> Keys()
    {
        lock (_lock)
        {
            var keys = Load();
            return keys.Count > 0 && time.GetUtcNow() < keys[^1].At + period ? keys : Rotate();
        }
    }

    private IReadOnlyList<Made> Rotate()
    {
        try
        {
            OwnerOnly.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var turn = FileTurn.Take(path + ".lock", time);
            var keys = Load();
            if (keys.Count > 0 && time.GetUtcNow() < keys[^1].At + period)
            {
                return keys; // another program was first
            }

            IReadOnlyList<Made> rotated = [.. keys, new Made(time.GetUtcNow(), System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyFile.Size))];
            var text = new StringBuilder();
            foreach (var (at, key) in Accepted(rotated))
            {
                text.Append(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {Convert.ToHexStringLower(key)}\n");
            }

            KeyFile.WriteNew(path, text.ToString(), overwrite: true);
            return Load();
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw _file.Unwritable(error);
        }
    }

    private IEnumerable<Made> Accepted(IReadOnlyList<Made> keys)
    {
        var now = time.GetUtcNow();
        return keys.Where((_, i) => i + 1 == keys.Count || now < keys[i + 1].At + overlap);
    }

    /// <summary>The file's keys, read again only when it changed.</summary>
    private IReadOnlyList<Made> Load()
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return [];
        }

        if (file.LastWriteTimeUtc != _read.Written || file.Length != _read.Length)
        {
            _read = (file.LastWriteTimeUtc, file.Length, [.. File.ReadLines(path).Index().Select(line => Parse(line.Item, line.Index + 1))]);
        }

        return _read.Keys;
    }

    private Made Parse(string line, int number) =>
        line.Split(' ') is [var at, var hex]
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made)
        && KeyFile.Read(hex) is { } key
            ? new Made(made, key)
            : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{path}, line {number}: not one of the {name} (time, 64 hex digits): put the right file back, or remove it and new keys are made."));

    private readonly record struct Made(DateTimeOffset At, byte[] Key);
}
