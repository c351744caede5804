using CcgBot.Privacy;

namespace CcgBot.Evidence;

/// <summary>What of a record's question is kept.</summary>
internal static class StoredQuestionPolicy
{
    public static EvidenceRecord Apply(EvidenceRecord record, StoredQuestion policy) => policy switch
    {
        StoredQuestion.Whole => record with { QuestionStored = policy },
        StoredQuestion.Masked => record with
        {
            Question = Mask(record.Question),
            Standalone = Mask(record.Standalone),
            Parts = [.. record.Parts.Select(part => part with { Question = PersonalData.Mask(part.Question).Text })],
            Readings = [.. record.Readings.Select(reading => reading with { Question = PersonalData.Mask(reading.Question).Text })],
            Unanswered = [.. record.Unanswered.Select(part => PersonalData.Mask(part).Text)],
            QuestionStored = policy,
        },
        // The shown text repeats parts of the question only where it says what was not answered or which words are missing, or offers a choice.
        _ => record with
        {
            Question = null,
            Standalone = null,
            Terms = [],
            Parts = [.. record.Parts.Select(part => part with { Question = "", Terms = [] })],
            Prompt = null,
            Readings = [.. record.Readings.Select(reading => reading with { Question = "", Terms = [], Label = null })],
            Unanswered = [.. record.Unanswered.Select(_ => "")],
            Text = record is { Kind: "clarification" or "abstention" } or { Unanswered.Count: > 0 } ? "" : record.Text,
            QuestionStored = policy,
        },
    };

    private static string? Mask(string? text) => text is null ? null : PersonalData.Mask(text).Text;
}
