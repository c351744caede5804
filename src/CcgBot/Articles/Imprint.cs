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

        var parts = Fields().Split(line).Where(field => field.Length > 0)
            .SelectMany(field => SentenceSplitter.Split(field).Select(span => field[span.Start..span.End]))
            .Select(text => Field(text) ?? Part(text)).ToList();
        var said = parts.OfType<Imprint>().ToList();
        return said.Count == 0 ? null
            : new Imprint(said.Find(part => part.Published is not null)?.Published, said.Find(part => part.Publisher is not null)?.Publisher, said.Count == parts.Count);
    }

    /// <summary>"Publisher: Harbour Trust", "Date: 3 March 2024", "Harbour Trust, published 3 March 2024".</summary>
    private static Imprint? Field(string text)
    {
        if (Labelled().Match(text) is { Success: true } labelled)
        {
            var value = labelled.Groups["value"].Value.Trim();
            return labelled.Groups["who"].Success
                ? Name(value) is { } publisher ? new Imprint(null, publisher, true) : null
                : DateLine.TryParse(value.TrimEnd('.'), out var day) && day is not null ? new Imprint(day, null, true) : null;
        }

        return NameThenDate().Match(text) is { Success: true } both && Name(both.Groups["who"].Value.Trim()) is { } name
            && DateLine.TryParse(both.Groups["date"].Value.TrimEnd('.'), out var date) && date is not null ? new Imprint(date, name, true) : null;
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
            // "Reviewed by Dr Roe, the dose is …", "Produced by the liver": without a date, only what nothing but a text is.
            : (when.Length > 0 || Printed().IsMatch(issued.Value)) && Name(who) is { } name ? new Imprint(date, name, true)
            : null;
    }

    /// <summary>A name as written, without a full stop that ends the sentence; null for what reads as running text.</summary>
    private static string? Name(string text)
    {
        var name = text.EndsWith('.') && !Abbreviated().IsMatch(text) ? text[..^1] : text;
        return name.Length > 1 && !name.Any(char.IsDigit) && BoilerplateFilter.Words(name) is { Count: > 0 and <= MostWordsOfPublisher }
            && (char.IsUpper(name[0]) || The().IsMatch(name)) && name.Split(',').Skip(1).All(part => IsCapitalised(part.Trim())) ? name : null;
    }

    /// <summary>After a comma a name goes on with names: "University of Lindholm", not "the dose is".</summary>
    private static bool IsCapitalised(string part) =>
        part.Length > 0 && part.Split(' ').All(word => word is "and" or "of" or "the" or "for" or "de" or "von" or "van" or "&" || word.Length > 0 && char.IsUpper(word[0]));

    [GeneratedRegex(@"^\s*(?:(?:this|the)\s+)?(?:(?:leaflet|page|document|guidance|guide|guideline|policy|version|notice|article|report|text|edition|statement|press release|fact ?sheet)\s+)?"
        + @"(?:was\s+|is\s+)?(?:first\s+|last\s+)?(?:published|issued|released|posted|updated|revised|reviewed|modified|produced|printed|dated)(?:\s+(?:on|in|at))?\b\s*",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Issued();

    /// <summary>What parts the fields of a head's line: bars, middle dots, two blanks and more.</summary>
    [GeneratedRegex(@"\s*[|·•]\s*|\s{2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Fields();

    [GeneratedRegex(@"^(?:(?<who>publisher|published by|issued by|issuer)|(?:date(?: of (?:issue|publication))?|publication date|published|issued|updated|last (?:updated|revised|reviewed)))\s*:\s*(?<value>.+)$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^(?<who>\p{Lu}[^,.;:]{1,100}),\s+(?:published|issued|updated|revised)\s+(?:on\s+|in\s+)?(?<date>[^,]{4,40})$",
        RegexOptions.NonBacktracking)]
    private static partial Regex NameThenDate();

    [GeneratedRegex(@"\b(?:published|issued|released|posted|printed)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Printed();

    [GeneratedRegex(@"\s*(?:,|\bon|\bin)\s+(?<date>[^,]*\d{4}\.?)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex DateAfter();

    [GeneratedRegex(@"\b(?:Ltd|Inc|Co|Corp|Bros|plc|e\.\s?V|S\.A|\p{Lu})\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Abbreviated();

    [GeneratedRegex(@"^(?:the|our|your)\s", RegexOptions.NonBacktracking)]
    private static partial Regex The();
}
