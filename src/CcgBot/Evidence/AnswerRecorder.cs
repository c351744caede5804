using System.Data.Common;
using CcgBot.Answering;
using CcgBot.Retrieval;

namespace CcgBot.Evidence;

/// <summary>Leaves each answer's record in the log and gives the answer its id. Where no record can be left, the answer is given all the same and says so.</summary>
/// <param name="notice">Told in one line when records can't be left, and when they can again.</param>
public sealed class AnswerRecorder(EvidenceLog log, EvidenceQuota quota, string settingsHash, Action<string>? notice = null)
{
    private const string NotRecorded = "This answer could not be recorded, so it can't be shown again later. The operators of this bot can see why in its log.";

    private int _failing;

    /// <exception cref="EvidenceQuotaException">Whoever asks has used up the day's room for records.</exception>
    public void Admit(Question question) => quota.Check(question);

    /// <param name="answer">As shown, its question masked.</param>
    /// <param name="asked">The question as far as it was read, not masked: kept only where the setting says Whole.</param>
    /// <param name="found">Null for a curated answer.</param>
    /// <param name="withheld">Claims that failed the check after composing.</param>
    public Answer Record(Answer answer, Question asked, RetrievalResult? found, Draft? draft, IReadOnlyList<WithheldClaim> withheld)
    {
        if (quota.IsDayUsedUp)
        {
            return Unrecorded(answer, "the day's room for evidence records (Evidence:MaxMegabytesPerDay) is used up");
        }

        var record = EvidenceRecording.Of(
            answer,
            found,
            [.. (draft?.Withheld ?? []).Concat(withheld).Select(claim => new JudgedClaim(claim.Text, [], claim.Verdict, claim.Reason) { Withheld = true })],
            draft?.ModelReplies,
            settingsHash,
            draft?.PromptHashes);
        record = record with { Groups = asked.Access.Recorded, Given = [.. (draft?.Given ?? []).Select(paragraph => paragraph.Id.ToString())] };
        if (log.Options.Question == StoredQuestion.Whole)
        {
            record = record with { Question = asked.Text };
        }

        try
        {
            var id = log.Append(record, asked.User, out var bytes);
            quota.Count(asked, bytes);
            if (Interlocked.Exchange(ref _failing, 0) == 1)
            {
                notice?.Invoke("Evidence records are written again.");
            }

            return answer with { EvidenceId = id };
        }
        catch (DbException error)
        {
            return Unrecorded(answer, $"an evidence record can't be written to {log.Database.Name} ({error.Message})");
        }
    }

    private Answer Unrecorded(Answer answer, string why)
    {
        if (Interlocked.Exchange(ref _failing, 1) == 0)
        {
            notice?.Invoke($"Answers leave no record: {why}. They are given all the same and say so.");
        }

        return answer with { EvidenceId = "", Notices = [.. answer.Notices, new Notice(NoticeKind.NotRecorded, NotRecorded)] };
    }
}
