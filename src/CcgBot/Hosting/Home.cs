namespace CcgBot.Hosting;

/// <summary>The folder that holds <c>appsettings.json</c>, <c>seeds/</c>, <c>index/</c> and <c>prompts/</c>.</summary>
public sealed record Home(string Path)
{
    public string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    public string Seeds => System.IO.Path.Combine(Path, "seeds");

    public string Index => System.IO.Path.Combine(Path, "index");

    public string Prompts => System.IO.Path.Combine(Path, "prompts");

    /// <summary>
    /// The folder named by the environment variable CCGBOT_HOME; else the nearest one above the current folder, then above the
    /// program, that has an <c>appsettings.json</c> beside <c>prompts/</c>.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">None was found.</exception>
    public static Home Locate()
    {
        if (Environment.GetEnvironmentVariable("CCGBOT_HOME") is { Length: > 0 } named)
        {
            return new Home(System.IO.Path.GetFullPath(named));
        }

        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "appsettings.json"))
                    && Directory.Exists(System.IO.Path.Combine(folder.FullName, "prompts")))
                {
                    return new Home(folder.FullName);
                }
            }
        }

        throw new DirectoryNotFoundException(
            "No folder with appsettings.json and prompts/ above the current folder or the program: run inside the project, or set CCGBOT_HOME to it.");
    }
}
