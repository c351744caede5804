namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>A home folder of its own: the seeds, their index, the settings, keys. Removed at the end.</summary>
internal sealed class BotHome : IDisposable
{
    /// <summary>The seeds are indexed and encoded once for all tests: it takes longer than most of what they do with it.</summary>
    private static readonly Lazy<BotHome> Indexed = new(() =>
    {
        var home = new BotHome(indexed: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => home.Dispose();
        Cli.RunAsync(home, "ingest", System.IO.Path.Combine(home.Path, "seeds")).GetAwaiter().GetResult();
        return home;
    });

    /// <param name="withSeeds">False: <c>seeds/</c> is not there, and nothing is indexed.</param>
    /// <param name="indexed">False: the index is empty, as before a first start.</param>
    public BotHome(bool withSeeds = true, bool indexed = true)
    {
        Path = Directory.CreateTempSubdirectory("ccgbot-home-").FullName;
        File.Copy(System.IO.Path.Combine(Repository.Root, "appsettings.json"), System.IO.Path.Combine(Path, "appsettings.json"));
        Copy(Repository.Root, "prompts");
        if (withSeeds)
        {
            Copy(Repository.Root, "seeds");
            if (indexed)
            {
                Copy(Indexed.Value.Path, "index");
                Copy(Indexed.Value.Path, "keys");
            }
        }
    }

    public string Path { get; }

    public string Index => System.IO.Path.Combine(Path, "index");

    /// <summary>Keys and exported heads: homes may hold copies of one store, whose keys would else be one file.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

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

    private void Copy(string from, string folder)
    {
        var source = new DirectoryInfo(System.IO.Path.Combine(from, folder));
        foreach (var file in source.Exists ? source.EnumerateFiles("*", SearchOption.AllDirectories) : [])
        {
            var target = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(from, file.FullName));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            file.CopyTo(target);
        }
    }
}
