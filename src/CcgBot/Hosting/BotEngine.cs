using CcgBot.Answering;
using CcgBot.Answering.Extractive;
using CcgBot.Answering.Parts;
using CcgBot.Answering.Suggestions;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Lexical;
using CcgBot.Retrieval.Reading;
using CcgBot.Storage;
using CcgBot.Text;

namespace CcgBot.Hosting;

/// <summary>The library put together over one index folder: what every host opens and asks.</summary>
public sealed class BotEngine : IDisposable
{
    /// <summary>Views kept for the next question of the same groups; each is some kilobytes and what it remembers.</summary>
    private const int MostViews = 64;

    private readonly Shelves _shelves;
    private readonly TimeProvider _time;
    private readonly EngineParts? _parts;
    private readonly string _answeringHash;
    private readonly SharedParts _shared;
    private readonly Dictionary<string, (CorpusView View, long Used)> _views = new(StringComparer.Ordinal);

    private BotEngine(BotSettings settings, TimeProvider time, ArticleStore articles, Shelves shelves, EngineParts? parts, Action<string>? notice)
    {
        (_shelves, _time, _parts, _answeringHash) = (shelves, time, parts, settings.AnsweringHash(parts?.Identity));
        (Settings, Database, Articles) = (settings, articles.Database, articles);
        var reader = (settings.Reading.Enabled ?? (shelves.Public.Dense.IsPackaged && parts?.Compose is null)) && parts?.OpenReader is { } open
            ? open(settings.Reading) : null;
        if (reader is not null && parts!.AnswersSoon)
        {
            // What goes wrong is told to who asks the first question.
            _ = Task.Run(reader.Load);
        }

        Evidence = new EvidenceLog(Database, settings.Evidence, time);
        Feedback = new FeedbackStore(Database, Evidence, time);
        _shared = new SharedParts(
            parts?.Words is { } words ? new WordList(words) : null,
            reader,
            settings.Evidence.Enabled ? new AnswerRecorder(Evidence, new EvidenceQuota(settings.Evidence, time), _answeringHash, notice) : null,
            parts?.Rewrite?.Invoke(Database));
        Public = new CorpusView(shelves.Public.Articles, shelves.Public.Index, shelves.Public.Dense, settings, time, parts, _shared);
        Ingestor = new Ingestor(articles, settings.Ingest, parts?.ReadDocument);
    }

    public BotSettings Settings { get; }

    public Database Database { get; }

    /// <summary>The whole store, whoever may read what: for those who keep it. What is shown to others comes from a <see cref="View"/>.</summary>
    public ArticleStore Articles { get; }

    /// <summary>What everyone may read. The properties of its name are of this view.</summary>
    public CorpusView Public { get; }

    public ParagraphIndex Index => Public.Index;

    /// <summary>Finding by meaning; its notice says why not when it doesn't work.</summary>
    public DenseSearch Dense => Public.Dense;

    public Retriever Retriever => Public.Retriever;

    /// <summary>Composes for one question; <see cref="Partwise"/> for each part of one.</summary>
    public ExtractiveComposer Composer => Public.Composer;

    public PartwiseComposer Partwise => Public.Partwise;

    public SuggestedQuestions Suggestions => Public.Suggestions;

    /// <summary>Answers from what everyone may read, whoever asks; <see cref="AnswerAsync"/> from what the asker may.</summary>
    public Answerer Answerer => Public.Answerer;

    public EvidenceLog Evidence { get; }

    public FeedbackStore Feedback { get; }

    /// <summary>Operators' own answers, checked against the whole store.</summary>
    public CuratedAnswers Curated => field ??= new CuratedAnswers(Settings.Curated.FileFor(Database.Path), Articles);

    public Ingestor Ingestor { get; }

    /// <summary>Changes articles by hand, with a record of each change.</summary>
    public Editing.ArticleEditor Editor => field ??= new Editing.ArticleEditor(Articles, Evidence);

    /// <summary>Writes curated answers by hand, with a record of each change.</summary>
    public Editing.CuratedEditor CuratedEditor => field ??= new Editing.CuratedEditor(new CuratedStore(Database), Evidence, _time);

    /// <summary>Whether the indexes have all that the store has.</summary>
    public bool IsInStep => _shelves.IsInStep;

    /// <summary>Opens <c>ccgbot.db</c> (or what <c>Storage</c> names), <c>lucene/</c> and <c>audiences/</c> in a folder, making or bringing up to date what is missing or behind.</summary>
    /// <param name="notice">Told in one line when the index was found damaged, foreign or locked, or when answers leave no record, and what is done about it.</param>
    /// <param name="parts">What the host brings: an encoder, a language model; null = nothing.</param>
    /// <param name="progress">Told how far the index is brought up, and how many paragraphs are encoded.</param>
    public static BotEngine Open(
        string indexFolder,
        BotSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken = default,
        EngineParts? parts = null,
        Action<string>? notice = null,
        IProgress<IndexProgress>? progress = null)
    {
        var openEncoder = OpensEncoder(settings.Retrieval.Dense, parts);
        var articles = new ArticleStore(StoreOf(Path.Combine(indexFolder, "ccgbot.db"), settings.Storage, parts), time);
        var open = Shelf.Open(
            indexFolder,
            articles.For([ArticleStore.Public]),
            settings,
            (vectors, store, index) => new DenseSearch(vectors, store, index, settings.Retrieval.Dense, openEncoder),
            notice,
            progress,
            cancellationToken);
        var shelves = new Shelves(indexFolder, articles, settings, open, notice);
        shelves.OpenNew(cancellationToken, progress: progress);
        var engine = new BotEngine(settings, time, articles, shelves, parts, notice);
        engine.EncodeFew(cancellationToken, progress);
        return engine;
    }

    /// <summary>What somebody may read, and what answers from it. Ask anew for every question: articles come to name other groups.</summary>
    public CorpusView View(Access access)
    {
        ArgumentNullException.ThrowIfNull(access);
        var audiences = _shelves.OpenTo(access);
        if (audiences.Count == 0)
        {
            return Public;
        }

        var key = string.Join(',', audiences);
        lock (_views)
        {
            if (!_views.TryGetValue(key, out var known))
            {
                if (_views.Count >= MostViews)
                {
                    _views.Remove(_views.MinBy(view => view.Value.Used).Key);
                }

                known.View = ViewOf([ArticleStore.Public, .. audiences]);
            }

            _views[key] = (known.View, _time.GetTimestamp());
            return known.View;
        }
    }

    /// <summary>Answers from the articles that the asker may read (<see cref="Question.Access"/>), or says that they don't answer.</summary>
    /// <inheritdoc cref="Answerer.AnswerAsync"/>
    public Task<Answer> AnswerAsync(Question question, IProgress<AnsweringStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return View(question.Access).Answerer.AnswerAsync(question, progress, cancellationToken);
    }

    /// <summary>Answers again from evidence records, under the settings in force; a model's answer over its recorded replies.</summary>
    public EvidenceReplay Replay() => new(
        Articles,
        (input, cancellationToken) =>
        {
            var view = View(input.Question.Access);
            return view.Answerer.ReplayAsync(
                input, input.Composer == "model" ? _parts!.Replay!(view.Partwise, input, Database) : view.Partwise, cancellationToken);
        },
        _answeringHash,
        _parts?.PromptHashes?.Invoke(),
        replaysModels: _parts?.Replay is not null);

    /// <summary>Indexes what the store holds and the index does not, and takes it up.</summary>
    /// <param name="progress">Told how many changed articles are indexed.</param>
    public void Synchronise(IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _shelves.Synchronise(progress, cancellationToken);

    /// <summary>Encodes every paragraph that has no vector yet; goes on where an earlier run stopped.</summary>
    public Task EncodeAsync(IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _shelves.EncodeAsync(null, progress, cancellationToken);

    /// <summary>Encodes what few paragraphs have no vector yet, as far as a host may while it serves.</summary>
    public Task EncodeFewAsync(IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _shelves.EncodeAsync(Settings.Retrieval.Dense.EncodeWhenOpening, progress, cancellationToken);

    /// <summary>Has in answers what was just changed; where another process writes the index meanwhile, that is left to the next look at it.</summary>
    public void TakeUp(CancellationToken cancellationToken = default)
    {
        try
        {
            Synchronise(cancellationToken: cancellationToken);
            EncodeFew(cancellationToken);
        }
        catch (Lucene.Net.Store.LockObtainFailedException)
        {
            // The change is stored: whoever writes the index now, or the next who looks, takes it in.
        }
    }

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
        if (Public.Articles.List(count: 1) is [var first])
        {
            await Answerer.RehearseAsync(new Question($"What is said of {first.Title}?"), Partwise, cancellationToken);
        }
    }

    /// <summary>Takes up what another process indexed; of what nobody has indexed yet nothing.</summary>
    /// <exception cref="IOException">A newest commit can't be read; the one before goes on serving.</exception>
    /// <exception cref="InvalidDataException">A file of it is damaged; the one before goes on serving.</exception>
    public void Follow() => _shelves.Follow();

    /// <summary>Takes up what another process stored, indexed or encoded; cheap when nothing changed, to be called often.</summary>
    public void Refresh()
    {
        _shelves.Refresh(CancellationToken.None);
        EncodeFew(CancellationToken.None);
    }

    public void Dispose()
    {
        _shared.Reader?.Dispose();
        Evidence.Dispose();
        Public.Curated.Dispose();
        _shelves.Dispose();
    }

    private CorpusView ViewOf(IReadOnlyList<long> audiences)
    {
        var shelves = audiences.Select(_shelves.Of).ToList();
        var index = new ParagraphIndex([.. shelves.Select(shelf => shelf.Index)], Settings.Retrieval);
        return new CorpusView(
            Articles.For(audiences.ToList()), index, DenseSearch.Union([.. shelves.Select(shelf => shelf.Dense)], index), Settings, _time, _parts, _shared);
    }

    private static Database StoreOf(string path, StorageOptions options, EngineParts? parts) => parts?.OpenStore is { } open
        ? open(options, path)
        : !options.InPostgres ? new Database(path) : throw new InvalidDataException("Setting Storage:Postgres is set, and this program can't use PostgreSQL: leave it out.");

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

    private void EncodeFew(CancellationToken cancellationToken, IProgress<IndexProgress>? progress = null) => EncodeFewAsync(progress, cancellationToken).GetAwaiter().GetResult();
}
