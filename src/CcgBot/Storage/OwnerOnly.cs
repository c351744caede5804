using System.Runtime.InteropServices;

namespace CcgBot.Storage;

/// <summary>
/// Files and folders that only their owner may read: 0600 and 0700, whatever the umask. On Windows the user's own folders have that already,
/// and nothing is done.
/// </summary>
public static partial class OwnerOnly
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private const int OthersMask = 0b111_111;

    /// <summary>Makes the folder for its owner alone; one that is there keeps its mode. Folders above it are made as usual.</summary>
    public static void CreateFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
        {
            Directory.CreateDirectory(above);
        }

        Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Makes an empty file for its owner alone, to be filled by something that can't set modes; one that is there is left as it is.</summary>
    public static void CreateFile(string path)
    {
        try
        {
            using var made = Open(path, System.IO.FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }

    /// <summary>Opens for writing; a file made by it is its owner's alone.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Makes a store's folder and its file, or closes those that are there, for SQLite gives its companions the file's own mode. A folder that
    /// is more than the store's own (shared and sticky like <c>/tmp</c>, the user's home, one that the program runs in) keeps its mode.
    /// </summary>
    public static void CreateStore(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        CreateFolder(folder);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if ((File.GetUnixFileMode(folder) & UnixFileMode.StickyBit) == 0 && !Holds(folder, Environment.CurrentDirectory)
            && !Holds(folder, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)))
        {
            Close(folder);
        }

        CreateFile(path);
        foreach (var ending in (string[])["", "-wal", "-shm"])
        {
            Close(path + ending);
        }
    }

    /// <summary>
    /// Takes a file or a folder with all in it away from everyone but its owner: what an earlier version left open is closed. What belongs to
    /// another user is left as it is, and links are not followed.
    /// </summary>
    public static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (File.Exists(path))
        {
            Close(path);
        }
        else if (Directory.Exists(path))
        {
            Close(path);
            foreach (var inside in Directory.EnumerateFileSystemEntries(
                path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
            {
                Close(inside);
            }
        }
    }

    /// <summary>
    /// From here on every file that this process makes is its owner's alone, those of libraries that set no modes too (Lucene.Net, SQLite's own
    /// companions). For a program, at its start: it holds for the whole process.
    /// </summary>
    public static void ForThisProcess()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Umask(OthersMask);
        }
    }

    private static bool Holds(string folder, string other) => (other + "/").StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static void Close(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & ~FolderMode) != 0)
            {
                File.SetUnixFileMode(path, mode & FolderMode);
            }
        }
        catch (Exception error) when (error is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Not ours to close, or gone meanwhile.
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int Umask(int mask);
}
