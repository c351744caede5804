using System.Globalization;
using CcgBot.Storage;

namespace CcgBot.Model.Spending;

/// <summary>
/// What the model cost each day, in the store, so that several processes share one limit. A call reserves the most it can cost before it
/// is made: two calls at once can't both pass on the last penny.
/// </summary>
public sealed class SpendingLedger(Database database, ModelOptions options, TimeProvider time)
{
    private const decimal Millionth = 1_000_000m;

    private string Today => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The cost of so many tokens at the set prices.</summary>
    public decimal CostOf(long inputTokens, long outputTokens) => ((inputTokens * options.InputPrice) + (outputTokens * options.OutputPrice)) / Millionth;

    /// <summary>Sets aside the most a call can cost; null when that would pass the day's limit.</summary>
    public Reservation? Reserve(long inputTokens, long outputTokens)
    {
        var (day, most) = (Today, Micro(CostOf(inputTokens, outputTokens)));
        return database.Write(connection =>
        {
            connection.Run("INSERT INTO model_spending(day) VALUES ($1) ON CONFLICT DO NOTHING", day);
            var taken = connection.Run(
                "UPDATE model_spending SET reserved = reserved + $2 WHERE day = $1 AND ($3 = 0 OR spent + reserved + $2 <= $3)", day, most, Micro(options.DailyLimit));
            return taken == 0 ? null : new Reservation(day, most);
        });
    }

    /// <summary>Puts what a call really cost in the place of what was reserved; zero tokens for a call that failed.</summary>
    public void Settle(Reservation reservation, long inputTokens, long outputTokens)
    {
        database.Write(
            """
            UPDATE model_spending SET reserved = CASE WHEN reserved > $2 THEN reserved - $2 ELSE 0 END, spent = spent + $3, calls = calls + 1,
              input_tokens = input_tokens + $4, output_tokens = output_tokens + $5
            WHERE day = $1
            """,
            reservation.Day,
            reservation.Micro,
            Micro(CostOf(inputTokens, outputTokens)),
            inputTokens,
            outputTokens);
    }

    /// <summary>Spent on a day (UTC), today by default.</summary>
    public DaySpending Of(DateOnly? day = null)
    {
        using var connection = database.Open();
        return connection.Query(
            "SELECT calls, input_tokens, output_tokens, spent FROM model_spending WHERE day = $1",
            reader => new DaySpending(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3) / Millionth),
            day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Today).FirstOrDefault() ?? new DaySpending(0, 0, 0, 0);
    }

    private static long Micro(decimal money) => (long)decimal.Ceiling(money * Millionth);
}

/// <param name="Micro">Millionths of the currency.</param>
public sealed record Reservation(string Day, long Micro);

/// <summary>One day's use of the model.</summary>
public sealed record DaySpending(long Calls, long InputTokens, long OutputTokens, decimal Spent);
