using CcgBot.Articles;
using CcgBot.Storage;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// Brings the vector file up to the store by its changes: encodes what is new, marks dead what is gone. A killed or cancelled run goes on
/// where its last commit was, little more than <see cref="UnitsPerCommit"/> paragraphs or sentences back.
/// </summary>
public sealed class VectorIndexWriter(string folder, ArticleStore store, Encoder encoder, VectorUnits units)
{
    /// <summary>Some half a minute of the packaged encoder's work.</summary>
    private const int UnitsPerCommit = 1_000;

    /// <summary>Dead rows are cleared out when they are more than this share.</summary>
    private const double MaxDead = 0.25;

    /// <summary>Whether a run would do nothing.</summary>
    public bool IsCurrent() =>
        VectorCommit.Read(folder) is { } commit && commit.BelongsTo(store, encoder.Identity, folder) && commit.LastChange == store.LastChange();

    /// <summary>Encodes what the store has and the file has not.</summary>
    /// <param name="repair">Looks at every row again, and encodes anew what is damaged.</param>
    /// <param name="progress">Told how many have a vector.</param>
    /// <returns>True when anything was done; false when there was nothing to do, or another process is at it.</returns>
    public async Task<bool> SynchroniseAsync(bool repair = false, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (!repair && IsCurrent())
        {
            return false;
        }

        OwnerOnly.CreateFolder(folder);
        using var turn = TakeTurn();
        if (turn is null)
        {
            return false;
        }

        var commit = VectorCommit.Read(folder);
        commit = commit?.BelongsTo(store, encoder.Identity, folder) == true ? commit : null;
        using var present = commit is null ? null : new VectorSnapshot(folder, commit);
        var byArticle = present?.ByArticle();
        commit ??= new VectorCommit(VectorCommit.CurrentFormat, store.Database.StoreId, encoder.Identity, 0, VectorFileRun.NewFile(), 0, 0, 0, null);
        commit = commit with { Rows = present?.Rows ?? 0 };
        var from = present?.Damaged > 0 ? 0 : commit.LastChange;

        IEnumerable<ChangedUnits> Changes() => store.ChangesSince(from).Select(article => Changed(article, present, byArticle));
        var before = present?.Count ?? 0;
        var total = progress is null ? 0 : units.KeyBits == 0 ? store.CountParagraphs() : before + Changes().Sum(change =>
        {
            // Reading sentences takes a hundredth of the time of encoding them.
            cancellationToken.ThrowIfCancellationRequested();
            return change.New.Sum(paragraph => paragraph.Count) - change.Gone.Count;
        });
        void Encoded(int done) => progress?.Report(new IndexProgress($"{units.Name} encoded", done, total));
        Encoded(before);
        var run = new VectorFileRun(folder, store, encoder, commit, before, Encoded);
        run.Dead.AddRange(present?.DamagedRows ?? []);
        var last = from;
        foreach (var change in Changes())
        {
            run.Dead.AddRange(change.Gone);
            foreach (var paragraph in change.New)
            {
                run.Pending.AddRange(paragraph);
                if (run.Pending.Count >= UnitsPerCommit)
                {
                    await run.CommitAsync(last, cancellationToken);
                }
            }

            last = change.Number;
        }

        await run.CommitAsync(last, cancellationToken);
        run.ClearOut(MaxDead);
        return true;
    }

    private ChangedUnits Changed(ChangedArticle article, VectorSnapshot? present, ILookup<long, (long Key, int Row)>? byArticle)
    {
        var stay = article.Paragraphs.Select(paragraph => paragraph.Key).ToHashSet();
        return new ChangedUnits(
            article.Number,
            [.. byArticle?[article.ArticleKey].Where(row => !stay.Contains(units.ParagraphOf(row.Key))).Select(row => row.Row) ?? []],
            [.. article.Paragraphs.Where(paragraph => present?.Holds(units.KeyOf(paragraph.Key, 0)) != true).Select(paragraph => units
                .Texts(paragraph.LeadIn.Length == 0 ? article.Title : $"{article.Title}. {paragraph.LeadIn}", paragraph.Text)
                .Select((text, place) => (units.KeyOf(paragraph.Key, place), article.ArticleKey, text)).ToList())]);
    }

    /// <summary>The lock of the folder, held while open; null when another process holds it.</summary>
    private FileStream? TakeTurn()
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <param name="Gone">Rows to mark dead.</param>
    /// <param name="New">What has no vector yet, paragraph by paragraph: one half in a commit would look whole to the next run.</param>
    private sealed record ChangedUnits(long Number, IReadOnlyList<int> Gone, IReadOnlyList<IReadOnlyList<(long Key, long Article, string Text)>> New);
}
