namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>A home folder of its own: the seeds, the settings, an empty index. Removed at the end.</summary>
internal sealed class BotHome : IDisposable
{
    public BotHome(bool withSeeds = true)
    {
        Path = Directory.CreateTempSubdirectory("ccgbot-home-").FullName;
        File.Copy(System.IO.Path.Combine(Repository.Root, "appsettings.json"), System.IO.Path.Combine(Path, "appsettings.json"));
        Copy("prompts");
        if (withSeeds)
        {
            Copy("seeds");
        }
    }

    public string Path { get; }

    public string Index => System.IO.Path.Combine(Path, "index");

    /// <summary>Adds a file to a folder beside the seeds.</summary>
    /// <returns>The folder.</returns>
    public string Write(string folder, string file, string text)
    {
        var target = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        File.WriteAllText(System.IO.Path.Combine(target, file), text);
        return target;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending may still write: the system clears its temporary folder.
        }
    }

    private void Copy(string folder)
    {
        var target = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder)))
        {
            File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
        }
    }
}
