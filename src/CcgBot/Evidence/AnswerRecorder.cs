using CcgBot.Answering;
using CcgBot.Retrieval;

namespace CcgBot.Evidence;

/// <summary>Leaves each answer's record in the log and gives the answer its id.</summary>
public sealed class AnswerRecorder(EvidenceLog log, string settingsHash)
{
    /// <param name="answer">As shown, its question masked.</param>
    /// <param name="typed">The question as typed: kept only where the setting says Whole.</param>
    /// <param name="found">Null for a curated answer.</param>
    /// <param name="withheld">Claims that failed the check after composing.</param>
    public Answer Record(Answer answer, Question typed, RetrievalResult? found, Draft? draft, IReadOnlyList<WithheldClaim> withheld)
    {
        var record = EvidenceRecording.Of(
            answer,
            found,
            [.. (draft?.Withheld ?? []).Concat(withheld).Select(claim => new JudgedClaim(claim.Text, [], claim.Verdict, claim.Reason) { Withheld = true })],
            draft?.ModelReplies,
            settingsHash,
            draft?.PromptHashes);
        record = record with { Given = [.. (draft?.Given ?? []).Select(paragraph => paragraph.Id.ToString())] };
        if (log.Options.Question == StoredQuestion.Whole)
        {
            record = record with { Question = typed.Text };
        }

        return answer with { EvidenceId = log.Append(record, typed.User) };
    }
}
