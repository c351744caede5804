using System.Globalization;
using CcgBot.Articles;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace CcgBot.Retrieval.Lexical;

/// <summary>Brings the index in a directory up to the store: by its changes, or from nothing when it is missing, foreign or unreadable.</summary>
public sealed class ParagraphIndexWriter(string path, ArticleStore store)
{
    /// <summary>How many changed articles go into one commit: what a cancelled or killed run need not do again.</summary>
    private const int ArticlesPerCommit = 50_000;

    /// <summary>Indexes what changed since the index's last commit.</summary>
    /// <param name="progress">Called with the last change number taken in.</param>
    /// <returns>True when anything was done.</returns>
    /// <exception cref="LockObtainFailedException">Another process is writing the index.</exception>
    public bool Synchronise(IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        System.IO.Directory.CreateDirectory(path);
        using var directory = new MMapDirectory(path);
        var committed = Committed(directory);
        if (committed is not null && committed.LastChange == store.LastChange())
        {
            return false;
        }

        var configuration = IndexSettings.Writer(committed is null ? OpenMode.CREATE : OpenMode.APPEND);
        using var writer = new IndexWriter(directory, configuration);
        // Again under the lock: another process may have been first.
        var from = committed is null ? 0 : (Committed(directory) ?? IndexCommitData.None).LastChange;
        try
        {
            var (last, pending, paragraph) = (from, 0, new IndexedParagraph());
            foreach (var article in store.ChangesSince(from))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Index(writer, paragraph, article);
                last = article.Number;
                if (++pending % ArticlesPerCommit == 0)
                {
                    Commit(writer, last);
                    progress?.Report(last);
                }
            }

            Commit(writer, last);
            progress?.Report(last);
            return true;
        }
        catch
        {
            writer.Rollback();
            throw;
        }
    }

    /// <summary>What the index was built from; null when it has to be built anew.</summary>
    private IndexCommitData? Committed(FSDirectory directory)
    {
        try
        {
            if (!DirectoryReader.IndexExists(directory))
            {
                return null;
            }

            using var reader = DirectoryReader.Open(directory);
            var data = IndexCommitData.Read(reader);
            var ours = data.Format == IndexCommitData.CurrentFormat
                && data.StoreId == store.Database.StoreId
                && (data.LastChange == 0 || data.Token is { } token && store.ChangeToken(data.LastChange) == token);
            return ours ? data : null;
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null; // unreadable: derived data, built again
        }
    }

    private static void Index(IndexWriter writer, IndexedParagraph paragraph, ChangedArticle article)
    {
        var articleTerm = new Term(ParagraphIndex.ArticleField, article.ArticleKey.ToString(CultureInfo.InvariantCulture));
        if (article.WasIndexed)
        {
            writer.DeleteDocuments(articleTerm);
        }

        foreach (var (key, text) in article.Paragraphs)
        {
            paragraph.Set(articleTerm.Text, key, article.Title, text);
            writer.AddDocument(paragraph.Document);
        }
    }

    private void Commit(IndexWriter writer, long lastChange)
    {
        writer.SetCommitData(new IndexCommitData(
            store.Database.StoreId, lastChange, store.ChangeToken(lastChange), IndexCommitData.CurrentFormat).ToUserData());
        writer.Commit();
    }
}
