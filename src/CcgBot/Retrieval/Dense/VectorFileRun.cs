using CcgBot.Articles;

namespace CcgBot.Retrieval.Dense;

/// <summary>One run of the writer over the vector file: gathers what to encode and what is dead, and commits both together.</summary>
/// <param name="encoded">Told how many have a vector now, as they come.</param>
internal sealed class VectorFileRun(string folder, ArticleStore store, Encoder encoder, VectorCommit commit, int present, Action<int>? encoded)
{
    private readonly Lock _counting = new();
    private int _done = present;

    /// <summary>Paragraphs or sentences to encode and append.</summary>
    public List<(long Key, long Article, string Text)> Pending { get; } = [];

    /// <summary>Rows to mark dead.</summary>
    public List<int> Dead { get; } = [];

    public static string NewFile() => $"rows-{Guid.NewGuid():N}.bin";

    /// <summary>Appends, marks, and then says so in the commit: what is killed half-way is done again.</summary>
    /// <param name="lastChange">The last change that is wholly taken in.</param>
    public async Task CommitAsync(long lastChange, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Pending.Count > 0)
        {
            await AppendAsync(cancellationToken);
        }

        if (Dead.Count > 0)
        {
            using var file = OpenRows();
            var noKey = new byte[sizeof(long)];
            foreach (var row in Dead)
            {
                file.Position = (long)row * VectorRow.Bytes(commit.Dimension);
                file.Write(noKey);
            }

            file.Flush(flushToDisk: true);
        }

        commit = commit with
        {
            Rows = commit.Rows + Pending.Count,
            Dead = commit.Dead + Dead.Count,
            LastChange = lastChange,
            Token = store.ChangeToken(lastChange),
        };
        commit.Save(folder);
        _done += Pending.Count - Dead.Count;
        encoded?.Invoke(_done);
        Pending.Clear();
        Dead.Clear();
    }

    /// <summary>Writes the living rows to a new file when too many are dead, and deletes the files no commit names.</summary>
    public void ClearOut(double maxDead)
    {
        if (commit.Dead > commit.Rows * maxDead)
        {
            using var present = new VectorSnapshot(folder, commit);
            var (name, rows) = (NewFile(), present.LivingRows().ToList());
            using (var file = File.Create(Path.Combine(folder, name)))
            {
                rows.ForEach(row => file.Write(present.Row(row)));
                file.Flush(flushToDisk: true);
            }

            commit = commit with { File = name, Rows = rows.Count, Dead = 0 };
            commit.Save(folder);
        }

        foreach (var other in Directory.EnumerateFiles(folder, "rows-*.bin").Where(file => Path.GetFileName(file) != commit.File))
        {
            try
            {
                File.Delete(other);
            }
            catch (IOException)
            {
                // A reader still has it mapped, where that forbids deleting: the next run tries again.
            }
        }
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        var options = new CountedEncoding(count =>
        {
            lock (_counting)
            {
                encoded?.Invoke(_done + (made += count));
            }
        });
        // What is said twice under one title is encoded once.
        var texts = Pending.Select(paragraph => paragraph.Text).Distinct(StringComparer.Ordinal).ToList();
        var places = texts.Index().ToDictionary(text => text.Item, text => text.Index, StringComparer.Ordinal);
        var embeddings = await encoder.Paragraphs.GenerateAsync(texts, options, cancellationToken);
        var dimension = embeddings[0].Vector.Length;
        if (commit.Rows > 0 && commit.Dimension != dimension)
        {
            throw new InvalidDataException(
                $"The encoder {encoder.Identity} gives {dimension} numbers, its stored vectors have {commit.Dimension}: delete {folder} to encode everything anew.");
        }

        commit = commit with { Dimension = dimension };
        var rowBytes = VectorRow.Bytes(dimension);
        var rows = new byte[(long)Pending.Count * rowBytes];
        for (var i = 0; i < Pending.Count; i++)
        {
            VectorRow.Write(rows.AsSpan(i * rowBytes, rowBytes), Pending[i].Key, Pending[i].Article, embeddings[places[Pending[i].Text]].Vector.Span);
        }

        using var file = OpenRows();
        file.Position = (long)commit.Rows * rowBytes;
        file.Write(rows);
        file.Flush(flushToDisk: true);
    }

    private FileStream OpenRows() =>
        new(Path.Combine(folder, commit.File), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
}
