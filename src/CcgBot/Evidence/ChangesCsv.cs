using System.Globalization;

namespace CcgBot.Evidence;

/// <summary>Changes as CSV, for spreadsheets and other programs.</summary>
public static class ChangesCsv
{
    public const string Head = "seq,id,at,who,what,subject,why,before,after\r\n";

    /// <summary>One line, its end included.</summary>
    public static string Line(StoredChange stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var (seq, id, at, change) = stored;
        string?[] cells =
        [
            seq.ToString(CultureInfo.InvariantCulture), id, at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            change.Who, change.What, change.Subject, change.Why, change.Before, change.After,
        ];
        return string.Join(',', cells.Select(Cell)) + "\r\n";
    }

    /// <summary>Quoted; a spreadsheet takes what begins with some signs for a formula, and an apostrophe says that it is text.</summary>
    private static string Cell(string? text) =>
        $"\"{(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" : "")}{text?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
