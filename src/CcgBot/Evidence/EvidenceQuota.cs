using CcgBot.Answering;

namespace CcgBot.Evidence;

/// <summary>
/// How many bytes of records one address, one conversation and everybody together may cause in a day (UTC). Counted in this process, so a restart begins
/// anew: it keeps a disk from being filled, it is no bill. Safe for many threads.
/// </summary>
public sealed class EvidenceQuota(EvidenceOptions options, TimeProvider time)
{
    private const long Megabyte = 1 << 20;

    /// <summary>More addresses and conversations than that count only among all.</summary>
    private const int MostCounted = 200_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(char Kind, string Name), long> _bytes = [];
    private DateOnly _day;
    private long _all;

    /// <summary>True when the day's room for all is used up: questions are still answered, and leave no record.</summary>
    public bool IsDayUsedUp
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return IsOver(_all, options.MaxMegabytesPerDay);
            }
        }
    }

    /// <exception cref="EvidenceQuotaException">Whoever asks has used up the day's room.</exception>
    public void Check(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        lock (_lock)
        {
            Turn();
            if (question.Address is { } address && IsOver(_bytes.GetValueOrDefault(('a', address)), options.MaxMegabytesPerAddress))
            {
                throw new EvidenceQuotaException("address", Left());
            }

            if (question.Conversation is { } conversation && IsOver(_bytes.GetValueOrDefault(('c', conversation)), options.MaxMegabytesPerConversation))
            {
                throw new EvidenceQuotaException("conversation", Left());
            }
        }
    }

    /// <param name="bytes">Of the record that the question left.</param>
    public void Count(Question question, int bytes)
    {
        ArgumentNullException.ThrowIfNull(question);
        lock (_lock)
        {
            Turn();
            _all += bytes;
            Count('a', question.Address, bytes);
            Count('c', question.Conversation, bytes);
        }
    }

    private static bool IsOver(long bytes, int megabytes) => megabytes > 0 && bytes >= megabytes * Megabyte;

    private void Count(char kind, string? name, int bytes)
    {
        if (name is not null && (_bytes.TryGetValue((kind, name), out var before) || _bytes.Count < MostCounted))
        {
            _bytes[(kind, name)] = before + bytes;
        }
    }

    private void Turn()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (today != _day)
        {
            (_day, _all) = (today, 0);
            _bytes.Clear();
        }
    }

    private TimeSpan Left()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.Date.AddDays(1) - now;
    }
}

/// <summary>A question that is not answered, since the record of its answer would pass a quota.</summary>
/// <param name="what">address or conversation.</param>
/// <param name="wait">Until there is room again.</param>
public sealed class EvidenceQuotaException(string what, TimeSpan wait)
    : Exception($"Too much was asked from this {what} today: ask again after midnight UTC.")
{
    /// <summary>Until there is room again.</summary>
    public TimeSpan Wait => wait;
}
