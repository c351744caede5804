using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using CcgBot.Articles;
using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Analyses and indexes articles on as many threads as there are processors while the caller reads the next ones from the store. A few
/// articles are indexed on the caller's own thread.
/// </summary>
internal sealed class IndexingThreads(IndexWriter writer) : IDisposable
{
    private const int BatchSize = 200;
    private const int BatchesWaiting = 8;

    private readonly IndexedParagraph _own = new();
    private readonly List<Task> _threads = [];
    private BlockingCollection<List<ChangedArticle>> _batches = new(BatchesWaiting);
    private List<ChangedArticle> _batch = [];

    public void Add(ChangedArticle article)
    {
        _batch.Add(article);
        if (_batch.Count == BatchSize)
        {
            while (_threads.Count < Math.Max(1, Environment.ProcessorCount))
            {
                _threads.Add(BackgroundThread.Start(IndexBatches));
            }

            Hand(_batch);
            _batch = [];
        }
    }

    /// <summary>Returns when all that was added is indexed.</summary>
    public void Finish()
    {
        foreach (var article in _batch)
        {
            Index(_own, article);
        }

        _batch.Clear();
        Stop();
    }

    public void Dispose()
    {
        try
        {
            Stop();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whoever disposes of this early has an exception of its own under way.
        }

        _batches.Dispose();
    }

    private void Stop()
    {
        _batches.CompleteAdding();
        try
        {
            Task.WaitAll([.. _threads]);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        _threads.Clear();
        _batches.Dispose();
        _batches = new(BatchesWaiting);
    }

    /// <summary>Waits for room; a thread that failed makes the whole fail at once.</summary>
    private void Hand(List<ChangedArticle> batch)
    {
        while (!_batches.TryAdd(batch, 100))
        {
            if (_threads.Find(thread => thread.IsFaulted) is { } failed)
            {
                ExceptionDispatchInfo.Throw(failed.Exception!.InnerExceptions[0]);
            }
        }
    }

    private void IndexBatches()
    {
        var paragraph = new IndexedParagraph();
        foreach (var batch in _batches.GetConsumingEnumerable())
        {
            foreach (var article in batch)
            {
                Index(paragraph, article);
            }
        }
    }

    private void Index(IndexedParagraph paragraph, ChangedArticle article)
    {
        var articleTerm = new Term(ParagraphIndex.ArticleField, article.ArticleKey.ToString(CultureInfo.InvariantCulture));
        if (article.WasIndexed)
        {
            writer.DeleteDocuments(articleTerm);
        }

        foreach (var (key, text, leadIn) in article.Paragraphs)
        {
            paragraph.Set(articleTerm.Text, key, article.Title, text, leadIn);
            writer.AddDocument(paragraph.Document);
        }
    }
}
