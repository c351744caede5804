using CcgBot.Articles;
using Lucene.Net.Store;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Keeps an open index abreast of the store, whatever state either is found in: the index is derived, so that damage costs a rebuild and
/// never an answer. While it can't be written (another process writes it, the disk is full) the last commit goes on serving.
/// </summary>
/// <param name="notice">Told in one line what was found and what is done about it.</param>
internal sealed class IndexUpkeep(string folder, ArticleStore store, RetrievalOptions options, Action<string>? notice)
{
    private const int WaitMilliseconds = 250;

    private readonly System.Threading.Lock _updating = new();

    /// <summary>Opens the index, brought up to the store first where that can be done.</summary>
    /// <param name="progress">Told how far the index is brought up.</param>
    /// <remarks>Waits while another process builds an index that no whole one can stand in for.</remarks>
    public ParagraphIndex Open(IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        for (var waiting = false; ; waiting = true)
        {
            try
            {
                new ParagraphIndexWriter(folder, store, notice).Synchronise(progress: progress, cancellationToken: cancellationToken);
                return new ParagraphIndex(folder, options);
            }
            catch (LockObtainFailedException)
            {
                if (LastCommit() is { } index)
                {
                    notice?.Invoke($"Another process is writing the index in {folder}: what it commits is taken up as it comes.");
                    return index;
                }

                if (!waiting)
                {
                    notice?.Invoke($"Another process is building the index in {folder}: waiting for it.");
                }
            }
            catch (IOException error)
            {
                var index = LastCommit();
                if (index is null)
                {
                    throw;
                }

                notice?.Invoke($"{error.Message} Until then what was last indexed goes on serving.");
                return index;
            }

            cancellationToken.WaitHandle.WaitOne(WaitMilliseconds);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes up what another process committed, and indexes what the store has on top. Returns at once when another thread is at it.</summary>
    public void Refresh(ParagraphIndex index)
    {
        if (!_updating.TryEnter())
        {
            return;
        }

        try
        {
            Follow(index);
            if (!IsCurrent(index.Commit))
            {
                Synchronise(index, null, CancellationToken.None);
            }
        }
        catch (LockObtainFailedException)
        {
            // Another process indexes the same changes: taken up at the next call.
        }
        catch (IOException error)
        {
            notice?.Invoke($"{error.Message} Until then what was last indexed goes on serving.");
        }
        finally
        {
            _updating.Exit();
        }
    }

    /// <summary>Indexes what the store holds and the index does not, taking up each commit as it is made.</summary>
    public void Synchronise(ParagraphIndex index, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        new ParagraphIndexWriter(folder, store, notice).Synchronise(() => index.Refresh(), progress, cancellationToken);
        index.Refresh();
    }

    /// <summary>A newest commit that can't be read is left to <see cref="ParagraphIndexWriter"/>, which finds out and rebuilds.</summary>
    private void Follow(ParagraphIndex index)
    {
        try
        {
            index.Refresh();
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            Synchronise(index, null, CancellationToken.None);
        }
    }

    private bool IsCurrent(IndexCommitData commit) =>
        commit.Whole
        && commit.StoreId == store.Database.StoreId
        && commit.LastChange == store.LastChange()
        && (commit.LastChange == 0 || store.ChangeToken(commit.LastChange) == commit.Token);

    /// <returns>The index as it was last committed; null when it is not whole, damaged, or of another store or state of it.</returns>
    private ParagraphIndex? LastCommit()
    {
        ParagraphIndex? index = null;
        try
        {
            index = new ParagraphIndex(folder, options);
            var commit = index.Commit;
            if (commit.Whole && commit.Format == IndexCommitData.CurrentFormat && commit.StoreId == store.Database.StoreId
                && (commit.LastChange == 0 || store.ChangeToken(commit.LastChange) == commit.Token))
            {
                return index;
            }
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // None to fall back on: the caller says so.
        }

        index?.Dispose();
        return null;
    }
}
