using System.Globalization;
using System.Text;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>
/// The file of exported heads, a line each: time, store id, sequence number, hash. It only grows. A copy kept where the host can't write
/// is what shows that a whole log was written anew.
/// </summary>
public sealed class HeadFile(string path)
{
    public string Path { get; } = path;

    /// <summary>Adds the head when it is not the last one exported.</summary>
    /// <returns>False when there was nothing new.</returns>
    public bool Export(string storeId, EvidenceHead head, DateTimeOffset now)
    {
        if (head.Seq == 0 || Read(storeId).LastOrDefault() is { } last && last.Head == head)
        {
            return false;
        }

        OwnerOnly.CreateFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        using var file = OwnerOnly.Open(Path, FileMode.Append);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {storeId} {head.Seq} {head.Hash}\n")));
        file.Flush(flushToDisk: true);
        return true;
    }

    /// <summary>The heads exported of one store, oldest first; none when there is no file.</summary>
    /// <exception cref="InvalidDataException">A line is not as it was written; the message has its number.</exception>
    public IReadOnlyList<ExportedHead> Read(string storeId)
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        var heads = new List<ExportedHead>();
        foreach (var (number, line) in File.ReadLines(Path).Index())
        {
            var parts = line.Split(' ');
            if (parts.Length != 4
                || !DateTimeOffset.TryParse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
                || parts[3].Length != 2 * EvidenceChain.Size)
            {
                throw new InvalidDataException($"{Path}, line {number + 1}: not an exported head (time, store, number, hash).");
            }

            if (parts[1] == storeId)
            {
                heads.Add(new ExportedHead(at, new EvidenceHead(seq, parts[3])));
            }
        }

        return heads;
    }
}

public sealed record ExportedHead(DateTimeOffset At, EvidenceHead Head);
