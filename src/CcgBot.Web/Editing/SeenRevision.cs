using CcgBot.Editing;

namespace CcgBot.Web.Editing;

/// <summary>The revision that somebody who sends a request says to have seen.</summary>
internal static class SeenRevision
{
    /// <returns>Null for none. "Whatever it is" is for the command line: no revision that a request can have seen.</returns>
    public static string? Of(string? said) => said is null or "" or EditOutcome.AnyRevision ? null : said;
}
