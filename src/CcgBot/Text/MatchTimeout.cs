namespace CcgBot.Text;

/// <summary>The longest that any pattern of this process may take over one match: the last line of defence, for ours take linear time.</summary>
public static class MatchTimeout
{
    /// <summary>By the clock, so long enough for a machine that does a hundred other things as well.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Sets it for every pattern without a timeout of its own, library code's too. It counts for patterns made afterwards, so hosts call this before
    /// anything else; a runtimeconfig.json can't say it, for there it would be text and the runtime wants a time span.
    /// </summary>
    public static void SetDefault() => AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", Longest);
}
