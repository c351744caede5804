namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>Where things are in the checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>The host as it was built together with these tests.</summary>
    public static string WebProgram => Path.Combine(Root, "src", "CcgBot.Web", "bin", Configuration, "net10.0", "CcgBot.Web.dll");

    public static string CliProgram => Path.Combine(Root, "src", "CcgBot.Cli", "bin", Configuration, "net10.0", "CcgBot.Cli.dll");

    /// <summary>npm packages that only tests need; <c>./test</c> restores them.</summary>
    public static string ClientModules => Path.Combine(Root, "tests", "clients", "node_modules");

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No CcgBot.sln above {start}.");
    }
}
