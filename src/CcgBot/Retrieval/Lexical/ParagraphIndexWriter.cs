using CcgBot.Articles;
using CcgBot.Storage;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace CcgBot.Retrieval.Lexical;

/// <summary>Brings the index in a directory up to the store: by its changes, or from nothing when it is missing, foreign or damaged.</summary>
/// <param name="notice">Told in one line when the index has to be rebuilt, and why.</param>
public sealed class ParagraphIndexWriter(string path, ArticleStore store, Action<string>? notice = null)
{
    /// <summary>How many changed articles go into one commit: what a cancelled or killed run need not do again.</summary>
    private const int ArticlesPerCommit = 50_000;

    /// <summary>From this many articles on segments are merged as they come, not after the commit.</summary>
    private const int BulkFrom = 10_000;

    private const int LockMilliseconds = 2_000;

    /// <summary>Indexes what changed since the index's last commit.</summary>
    /// <param name="committed">Called after each commit: readers can take it up then, also while segments are still merged.</param>
    /// <param name="progress">Told how many changed articles are indexed.</param>
    /// <returns>True when anything was done.</returns>
    /// <exception cref="LockObtainFailedException">Another process is writing the index.</exception>
    /// <exception cref="IOException">It could not be written; it stands as it was last committed.</exception>
    public bool Synchronise(Action? committed = null, IProgress<IndexProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        OwnerOnly.CreateFolder(path);
        using var directory = new MMapDirectory(path);
        if (IsCurrent(Examine(directory).Committed))
        {
            return false;
        }

        using var writing = IndexLock.Take(path, LockMilliseconds);
        // Again under the lock: another process may have been at it.
        var (last, problem, damaged) = Examine(directory);
        if (IsCurrent(last))
        {
            return true;
        }

        if (problem is not null)
        {
            notice?.Invoke($"The index in {path} is rebuilt from the store: {problem}.");
        }

        try
        {
            if (damaged)
            {
                Clear(directory);
            }

            Write(directory, last, committed, progress, cancellationToken);
            return true;
        }
        catch (IOException error) when (error is not LockObtainFailedException)
        {
            throw new IOException($"The index in {path} could not be written ({error.Message}). What is stored is safe; free some space or mend the disk and run again.", error);
        }
    }

    /// <summary>What the index was built from; with none, why it has to be built anew, or no reason when there is no index yet.</summary>
    private (IndexCommitData? Committed, string? Problem, bool Damaged) Examine(FSDirectory directory)
    {
        if (SegmentInfos.GetLastCommitSegmentsFileName(directory) is null)
        {
            // An index that has lost its commit file is no start to build on.
            var leftovers = directory.ListAll().Any(file => file.StartsWith('_') || file == IndexFileNames.SEGMENTS_GEN);
            return (null, leftovers ? "its commit file is missing" : null, leftovers);
        }

        try
        {
            if (IndexIntegrity.Damage(directory) is { } damage)
            {
                return (null, damage, true);
            }

            // Every file has its checksum: the commit file alone says the rest, without opening a million paragraphs.
            var infos = new SegmentInfos();
            infos.Read(directory);
            var data = IndexCommitData.Read(infos.UserData);
            var problem = data switch
            {
                { Format: not IndexCommitData.CurrentFormat } => "it was written by another version of the program",
                _ when data.StoreId != store.Database.StoreId => "it belongs to another store",
                { LastChange: > 0 } when data.Token is null || store.ChangeToken(data.LastChange) != data.Token => "the store was restored to an older state",
                _ => null,
            };
            return (problem is null ? data : null, problem, false);
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
        {
            return (null, error.Message.TrimEnd('.'), true);
        }
    }

    private bool IsCurrent(IndexCommitData? committed) => committed is { Whole: true } && committed.LastChange == store.LastChange();

    /// <summary>Removes a damaged index's files. Readers that have it open keep what they have mapped.</summary>
    private static void Clear(FSDirectory directory)
    {
        foreach (var file in directory.ListAll().Where(file => file != IndexLock.FileName && file != IndexWriter.WRITE_LOCK_NAME))
        {
            directory.DeleteFile(file);
        }
    }

    private void Write(FSDirectory directory, IndexCommitData? start, Action? committed, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        var merging = new DeferredMergePolicy();
        var configuration = IndexSettings.Writer(start is null ? OpenMode.CREATE : OpenMode.APPEND, merging);
        var writer = new IndexWriter(directory, configuration);
        try
        {
            var build = start?.Build ?? Guid.NewGuid().ToString("N");
            var (last, pending, leave) = (start?.LastChange ?? 0, 0, false);
            var total = progress is null ? 0 : store.CountChangesSince(last);
            using var indexing = new IndexingThreads(writer);
            foreach (var article in store.ChangesSince(last))
            {
                cancellationToken.ThrowIfCancellationRequested();
                indexing.Add(article);
                leave |= article is { IsForOthers: true, WasIndexed: true };
                last = article.Number;
                progress?.Report(new IndexProgress("articles indexed", pending, total));
                if (++pending == BulkFrom)
                {
                    merging.Allow();
                }

                if (pending % ArticlesPerCommit == 0)
                {
                    indexing.Finish();
                    Commit(writer, last, build, whole: start?.Whole == true);
                    committed?.Invoke();
                }
            }

            indexing.Finish();
            Commit(writer, last, build, whole: true);
            committed?.Invoke();
            progress?.Report(new IndexProgress("articles indexed", pending, total));
            if (merging.Allow() || leave)
            {
                // What is new can be found by now: merging has time.
                BackgroundThread.Start(writer.MaybeMerge).GetAwaiter().GetResult();
                if (leave)
                {
                    // What is only marked as deleted still counts in frequencies, and its words are still known.
                    BackgroundThread.Start(writer.ForceMergeDeletes).GetAwaiter().GetResult();
                }

                if (writer.HasUncommittedChanges())
                {
                    Commit(writer, last, build, whole: true);
                    committed?.Invoke();
                }
            }

            writer.Dispose();
        }
        catch
        {
            Abandon(writer, directory);
            throw;
        }
    }

    /// <summary>Leaves the last commit as it is. A writer that can't even roll back must not be disposed of: that would commit.</summary>
    private static void Abandon(IndexWriter writer, FSDirectory directory)
    {
        try
        {
            writer.Rollback();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            IndexWriter.Unlock(directory);
        }
    }

    /// <param name="whole">False for a part of an index that is being rebuilt: readers of the old one stay with it.</param>
    private void Commit(IndexWriter writer, long lastChange, string build, bool whole)
    {
        writer.SetCommitData(new IndexCommitData(
            store.Database.StoreId, lastChange, store.ChangeToken(lastChange), IndexCommitData.CurrentFormat, build, whole).ToUserData());
        writer.Commit();
    }
}
