using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CcgBot.Documents.Office;

/// <summary>Numbers of a workbook as its cells show them, where that changes what they say: dates, times, spans of time, shares of a hundred, money.</summary>
internal sealed class ExcelNumbers
{
    /// <summary>The last day that Excel knows.</summary>
    private const double DaysOfExcel = 2_958_466;

    /// <summary>Days between the two days that workbooks count from.</summary>
    private const int DaysTo1904 = 1_462;

    /// <summary>Formats that a file names by number alone (ECMA-376, 18.8.30); those of East Asia are dates of their calendars.</summary>
    private static readonly Dictionary<uint, string> Known = new()
    {
        [9] = "0%",
        [10] = "0.00%",
        [14] = "m/d/yyyy",
        [15] = "d-mmm-yy",
        [16] = "d-mmm",
        [17] = "mmm-yy",
        [18] = "h:mm",
        [19] = "h:mm:ss",
        [20] = "h:mm",
        [21] = "h:mm:ss",
        [22] = "m/d/yy h:mm",
        [45] = "mm:ss",
        [46] = "[h]:mm:ss",
        [47] = "mm:ss",
    };

    private readonly List<Format> _styles;
    private readonly bool _from1904;

    public ExcelNumbers(WorkbookPart book)
    {
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var own = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? []).Where(format => format.NumberFormatId is not null)
            .GroupBy(format => format.NumberFormatId!.Value).ToDictionary(same => same.Key, same => same.First().FormatCode?.Value ?? "");
        _styles = [.. (sheet?.CellFormats?.Elements<CellFormat>() ?? []).Select(format => format.NumberFormatId?.Value ?? 0)
            .Select(id => Format.Of(own.GetValueOrDefault(id) ?? Known.GetValueOrDefault(id) ?? (id is >= 27 and <= 36 or >= 50 and <= 58 ? "yyyy/m/d" : "")))];
        _from1904 = book.Workbook?.WorkbookProperties?.Date1904?.Value == true;
    }

    public string Shown(double number, uint? style)
    {
        var format = style is { } at && at < _styles.Count ? _styles[(int)at] : Format.Plain;
        if (format.IsSpan && Math.Abs(number) < DaysOfExcel)
        {
            var span = TimeSpan.FromSeconds(Math.Round(number * 86_400));
            var hours = string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{Math.Abs(span.Minutes):00}");
            return span.Seconds == 0 ? hours : string.Create(CultureInfo.InvariantCulture, $"{hours}:{Math.Abs(span.Seconds):00}");
        }

        if ((format.Date is not null || format.IsTime) && number >= 0 && number < DaysOfExcel - DaysTo1904)
        {
            var moment = DateTime.FromOADate(number + (_from1904 && format.Date is not null ? DaysTo1904 : 0));
            var time = format.IsTime && (format.Date is null || moment.TimeOfDay != TimeSpan.Zero)
                ? moment.ToString(moment.Second != 0 ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture)
                : "";
            return $"{(format.Date is { } date ? moment.ToString(date, CultureInfo.InvariantCulture) : "")} {time}".Trim();
        }

        if (format.IsShare)
        {
            return (100 * number).ToString(format.Decimals > 0 ? "0." + new string('#', format.Decimals) : "0", CultureInfo.InvariantCulture) + "%";
        }

        var plain = number.ToString("0.###############", CultureInfo.InvariantCulture);
        return format.Money.Length == 0 ? plain : format.MoneyFirst ? format.Money + plain : $"{plain} {format.Money}";
    }

    /// <param name="Date">How a date is written; null = it is none.</param>
    /// <param name="IsSpan">Hours that go beyond the day.</param>
    private sealed record Format(string? Date, bool IsTime, bool IsSpan, bool IsShare, int Decimals)
    {
        public static Format Plain { get; } = new(null, false, false, false, 0);

        public string Money { get; init; } = "";

        public bool MoneyFirst { get; init; }

        /// <summary>Reads a format's code, of its parts (positive; negative; zero; text) the first.</summary>
        public static Format Of(string code)
        {
            var signs = new StringBuilder();
            var money = "";
            var moneyAt = 0;
            var span = false;
            for (var i = 0; i < code.Length && code[i] != ';'; i++)
            {
                switch (code[i])
                {
                    case '\\' or '_' or '*':
                        i++;
                        break;
                    case '"' when code.IndexOf('"', i + 1) is > 0 and var quote:
                        if (money.Length == 0 && code[(i + 1)..quote].Trim() is [var quoted] && IsMoney(quoted))
                        {
                            (money, moneyAt) = (quoted.ToString(), signs.Length);
                        }

                        i = quote;
                        break;
                    case '[' when code.IndexOf(']', i + 1) is > 0 and var bracket:
                        var inside = code[(i + 1)..bracket];
                        span |= inside.Length > 0 && inside.All(c => c is 'h' or 'H' or 'm' or 's');
                        // [$£-809] is pounds, as in Britain; [$-409] only says whose names of months.
                        (money, moneyAt) = inside is ['$', .. var of] && of.Split('-')[0] is { Length: > 0 } name ? (name, signs.Length) : (money, moneyAt);
                        i = bracket;
                        break;
                    case var sign when IsMoney(sign) && money.Length == 0:
                        (money, moneyAt) = (sign.ToString(), signs.Length);
                        break;
                    case var other:
                        signs.Append(char.ToLowerInvariant(other));
                        break;
                }
            }

            var text = signs.ToString();
            if (text.Contains("general", StringComparison.Ordinal))
            {
                return Plain;
            }

            var (day, year, month) = (text.Contains('d'), text.Contains('y'), text.Contains("mmm", StringComparison.Ordinal));
            var date = day && year ? "d MMMM yyyy" : year ? month || text.Contains('m') ? "MMMM yyyy" : "yyyy" : day ? "d MMMM" : month ? "MMMM" : null;
            var point = text.IndexOf('.', StringComparison.Ordinal);
            var decimals = point < 0 ? 0 : text[(point + 1)..].TakeWhile(c => c is '0' or '#').Count();
            return new Format(date, text.Contains('h') || text.Contains('s'), span, text.Contains('%'), decimals)
            {
                Money = money,
                MoneyFirst = text.AsSpan(0, Math.Min(moneyAt, text.Length)).IndexOfAny('0', '#') < 0,
            };
        }

        private static bool IsMoney(char sign) => char.GetUnicodeCategory(sign) == UnicodeCategory.CurrencySymbol;
    }
}
