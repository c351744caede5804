using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>Earlier versions kept the key and the exported heads beside the store.</summary>
internal static class EarlierKeyPlace
{
    /// <summary>
    /// Takes them from there to where they belong now. The old key goes only once its copy is on the disk and reads the same; a heads file
    /// that is there already is added to.
    /// </summary>
    /// <returns>True when a key was moved.</returns>
    public static bool Leave(string storePath, KeyFile place, string headsPath)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(storePath))!;
        var (key, heads) = (Path.Combine(folder, "evidence.key"), Path.Combine(folder, "evidence.heads"));
        if (File.Exists(place.Path) || !File.Exists(key) || Path.GetFullPath(place.Path) == key)
        {
            return false;
        }

        var hex = File.ReadAllText(key);
        place.Write(hex);
        if (File.ReadAllText(place.Path) == hex)
        {
            File.Delete(key);
        }

        if (File.Exists(heads) && Path.GetFullPath(headsPath) != heads)
        {
            var known = File.Exists(headsPath) ? File.ReadAllLines(headsPath).ToHashSet(StringComparer.Ordinal) : [];
            File.AppendAllLines(headsPath, File.ReadLines(heads).Where(line => !known.Contains(line)));
            OwnerOnly.Restrict(headsPath);
            File.Delete(heads);
        }

        return true;
    }
}
