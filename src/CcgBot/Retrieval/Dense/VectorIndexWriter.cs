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

    /// <summary>Paragraphs in the store that answers may come from: what a whole run has to encode.</summary>
    public int CountParagraphs() => store.CountParagraphs();

    /// <summary>Encodes what the store has and the file has not.</summary>
    /// <param name="repair">Looks at every row again, and encodes anew what is damaged.</param>
    /// <param name="progress">Called after each commit.</param>
    /// <returns>True when anything was done; false when there was nothing to do, or another process is at it.</returns>
    public async Task<bool> SynchroniseAsync(bool repair = false, IProgress<VectorProgress>? progress = null, CancellationToken cancellationToken = default)
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

        var run = new VectorFileRun(folder, store, encoder, commit, present?.Count ?? 0, units.KeyBits == 0 ? CountParagraphs() : 0, units, progress);
        run.Dead.AddRange(present?.DamagedRows ?? []);
        var last = from;
        foreach (var article in store.ChangesSince(from))
        {
            var stay = article.Paragraphs.Select(paragraph => paragraph.Key).ToHashSet();
            run.Dead.AddRange(byArticle?[article.ArticleKey].Where(row => !stay.Contains(units.ParagraphOf(row.Key))).Select(row => row.Row) ?? []);
            foreach (var (key, text, leadIn) in article.Paragraphs.Where(paragraph => present?.Holds(units.KeyOf(paragraph.Key, 0)) != true))
            {
                run.Pending.AddRange(units.Texts(leadIn.Length == 0 ? article.Title : $"{article.Title}. {leadIn}", text).Select((unit, place) => (units.KeyOf(key, place), article.ArticleKey, unit)));
                if (run.Pending.Count >= UnitsPerCommit)
                {
                    await run.CommitAsync(last, cancellationToken);
                }
            }

            last = article.Number;
        }

        await run.CommitAsync(last, cancellationToken);
        run.ClearOut(MaxDead);
        return true;
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
}

/// <param name="What">"paragraphs" or "sentences".</param>
/// <param name="Done">So many have a vector.</param>
/// <param name="Total">So many shall have one; 0 = not known beforehand.</param>
public readonly record struct VectorProgress(string What, int Done, int Total);
