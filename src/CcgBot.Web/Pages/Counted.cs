namespace CcgBot.Web.Pages;

/// <summary>A number with its noun: "1 article", "2,304 articles".</summary>
internal static class Counted
{
    /// <param name="what">The noun in the singular; its plural ends in s.</param>
    public static string Of(long number, string what) => FormattableString.Invariant($"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
