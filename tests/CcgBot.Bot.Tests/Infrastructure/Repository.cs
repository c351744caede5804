namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>Where things stand in the working copy the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Clients => Path.Combine(Root, "tests", "clients");

    /// <summary>Build output that is looked at, not committed.</summary>
    public static string Artifacts(string folder) => Directory.CreateDirectory(Path.Combine(Root, "artifacts", folder)).FullName;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
