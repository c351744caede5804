using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Hosting;

/// <summary>
/// The articles of one audience with an index and vectors of their own, in a folder of their own. What is searched for somebody is made of the shelves
/// that they may read and of nothing else: that is why no score, count or time tells of another.
/// </summary>
internal sealed class Shelf : IDisposable
{
    private readonly IndexUpkeep _upkeep;

    private Shelf(ArticleStore articles, IndexUpkeep upkeep, ParagraphIndex index, DenseSearch dense) =>
        (Articles, _upkeep, Index, Dense) = (articles, upkeep, index, dense);

    /// <summary>The store, as those see it who may read this shelf alone.</summary>
    public ArticleStore Articles { get; }

    public ParagraphIndex Index { get; }

    public DenseSearch Dense { get; }

    /// <summary>Whether the index has all that the store has.</summary>
    public bool IsInStep => Index.LastChange == Articles.LastChange();

    /// <summary>Opens a shelf, making or bringing up to date its index.</summary>
    /// <param name="folder">Its <c>lucene/</c> and <c>vectors/</c> stand there.</param>
    /// <param name="dense">Opens the vectors beside an index, in the folder given.</param>
    /// <param name="progress">Told how far the index is brought up.</param>
    public static Shelf Open(
        string folder,
        ArticleStore articles,
        BotSettings settings,
        Func<string, ArticleStore, ParagraphIndex, DenseSearch> dense,
        Action<string>? notice,
        IProgress<IndexProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (lucene, vectors) = (Path.Combine(folder, "lucene"), Path.Combine(folder, "vectors"));
        Storage.OwnerOnly.Restrict(lucene);
        Storage.OwnerOnly.Restrict(vectors);
        var upkeep = new IndexUpkeep(lucene, articles, settings.Retrieval, notice);
        var index = upkeep.Open(progress, cancellationToken);
        return new Shelf(articles, upkeep, index, dense(vectors, articles, index));
    }

    /// <summary>Takes up what another process committed, and indexes what the store has on top.</summary>
    public void Refresh() => _upkeep.Refresh(Index);

    public void Synchronise(IProgress<IndexProgress>? progress, CancellationToken cancellationToken) => _upkeep.Synchronise(Index, progress, cancellationToken);

    public void Dispose()
    {
        Dense.Dispose();
        Index.Dispose();
    }
}
