using System.Data.Common;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>Counts over the evidence log and what people said, day by day.</summary>
public sealed class AnswerFigures(EvidenceLog log)
{
    /// <summary>Answers whose times are read, spread evenly where there are more.</summary>
    public const int MostTimes = 5_000;

    private const long Day = 86_400_000;
    private const string Answers = "e.kind NOT IN ('reply', 'erasure', 'break', 'change')";

    /// <summary>The days up to a moment, each of 24 hours, the oldest first.</summary>
    /// <param name="days">1 or more.</param>
    public DailyFigures Count(DateTimeOffset until, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (now, since) = (until.ToUnixTimeMilliseconds(), until.AddDays(-days).ToUnixTimeMilliseconds());
        var (asked, answered, disliked) = (new int[days], new int[days], new int[days]);
        using var connection = log.Database.Open();
        var first = FirstSince(connection, since);
        foreach (var (day, kind, count) in connection.Query(
            $"SELECT ($1 - e.at) / {Day}, e.kind, count(*) FROM evidence e WHERE e.seq >= $2 AND e.at > $3 AND {Answers} GROUP BY 1, 2",
            reader => (reader.GetInt64(0), reader.GetString(1), (int)reader.GetInt64(2)), now, first, since))
        {
            asked[Place(day, days)] += count;
            answered[Place(day, days)] += kind is "grounded" or EvidenceKinds.Partial ? count : 0;
        }

        foreach (var (day, count) in connection.Query(
            $"SELECT ($1 - at) / {Day}, count(*) FROM feedback WHERE reaction = 'dislike' AND at > $2 GROUP BY 1",
            reader => (reader.GetInt64(0), (int)reader.GetInt64(1)), now, since))
        {
            disliked[Place(day, days)] += count;
        }

        var step = asked.Sum() / MostTimes + 1;
        var times = connection.Query(
            $"""
            SELECT ($1 - e.at) / {Day}, CAST(json_extract({log.Database.Engine.Utf8("p.payload")}, '$.elapsedMs') AS DOUBLE PRECISION)
            FROM evidence e JOIN evidence_payload p ON p.seq = e.seq WHERE e.seq >= $2 AND e.at > $3 AND {Answers} AND e.seq % $4 = 0
            """,
            reader => (Day: Place(reader.GetInt64(0), days), Took: reader.IsDBNull(1) ? (double?)null : reader.GetDouble(1)), now, first, since, step)
            .Where(time => time.Took is not null).ToLookup(time => time.Day, time => time.Took!.Value);
        return new DailyFigures(
            [.. Enumerable.Range(0, days).Select(day => new DayFigures(asked[day], answered[day], disliked[day]) { Times = [.. times[day].Order()] })],
            step > 1);
    }

    /// <summary>Of twenty nineteen took no longer, in milliseconds; null of none.</summary>
    public static double? P95(IEnumerable<double> times)
    {
        double[] ordered = [.. times.Order()];
        return ordered.Length == 0 ? null : ordered[(int)Math.Ceiling(0.95 * ordered.Length) - 1];
    }

    /// <summary>From days before the end to a place from the beginning. What a clock that was set back leaves in the future is of the last day.</summary>
    private static int Place(long before, int days) => days - 1 - (int)Math.Clamp(before, 0, days - 1);

    /// <summary>The chain's numbers have no gaps and grow with time: a few looks find where a time begins, and nothing before it is read.</summary>
    private static long FirstSince(DbConnection connection, long at)
    {
        var (low, high) = (1L, connection.Scalar<long>("SELECT seq FROM evidence ORDER BY seq DESC LIMIT 1") + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = connection.Scalar<long>("SELECT at FROM evidence WHERE seq = $1", middle) <= at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <param name="Days">The oldest first.</param>
/// <param name="IsSampled">There are more answers than <see cref="AnswerFigures.MostTimes"/>: the times are of some of them.</param>
public sealed record DailyFigures(IReadOnlyList<DayFigures> Days, bool IsSampled);

/// <param name="Asked">Questions; greetings and the like are none.</param>
/// <param name="Answered">Those that got an answer from the articles, or of a part.</param>
/// <param name="Disliked">Answers that somebody disliked on that day.</param>
public sealed record DayFigures(int Asked, int Answered, int Disliked)
{
    /// <summary>How long answers took, in milliseconds, the shortest first.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];
}
