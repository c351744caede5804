using CcgBot.Articles.Sources;

namespace CcgBot.Web.Hosting;

/// <summary>
/// When a source is brought up to date: a folder when something in it changed, or a while after it failed, each time a longer one; others once every while.
/// </summary>
internal sealed class SourceSchedule(SourceOptions options, DateTimeOffset start)
{
    private static readonly TimeSpan EveryFolder = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan EveryLibrary = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan EveryAddress = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);

    /// <summary>A whole folder is read for it.</summary>
    private static readonly TimeSpan LastRetry = TimeSpan.FromDays(1);

    private DateTimeOffset _due = start;
    private string? _state;
    private int _failures;
    private DateTimeOffset _retry = DateTimeOffset.MaxValue;

    private TimeSpan Every => options.Every ?? (options.Folder is not null ? EveryFolder : options.Library is not null ? EveryLibrary : EveryAddress);

    /// <summary>Whether to sync now; a folder is looked at for it.</summary>
    public bool IsDue(DateTimeOffset now)
    {
        if (now < _due)
        {
            return false;
        }

        if (options.Folder is not { } folder)
        {
            return true;
        }

        _due = now + Every;
        // Looked at before it is read: what changes meanwhile is seen the next time.
        var state = FolderState.Of(folder);
        var changed = state != _state;
        _state = state;
        _failures = changed ? 0 : _failures;
        return changed || now >= _retry;
    }

    /// <param name="now">When it ended.</param>
    /// <returns>When it is tried again; null where all went well.</returns>
    public DateTimeOffset? Done(DateTimeOffset now, bool failed)
    {
        _due = now + Every;
        _failures = failed ? _failures + 1 : 0;
        var wait = TimeSpan.FromMinutes(Math.Min(FirstRetry.TotalMinutes * Math.Pow(2, _failures - 1), LastRetry.TotalMinutes));
        _retry = failed ? now + (options.Folder is null ? Every : wait) : DateTimeOffset.MaxValue;
        return failed ? _retry : null;
    }
}
