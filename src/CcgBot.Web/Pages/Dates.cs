using System.Globalization;

namespace CcgBot.Web.Pages;

/// <summary>Dates as they are read: 16 November 2012.</summary>
internal static class Dates
{
    public static string Long(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string LongOrUndated(DateOnly? date) => date is { } known ? Long(known) : "undated";
}
