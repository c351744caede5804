using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CcgBot.Evidence;

/// <summary>
/// Reads the YAML file of curated answers: <c>answers:</c>, each with <c>questions:</c>, <c>text:</c> (every sentence followed by its
/// marks, as in "… led the research. [1]") and <c>citations:</c> (each an <c>article:</c> and a <c>quote:</c>).
/// </summary>
internal static partial class CuratedFile
{
    /// <exception cref="InvalidDataException">It can't be read; the message names the line or the answer, and the fix.</exception>
    public static IReadOnlyList<CuratedAnswer> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var file = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<AnswersFile?>(File.ReadAllText(path));
            return [.. (file?.Answers ?? []).Select((entry, i) => From(entry, string.Create(CultureInfo.InvariantCulture, $"{path}: answer {i + 1}")))];
        }
        catch (YamlException error)
        {
            throw new InvalidDataException($"{path}:{error.Start.Line}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }

    private static CuratedAnswer From(Entry entry, string where) =>
        Parse(entry.Questions, entry.Text ?? "", [.. entry.Citations.Select(citation => new CuratedCitation(citation.Article ?? "", citation.Quote ?? ""))], where);

    /// <summary>Cuts an answer's text at its marks.</summary>
    /// <param name="where">What it is called in messages.</param>
    /// <exception cref="InvalidDataException">Something is missing; the message says what.</exception>
    public static CuratedAnswer Parse(IReadOnlyList<string> questions, string text, IReadOnlyList<CuratedCitation> citations, string where)
    {
        if (questions.Count == 0 || questions.Any(string.IsNullOrWhiteSpace))
        {
            throw new InvalidDataException($"{where} needs 'questions', at least one way to ask it.");
        }

        if (citations.Any(citation => string.IsNullOrWhiteSpace(citation.Article) || string.IsNullOrWhiteSpace(citation.Quote)))
        {
            throw new InvalidDataException($"{where}: every citation needs 'article' and 'quote'.");
        }

        var claims = Claims(text, where);
        var highest = citations.Count;
        if (claims.SelectMany(claim => claim.Citations).FirstOrDefault(number => number < 1 || number > highest) is not 0 and var number)
        {
            throw new InvalidDataException($"{where}: its text cites [{number}], but it has {highest} citations.");
        }

        return new CuratedAnswer(questions, claims, citations);
    }

    private static List<CuratedClaim> Claims(string text, string where)
    {
        var (claims, from) = (new List<CuratedClaim>(), 0);
        foreach (Match marks in Marks().Matches(text))
        {
            var said = text[from..marks.Index].Trim();
            from = marks.Index + marks.Length;
            if (said.Length > 0)
            {
                claims.Add(new CuratedClaim(said, [.. marks.Groups[1].Captures.Select(mark => int.Parse(mark.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)).Distinct()]));
            }
        }

        return claims.Count > 0 && text[from..].Trim(' ', '.', '\n').Length == 0
            ? claims
            : throw new InvalidDataException($"{where}: every sentence of 'text' needs its marks after it, as in \"It has eight members. [1]\".");
    }

    [GeneratedRegex(@"(?:\s*\[([0-9]{1,3})\])+\.?", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    private sealed class AnswersFile
    {
        public List<Entry> Answers { get; set; } = [];
    }

    private sealed class Entry
    {
        public List<string> Questions { get; set; } = [];

        public string? Text { get; set; }

        public List<CitationEntry> Citations { get; set; } = [];
    }

    private sealed class CitationEntry
    {
        public string? Article { get; set; }

        public string? Quote { get; set; }
    }
}
