using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Retrieval;

namespace CcgBot.Evidence;

/// <summary>An answer as the record of it.</summary>
public static class EvidenceRecording
{
    /// <summary>The verdict of a claim that was shown.</summary>
    public const string Supported = "supported";

    /// <param name="found">What the answer was chosen from.</param>
    /// <param name="withheld">Claims that were proposed and failed the check, each with why.</param>
    /// <param name="modelReplies">What the model sent, to the letter.</param>
    public static EvidenceRecord Of(
        Answer answer,
        RetrievalResult? found = null,
        IReadOnlyList<JudgedClaim>? withheld = null,
        IReadOnlyList<string>? modelReplies = null,
        string settingsHash = "",
        IReadOnlyDictionary<string, string>? promptHashes = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var grounded = answer as Answer.Grounded;
        var abstention = answer as Answer.Abstention;
        return new EvidenceRecord
        {
            Question = answer.Question,
            Standalone = answer.Standalone,
            Kind = answer switch
            {
                Answer.Grounded => "grounded",
                Answer.Abstention => "abstention",
                Answer.Reply => "reply",
                _ => "clarification",
            },
            Reason = abstention is null ? null : JsonNamingPolicy.CamelCase.ConvertName(abstention.Reason.ToString()),
            Text = AnswerMarkdown.Of(answer),
            Terms = found?.Terms ?? [],
            Retrieved = [.. (found?.Paragraphs ?? []).Select(Retrieved)],
            Parts = [.. (found?.Parts ?? []).Select(part => new RetrievedPart(part.Standalone, part.Terms, [.. part.Paragraphs.Select(Retrieved)]))],
            Prompt = (answer as Answer.Clarification)?.Prompt,
            Readings = answer is Answer.Clarification
                ? [.. (found?.Readings?.Each ?? []).Select(reading => new RetrievedPart(reading.Found.Standalone, reading.Found.Terms, [.. reading.Found.Paragraphs.Select(Retrieved)], reading.Label))]
                : [],
            Claims = [.. (grounded?.Claims ?? []).Select(claim => new JudgedClaim(claim.Text, claim.Citations, Supported)), .. withheld ?? []],
            Citations = [.. (grounded?.Citations ?? abstention?.Nearest ?? []).Select(Cited)],
            Disagreements = grounded?.Disagreements ?? [],
            Unanswered = grounded?.Unanswered ?? [],
            Composer = grounded is { Curated: true } ? "curated" : grounded is { FromArticle: true } ? "article" : JsonNamingPolicy.CamelCase.ConvertName(answer.Composer.ToString()),
            Confidence = answer.Confidence,
            SettingsHash = settingsHash,
            PromptHashes = promptHashes ?? new Dictionary<string, string>(),
            ModelReplies = modelReplies ?? [],
            ElapsedMs = answer.ElapsedMs,
        };
    }

    private static RetrievedParagraph Retrieved(ScoredParagraph scored) =>
        new(scored.Paragraph.Id.ToString(), scored.Paragraph.Version, scored.Score, scored.Lexical, scored.Cosine) { SentenceCosines = scored.SentenceCosines, Reading = scored.Reading };

    private static CitedWords Cited(Citation citation) =>
        new(citation.Number, citation.Paragraph.Id.ToString(), citation.Paragraph.Version, citation.Quote, citation.Start, citation.End);
}
