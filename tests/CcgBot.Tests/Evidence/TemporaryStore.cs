using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Tests.Evidence;

/// <summary>A store of its own in a temporary folder, with an evidence log on a clock that stands still.</summary>
public sealed class TemporaryStore : IDisposable
{
    private EvidenceLog? _log;
    private readonly Lock _making = new();

    public TemporaryStore(EvidenceOptions? options = null)
    {
        Options = options ?? new EvidenceOptions();
        Database = new Database(Path.Combine(Folder, "ccgbot.db"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("ccgbot-evidence-").FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public EvidenceOptions Options { get; }

    public Database Database { get; }

    /// <summary>Made once, whichever thread asks first.</summary>
    public EvidenceLog Log
    {
        get
        {
            lock (_making)
            {
                return _log ??= new EvidenceLog(Database, Options, Time);
            }
        }
    }

    public ArticleStore Articles => new(Database, Time);

    public FeedbackStore Feedback => new(Database, Log, Time);

    public static EvidenceRecord Record(string question, string kind = "grounded") => new()
    {
        Question = question,
        Standalone = question,
        Kind = kind,
        Text = "Eight **CCGs** were studied. [1]",
        Retrieved = [new RetrievedParagraph("a#p1@0123456789abcdef", "0123456789abcdef", 1.5, 9.25, 0.75)],
        Claims = [new JudgedClaim("Eight CCGs were studied.", [1], "supported")],
        Citations = [new CitedWords(1, "a#p1@0123456789abcdef", "0123456789abcdef", "Eight CCGs were studied.", 0, 24)],
    };

    /// <summary>Runs SQL behind the log's back.</summary>
    public int Run(string sql, params object?[] parameters)
    {
        using var connection = Database.Open();
        return connection.Run(sql, parameters);
    }

    public T? Scalar<T>(string sql)
    {
        using var connection = Database.Open();
        return connection.Scalar<T>(sql);
    }

    public void Reopen()
    {
        _log?.Dispose();
        _log = null;
    }

    public void Dispose()
    {
        _log?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
