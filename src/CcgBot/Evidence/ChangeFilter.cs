using System.Globalization;
using System.Text.Json;

namespace CcgBot.Evidence;

/// <summary>Which changes somebody wants to see; null = whatever it is.</summary>
public sealed record ChangeFilter
{
    /// <summary>The id of what was changed.</summary>
    public string? Subject { get; init; }

    /// <summary>A part of the name of who did it, in any case.</summary>
    public string? Who { get; init; }

    /// <summary>An action (<c>article.withdraw</c>), or all that begin with a word (<c>article</c>).</summary>
    public string? What { get; init; }

    /// <summary>Words that stand in the reason, the subject, or the state before or after, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>The first day, in UTC.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, in UTC.</summary>
    public DateOnly? To { get; init; }

    public bool IsEmpty => this == new ChangeFilter();

    /// <summary>Reads what somebody wrote; nothing but space is null.</summary>
    /// <exception cref="InvalidDataException">A day is none.</exception>
    public static ChangeFilter Of(
        string? subject = null, string? who = null, string? what = null, string? text = null, string? from = null, string? to = null) =>
        new() { Subject = Given(subject), Who = Given(who), What = Given(what), Text = Given(text), From = Day(from), To = Day(to) };

    /// <summary>In milliseconds since 1970, the second not included.</summary>
    internal (long From, long Before) Times => (Start(From) ?? 0, To == DateOnly.MaxValue ? long.MaxValue : Start(To?.AddDays(1)) ?? long.MaxValue);

    /// <summary>Of what <see cref="Subject"/> and the days leave.</summary>
    internal bool Has(ChangeRecord change) =>
        (Who is null || Contains(change.Who, Who))
        && (What is null || change.What == What || change.What.StartsWith(What + '.', StringComparison.Ordinal))
        && (Text is null
            || Contains(change.Why, Text) || Contains(change.Subject, Text) || ContainsJson(change.Before, Text) || ContainsJson(change.After, Text));

    private static bool Contains(string? whole, string part) => whole?.Contains(part, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>JSON says some letters by their numbers.</summary>
    private static bool ContainsJson(string? json, string part) => Contains(json, part) || Contains(json, JsonEncodedText.Encode(part).ToString());

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 } given ? given : null;

    private static DateOnly? Day(string? text) => Given(text) is not { } given ? null
        : DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new InvalidDataException($"'{given}' is no date such as 2027-03-01.");

    private static long? Start(DateOnly? day) => day is { } date ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() : null;
}
