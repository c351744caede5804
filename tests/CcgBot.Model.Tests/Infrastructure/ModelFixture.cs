using CcgBot.Hosting;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Model.Tests.Infrastructure;

/// <summary>The engine over the seeds, indexed once, in a folder of its own.</summary>
public sealed class ModelFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-model-");

    public ModelFixture()
    {
        // Words alone (an endpoint that was not given): what the model gets does not depend on whether a sentence encoder is installed.
        var settings = new BotSettings();
        settings.Retrieval.Dense.Encoder = EncoderKind.Endpoint;
        Engine = BotEngine.Open(_folder.FullName, settings, TimeProvider.System);
        Engine.Ingestor.Ingest([Home.Locate().Seeds]).ToList();
        Engine.Synchronise();
    }

    public BotEngine Engine { get; }

    public string Folder => _folder.FullName;

    public void Dispose()
    {
        Engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class SeedsCollection : ICollectionFixture<ModelFixture>
{
    public const string Name = "seeds";
}
