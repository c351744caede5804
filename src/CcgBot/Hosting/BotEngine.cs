using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;

namespace CcgBot.Hosting;

/// <summary>The library put together over one index folder: what every host opens and asks.</summary>
public sealed class BotEngine : IDisposable
{
    private BotEngine(BotSettings settings, TimeProvider time, Database database, ArticleStore articles, ParagraphIndex index)
    {
        Settings = settings;
        Database = database;
        Articles = articles;
        Index = index;
        Retriever = new Retriever(index, articles, settings.Retrieval);
        Answerer = new Answerer(Retriever, time);
        Ingestor = new Ingestor(articles, settings.Ingest);
    }

    public BotSettings Settings { get; }

    public Database Database { get; }

    public ArticleStore Articles { get; }

    public ParagraphIndex Index { get; }

    public Retriever Retriever { get; }

    public Answerer Answerer { get; }

    public Ingestor Ingestor { get; }

    private string LuceneFolder => Path.Combine(Path.GetDirectoryName(Database.Path)!, "lucene");

    /// <summary>Opens <c>ccgbot.db</c> and <c>lucene/</c> in a folder, making or bringing up to date what is missing or behind.</summary>
    public static BotEngine Open(string indexFolder, BotSettings settings, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var database = new Database(Path.Combine(indexFolder, "ccgbot.db"));
        var articles = new ArticleStore(database, time);
        var lucene = Path.Combine(indexFolder, "lucene");
        new ParagraphIndexWriter(lucene, articles).Synchronise(cancellationToken: cancellationToken);
        return new BotEngine(settings, time, database, articles, new ParagraphIndex(lucene, settings.Retrieval));
    }

    /// <summary>Indexes what the store holds and the index does not, and takes it up.</summary>
    /// <param name="progress">Told the last change number taken in.</param>
    public void Synchronise(IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        new ParagraphIndexWriter(LuceneFolder, Articles).Synchronise(progress, cancellationToken);
        Index.Refresh();
    }

    /// <summary>Takes up what another process stored or indexed; cheap when nothing changed, to be called often.</summary>
    public void Refresh()
    {
        if (!Index.Refresh() && Articles.LastChange() != Index.LastChange)
        {
            Synchronise();
        }
    }

    public void Dispose() => Index.Dispose();
}
