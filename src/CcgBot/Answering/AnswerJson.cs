using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcgBot.Answering;

/// <summary>The answer JSON: the one contract for the command line, HTTP and tests.</summary>
public sealed record AnswerJson(
    string Kind,
    string Question,
    string Standalone,
    string Text,
    IReadOnlyList<ClaimJson> Claims,
    IReadOnlyList<CitationJson> Citations,
    IReadOnlyList<DisagreementJson> Disagreements,
    IReadOnlyList<string> Unanswered,
    AbstentionJson? Abstention,
    ClarificationJson? Clarification,
    IReadOnlyList<NoticeJson> Notices,
    IReadOnlyList<string> Suggestions,
    double Confidence,
    string EvidenceId,
    string Composer,
    double ElapsedMs)
{
    /// <summary>Words that were searched for in another spelling; left out where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RepairJson>? Repaired { get; init; }

    /// <summary>Camel case, nulls kept (a null date says "undated"), angle brackets and the like escaped for safe embedding.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        WriteIndented = false,
        // A key given twice is a mistake or a trick: which of the two counts should hang on no reader.
        AllowDuplicateProperties = false,
    };

    public static AnswerJson From(Answer answer)
    {
        var grounded = answer as Answer.Grounded;
        var abstention = answer as Answer.Abstention;
        var clarification = answer as Answer.Clarification;
        return new AnswerJson(
            answer switch
            {
                Answer.Grounded => "grounded",
                Answer.Abstention => "abstention",
                Answer.Reply => "reply",
                _ => "clarification",
            },
            answer.Question,
            answer.Standalone,
            AnswerMarkdown.Of(answer),
            [.. (grounded?.Claims ?? []).Select(claim => new ClaimJson(claim.Text, claim.Citations))],
            [.. (grounded?.Citations ?? []).Select(CitationJson.From)],
            [.. (grounded?.Disagreements ?? []).Select(d => new DisagreementJson(d.About, d.Citations))],
            grounded?.Unanswered ?? [],
            abstention is null ? null : new AbstentionJson(Camel(abstention.Reason), [.. abstention.Nearest.Select(CitationJson.From)], abstention.Missing, abstention.Apart),
            clarification is null
                ? null
                : new ClarificationJson(clarification.Prompt, [.. clarification.Options.Select(o => new ClarificationOptionJson(o.Label, o.Question))]),
            [.. answer.Notices.Select(notice => new NoticeJson(Camel(notice.Kind), notice.Text))],
            answer.Suggestions,
            Math.Round(answer.Confidence, 4),
            answer.EvidenceId,
            Camel(answer.Composer),
            Math.Round(answer.ElapsedMs, 2))
        {
            Repaired = answer.Repairs.Count == 0 ? null : [.. answer.Repairs.Select(repair => new RepairJson(repair.Typed, repair.Searched))],
        };
    }

    public string Serialize(bool indented = false) =>
        JsonSerializer.Serialize(this, indented ? new JsonSerializerOptions(Options) { WriteIndented = true } : Options);

    private static string Camel<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

public sealed record ClaimJson(string Text, IReadOnlyList<int> Citations);

/// <summary>A citation on the wire. <c>Published</c> is yyyy-MM-dd or null; offsets are UTF-16.</summary>
public sealed record CitationJson(
    int Number,
    string ArticleId,
    string Title,
    string? Publisher,
    string? Published,
    int Paragraph,
    string ParagraphId,
    string Version,
    string Quote,
    int Start,
    int End,
    string Url,
    bool Withdrawn)
{
    /// <summary>The page of the source, from 1; left out where the source has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Page { get; init; }

    /// <summary>The headings that it stands under ("Treatment › Dosage"); left out where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Section { get; init; }

    public static CitationJson From(Citation citation)
    {
        var paragraph = citation.Paragraph;
        return new CitationJson(
            citation.Number,
            paragraph.Id.ArticleId,
            paragraph.Title,
            paragraph.Publisher,
            paragraph.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            paragraph.Id.Ordinal,
            paragraph.Id.ToString(),
            paragraph.Version,
            citation.Quote,
            citation.Start,
            citation.End,
            citation.Url,
            paragraph.Withdrawn)
        {
            Page = paragraph.Page,
            Section = paragraph.Section,
        };
    }
}

public sealed record DisagreementJson(string About, IReadOnlyList<int> Citations);

/// <param name="Missing">Words of the question that no paragraph of any article has.</param>
/// <param name="Apart">Names of the question that no paragraph found has all of.</param>
public sealed record AbstentionJson(string Reason, IReadOnlyList<CitationJson> Nearest, IReadOnlyList<string>? Missing = null, IReadOnlyList<string>? Apart = null);

/// <param name="Typed">A word as the question has it, which no paragraph has.</param>
/// <param name="Searched">The word that was searched for instead.</param>
public sealed record RepairJson(string Typed, string Searched);

public sealed record ClarificationJson(string Prompt, IReadOnlyList<ClarificationOptionJson> Options);

public sealed record ClarificationOptionJson(string Label, string Question);

public sealed record NoticeJson(string Kind, string Text);

/// <summary>What <c>POST /api/ask</c> and <c>eval --endpoint</c> send.</summary>
public sealed record AskRequest(string? Question, IReadOnlyList<AskTurn>? History = null, string? Scenario = null)
{
    /// <exception cref="FormatException">A role other than user or assistant, or an entry without content.</exception>
    public static IReadOnlyList<Turn> Turns(IReadOnlyList<AskTurn>? history) => [.. (history ?? []).Select((turn, i) => new Turn(
        turn?.Role?.ToLowerInvariant() switch
        {
            "user" => Role.User,
            "assistant" => Role.Assistant,
            _ => throw new FormatException($"history entry {i + 1}: role is \"user\" or \"assistant\"."),
        },
        turn.Content ?? turn.Text ?? throw new FormatException($"history entry {i + 1} has no content.")))];
}

/// <summary>One history entry; <c>text</c> is accepted for <c>content</c>.</summary>
public sealed record AskTurn(string? Role, string? Content, [property: JsonPropertyName("text")] string? Text = null);
