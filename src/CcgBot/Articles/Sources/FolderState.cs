using System.IO.Hashing;
using System.Text;

namespace CcgBot.Articles.Sources;

/// <summary>Tells whether anything in a folder changed, without reading its files: by their names, sizes and times.</summary>
public static class FolderState
{
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 64, AttributesToSkip = FileAttributes.None };

    /// <returns>Another text whenever a file was added, taken away or written; "" where there is no such folder.</returns>
    public static string Of(string folder)
    {
        var hash = new XxHash128();
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", All).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                hash.Append(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}\n")));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone, or going while it is looked at: the next look tells.
            return "";
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
