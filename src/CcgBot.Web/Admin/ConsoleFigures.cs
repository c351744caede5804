using CcgBot.Evidence;
using CcgBot.Hosting;

namespace CcgBot.Web.Admin;

/// <summary>How often and how well the bot answered in the last days.</summary>
/// <param name="P95">Of twenty answers nineteen took no longer, in milliseconds.</param>
/// <param name="IsCut">There were more answers than are looked at.</param>
public sealed record PeriodFigures(int Days, int Asked, int Answered, int Disliked, double P95, bool IsCut);

/// <summary>Counts over the evidence log, at most once a minute: each reads thousands of records.</summary>
public sealed class ConsoleFigures(BotEngine engine, TimeProvider time)
{
    /// <summary>Newest records that are looked at.</summary>
    public const int MostRecords = 5_000;

    private const int MostFeedback = 5_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Counted? _counted;

    public IReadOnlyList<PeriodFigures> Periods => Now().Periods;

    /// <summary>Disliked answers of the last 30 days.</summary>
    public int Disliked => Now().Periods[^1].Disliked;

    /// <summary>How often each article was cited by the answers looked at, by its id.</summary>
    public IReadOnlyDictionary<string, int> Cited => Now().Cited;

    /// <summary>How often each paragraph was cited by the answers looked at, by <see cref="Place"/>: in whatever version, while its words are the same.</summary>
    public IReadOnlyDictionary<string, int> CitedParagraphs => Now().CitedParagraphs;

    /// <summary>A paragraph by its article and its words.</summary>
    public static string Place(string article, string hash) => $"{article}#{hash}";

    private Counted Now()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return _counted is { } counted && now - counted.At < Fresh ? counted : _counted = Count(now);
        }
    }

    private Counted Count(DateTimeOffset now)
    {
        var answers = engine.Evidence.Latest(MostRecords).Where(answer => answer.Record is { Kind: not "reply" }).ToList();
        var disliked = engine.Feedback.Latest(MostFeedback, only: Reaction.Dislike);
        var cited = answers.Where(answer => answer.Record!.Kind == "grounded")
            .SelectMany(answer => answer.Record!.Citations.Select(citation => Articles.ParagraphId.TryParse(citation.ParagraphId, out var id) ? id.ArticleId : "").Distinct())
            .CountBy(article => article, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var paragraphs = answers.Where(answer => answer.Record!.Kind == "grounded")
            .SelectMany(answer => answer.Record!.Citations.Select(citation => Articles.ParagraphId.TryParse(citation.ParagraphId, out var id) ? Place(id.ArticleId, id.Hash) : "").Distinct())
            .CountBy(place => place, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        return new Counted(now, [Of(7), Of(30)], cited, paragraphs);

        PeriodFigures Of(int days)
        {
            var since = now.AddDays(-days);
            var asked = answers.Where(answer => answer.At >= since).ToList();
            var times = asked.Select(answer => answer.Record!.ElapsedMs).Order().ToList();
            return new PeriodFigures(
                days,
                asked.Count,
                asked.Count(answer => answer.Record!.Kind == "grounded"),
                disliked.Count(said => said.At >= since),
                times.Count == 0 ? 0 : times[(int)Math.Ceiling(0.95 * times.Count) - 1],
                answers.Count > 0 && asked.Count == answers.Count && answers.Count >= MostRecords);
        }
    }

    private sealed record Counted(DateTimeOffset At, IReadOnlyList<PeriodFigures> Periods, IReadOnlyDictionary<string, int> Cited, IReadOnlyDictionary<string, int> CitedParagraphs);
}
