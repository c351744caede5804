using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Model.Tests.Infrastructure;

/// <summary>The engine over the seeds, indexed once, in a folder of its own.</summary>
public sealed class ModelFixture : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-model-");

    public ModelFixture()
    {
        Engine = BotEngine.Open(_folder.FullName, new BotSettings(), TimeProvider.System);
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
