using CcgBot.Evidence;
using CcgBot.Hosting;

namespace CcgBot.Web.Admin;

/// <summary>How often and how well the bot answered in the last days.</summary>
/// <param name="P95">Of twenty answers nineteen took no longer, in milliseconds; null where there is none.</param>
/// <param name="IsSampled">The times are of some of the answers, spread evenly.</param>
public sealed record PeriodFigures(int Days, int Asked, int Answered, int Disliked, double? P95, bool IsSampled)
{
    /// <summary>The same for each 24 hours, the oldest first.</summary>
    public IReadOnlyList<PeriodFigures> Daily { get; init; } = [];

    /// <summary>Of 100 that were asked; null where none was.</summary>
    public double? AnsweredPercent => Asked == 0 ? null : 100.0 * Answered / Asked;

    /// <inheritdoc cref="AnsweredPercent"/>
    public double? DislikedPercent => Asked == 0 ? null : 100.0 * Disliked / Asked;

    internal static PeriodFigures Of(IReadOnlyList<DayFigures> days, bool isSampled) => new(
        days.Count,
        days.Sum(day => day.Asked),
        days.Sum(day => day.Answered),
        days.Sum(day => day.Disliked),
        AnswerFigures.P95(days.SelectMany(day => day.Times)),
        isSampled);
}

/// <summary>Counts over the evidence log, at most once a minute: each reads thousands of records.</summary>
public sealed class ConsoleFigures(BotEngine engine, TimeProvider time)
{
    /// <summary>Newest records that are looked at for what was cited.</summary>
    private const int MostRecords = 5_000;

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
        var answers = engine.Evidence.Latest(MostRecords).Where(answer => answer.Record is { Kind: "grounded" }).ToList();
        var cited = answers
            .SelectMany(answer => answer.Record!.Citations.Select(citation => Articles.ParagraphId.TryParse(citation.ParagraphId, out var id) ? id.ArticleId : "").Distinct())
            .CountBy(article => article, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var paragraphs = answers
            .SelectMany(answer => answer.Record!.Citations.Select(citation => Articles.ParagraphId.TryParse(citation.ParagraphId, out var id) ? Place(id.ArticleId, id.Hash) : "").Distinct())
            .CountBy(place => place, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var daily = new AnswerFigures(engine.Evidence).Count(now, 30);
        return new Counted(now, [Of(7), Of(30)], cited, paragraphs);

        PeriodFigures Of(int days)
        {
            var last = daily.Days.TakeLast(days).ToList();
            return PeriodFigures.Of(last, daily.IsSampled) with { Daily = [.. last.Select(day => PeriodFigures.Of([day], daily.IsSampled))] };
        }
    }

    private sealed record Counted(DateTimeOffset At, IReadOnlyList<PeriodFigures> Periods, IReadOnlyDictionary<string, int> Cited, IReadOnlyDictionary<string, int> CitedParagraphs);
}
