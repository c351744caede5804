using CcgBot.Answering;
using CcgBot.Answering.Clarifying;
using CcgBot.Answering.Extractive;
using CcgBot.Answering.Parts;
using CcgBot.Answering.Suggestions;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;
using CcgBot.Text;

namespace CcgBot.Hosting;

/// <summary>The library put together over one index folder: what every host opens and asks.</summary>
public sealed class BotEngine : IDisposable
{
    private readonly IndexUpkeep _upkeep;
    private readonly EngineParts? _parts;
    private readonly string _answeringHash;

    private BotEngine(BotSettings settings, TimeProvider time, Database database, ArticleStore articles, ParagraphIndex index, IndexUpkeep upkeep, DenseSearch dense, EngineParts? parts)
    {
        _upkeep = upkeep;
        _parts = parts;
        _answeringHash = settings.AnsweringHash(parts?.Identity);
        Settings = settings;
        Database = database;
        Articles = articles;
        Index = index;
        Dense = dense;
        Retriever = new Retriever(index, dense, articles, settings.Retrieval, parts?.Words is { } words ? new WordList(words) : null);
        Composer = new ExtractiveComposer(settings.Answering, WeightChoice.Shipped(dense.IsPackaged));
        Partwise = new PartwiseComposer(Composer, settings.Answering);
        Suggestions = new SuggestedQuestions(articles, index, Retriever, Composer, settings.Answering);
        Evidence = new EvidenceLog(database, settings.Evidence, time);
        Feedback = new FeedbackStore(database, Evidence, time);
        Curated = new CuratedAnswers(settings.Curated.FileFor(database.Path), articles);
        Answerer = new Answerer(
            Retriever,
            parts?.Compose?.Invoke(Partwise, Retriever, database) ?? Partwise,
            settings.Answering,
            time,
            settings.Evidence.Enabled ? new AnswerRecorder(Evidence, _answeringHash) : null,
            Curated,
            parts?.Rewrite?.Invoke(database),
            Suggestions,
            new Clarifier(Retriever, Composer, settings.Answering));
        Ingestor = new Ingestor(articles, settings.Ingest);
    }

    public BotSettings Settings { get; }

    public Database Database { get; }

    public ArticleStore Articles { get; }

    public ParagraphIndex Index { get; }

    /// <summary>Finding by meaning; its notice says why not when it doesn't work.</summary>
    public DenseSearch Dense { get; }

    public Retriever Retriever { get; }

    /// <summary>Composes for one question; <see cref="Partwise"/> for each part of one.</summary>
    public ExtractiveComposer Composer { get; }

    public PartwiseComposer Partwise { get; }

    public SuggestedQuestions Suggestions { get; }

    public Answerer Answerer { get; }

    public EvidenceLog Evidence { get; }

    public FeedbackStore Feedback { get; }

    public CuratedAnswers Curated { get; }

    public Ingestor Ingestor { get; }

    /// <summary>Opens <c>ccgbot.db</c> and <c>lucene/</c> in a folder, making or bringing up to date what is missing or behind.</summary>
    /// <param name="notice">Told in one line when the index was found damaged, foreign or locked, and what is done about it.</param>
    /// <param name="parts">What the host brings: an encoder, a language model; null = nothing.</param>
    public static BotEngine Open(
        string indexFolder,
        BotSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken = default,
        EngineParts? parts = null,
        Action<string>? notice = null)
    {
        var openEncoder = OpensEncoder(settings.Retrieval.Dense, parts);
        var database = new Database(Path.Combine(indexFolder, "ccgbot.db"));
        var articles = new ArticleStore(database, time);
        var lucene = Path.Combine(indexFolder, "lucene");
        var upkeep = new IndexUpkeep(lucene, articles, settings.Retrieval, notice);
        var index = upkeep.Open(cancellationToken);
        var dense = new DenseSearch(Path.Combine(indexFolder, "vectors"), articles, index, settings.Retrieval.Dense, openEncoder);
        var engine = new BotEngine(settings, time, database, articles, index, upkeep, dense, parts);
        engine.EncodeFew(cancellationToken);
        return engine;
    }

    /// <summary>Answers again from evidence records, under the settings in force; a model's answer over its recorded replies.</summary>
    public EvidenceReplay Replay() => new(
        Articles,
        (input, cancellationToken) => Answerer.ReplayAsync(
            input, input.Composer == "model" ? _parts!.Replay!(Partwise, input, Database) : Partwise, cancellationToken),
        _answeringHash,
        _parts?.PromptHashes?.Invoke(),
        replaysModels: _parts?.Replay is not null);

    /// <summary>Indexes what the store holds and the index does not, and takes it up.</summary>
    /// <param name="progress">Told the last change number taken in.</param>
    public void Synchronise(IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        _upkeep.Synchronise(Index, progress, cancellationToken);

    /// <summary>Encodes every paragraph that has no vector yet; goes on where an earlier run stopped.</summary>
    public Task EncodeAsync(IProgress<VectorProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Dense.SynchroniseAsync(null, progress, cancellationToken);

    /// <summary>Takes in the articles of a folder when nothing was ever ingested; does nothing else.</summary>
    /// <returns>What became of each; empty when there was something before, or there is no such folder.</returns>
    public IReadOnlyList<IngestOutcome> IngestFirst(string folder, CancellationToken cancellationToken = default)
    {
        // The change number, not the article count: an operator who removed every article doesn't get them back.
        if (Articles.LastChange() != 0 || !Directory.Exists(folder))
        {
            return [];
        }

        List<IngestOutcome> outcomes = [.. Ingestor.Ingest([folder], cancellationToken: cancellationToken)];
        Synchronise(cancellationToken: cancellationToken);
        EncodeFew(cancellationToken);
        return outcomes;
    }

    /// <summary>Answers a question that nobody asked, and records nothing: the first real one then doesn't wait for weights and compilers.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken = default)
    {
        if (Articles.List(count: 1) is [var first])
        {
            await Answerer.RehearseAsync(new Question($"What is said of {first.Title}?"), Partwise, cancellationToken);
        }
    }

    /// <summary>Takes up what another process stored, indexed or encoded; cheap when nothing changed, to be called often.</summary>
    public void Refresh()
    {
        _upkeep.Refresh(Index);
        EncodeFew(CancellationToken.None);
    }

    public void Dispose()
    {
        Dense.Dispose();
        Evidence.Dispose();
        Curated.Dispose();
        Index.Dispose();
    }

    private static Func<DenseOptions, Encoder>? OpensEncoder(DenseOptions options, EngineParts? parts)
    {
        if (options.Encoder == EncoderKind.Endpoint)
        {
            return parts?.Embeddings is { } embeddings ? asked => Encoder.From(embeddings, asked) : null;
        }

        if (parts?.OpenEncoder is not { } open || !parts.AnswersSoon || !options.Enabled)
        {
            return parts?.OpenEncoder;
        }

        var encoder = new Lazy<Encoder>(() => open(options));
        // What goes wrong is told to who asks for the encoder.
        _ = Task.Run(() => encoder.Value.Load());
        return _ => encoder.Value;
    }

    private void EncodeFew(CancellationToken cancellationToken) =>
        Dense.SynchroniseAsync(Settings.Retrieval.Dense.EncodeWhenOpening, null, cancellationToken).GetAwaiter().GetResult();
}
