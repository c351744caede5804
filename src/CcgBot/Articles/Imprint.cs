using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Articles;

/// <summary>What a line at an article's head says of its publication: "Published 3 March 2024 by the Harbour Trust", "Issued by Tollgate Town Council."</summary>
/// <param name="Published">Null where the line gives no day.</param>
/// <param name="Publisher">Verbatim; null where the line names none.</param>
/// <param name="IsWhole">The line says nothing else, so it is no evidence for an answer.</param>
public sealed partial record Imprint(DateOnly? Published, string? Publisher, bool IsWhole)
{
    private const int Longest = 300;
    private const int MostWordsOfPublisher = 16;

    /// <summary>Reads a line; null when nothing in it is about publication. A line that is a date and nothing else is one.</summary>
    public static Imprint? Of(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Length > Longest || line.AsSpan().ContainsAny(LineEnds.Characters))
        {
            return null;
        }

        if (DateLine.TryParse(line, out var date))
        {
            return new Imprint(date, null, true);
        }

        var parts = SentenceSplitter.Split(line).Select(span => Part(line[span.Start..span.End])).ToList();
        var said = parts.OfType<Imprint>().ToList();
        return said.Count == 0 ? null
            : new Imprint(said.Find(part => part.Published is not null)?.Published, said.Find(part => part.Publisher is not null)?.Publisher, said.Count == parts.Count);
    }

    private static Imprint? Part(string sentence)
    {
        if (Issued().Match(sentence) is not { Success: true } issued)
        {
            return null;
        }

        var rest = sentence[issued.Length..].Trim().TrimStart(':', ',').TrimStart();
        var by = rest.StartsWith("by ", StringComparison.OrdinalIgnoreCase) ? 0 : rest.IndexOf(" by ", StringComparison.OrdinalIgnoreCase);
        var when = by < 0 ? rest : rest[..by].TrimEnd(' ', ',');
        var who = by < 0 ? "" : rest[(rest.IndexOf("by ", by, StringComparison.OrdinalIgnoreCase) + 3)..].Trim();
        if (when.Length == 0 && DateAfter().Match(who) is { Success: true } after && DateLine.TryParse(after.Groups["date"].Value.TrimEnd('.'), out _))
        {
            (who, when) = (who[..after.Index], after.Groups["date"].Value);
        }

        DateOnly? date = null;
        return when.Length > 0 && !DateLine.TryParse(when.TrimEnd('.'), out date) ? null
            : by < 0 ? when.Length == 0 ? null : new Imprint(date, null, true)
            : Name(who) is { } name ? new Imprint(date, name, true)
            : null;
    }

    /// <summary>A name as written, without a full stop that ends the sentence; null for what reads as running text.</summary>
    private static string? Name(string text)
    {
        var name = text.EndsWith('.') && !Abbreviated().IsMatch(text) ? text[..^1] : text;
        return name.Length > 1 && BoilerplateFilter.Words(name) is { Count: > 0 and <= MostWordsOfPublisher } && (char.IsUpper(name[0]) || The().IsMatch(name)) ? name : null;
    }

    [GeneratedRegex(@"^\s*(?:(?:this|the)\s+)?(?:(?:leaflet|page|document|guidance|guide|guideline|policy|version|notice|article|report|text|edition|statement|press release|fact ?sheet)\s+)?"
        + @"(?:was\s+|is\s+)?(?:first\s+|last\s+)?(?:published|issued|released|posted|updated|revised|reviewed|modified|produced|printed|dated)(?:\s+(?:on|in|at))?\b\s*",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Issued();

    [GeneratedRegex(@"\s*(?:,|\bon|\bin)\s+(?<date>[^,]*\d{4}\.?)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DateAfter();

    [GeneratedRegex(@"\b(?:Ltd|Inc|Co|Corp|Bros|plc|e\.\s?V|S\.A|\p{Lu})\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Abbreviated();

    [GeneratedRegex(@"^(?:the|our|your)\s", RegexOptions.NonBacktracking)]
    private static partial Regex The();
}
