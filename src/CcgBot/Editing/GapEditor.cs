using System.Text.Json;
using CcgBot.Evidence;

namespace CcgBot.Editing;

/// <summary>Decides what becomes of questions that were not answered, each decision with its record.</summary>
public sealed class GapEditor(EvidenceLog log)
{
    private const int LongestAssignee = 100;

    /// <summary>Decides of a group of questions; those asked in other words later are decided of anew, and so is one that is done and asked again without an answer.</summary>
    /// <param name="key">The group's <see cref="GapGroup.Key"/>.</param>
    /// <param name="edit">Expects the group's <see cref="GapGroup.Revision"/>.</param>
    public EditResult Decide(string key, GapDecision decision, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(edit);
        decision = decision with { Assignee = decision.Assignee?.Trim() is { Length: > 0 } named ? named[..Math.Min(named.Length, LongestAssignee)] : null };
        using var gaps = new Gaps(log);
        var report = gaps.Find();
        if (report.Groups.Concat(report.Settled).FirstOrDefault(each => each.Questions.Any(question => question.Key == key)) is not { } group)
        {
            return EditResult.NotFound;
        }

        var keys = group.Questions.Select(question => question.Key).Distinct(StringComparer.Ordinal).ToList();
        return log.Change<EditResult>(connection =>
        {
            var revision = Gaps.RevisionOf(connection, keys);
            if (!(edit with { Expected = edit.Expected ?? "0" }).Saw(revision))
            {
                return (EditResult.Conflict, null);
            }

            if (group.State == decision.State && group.Assignee == decision.Assignee && revision > 0)
            {
                return (EditResult.Unchanged, null);
            }

            Gaps.Put(connection, keys, decision, log.Now());
            // By the evidence and not by its words, which go when somebody asks to be forgotten; the change stays.
            return (EditResult.Done, new ChangeRecord(
                edit.Who, "gap.decide", group.Questions[0].EvidenceId, edit.Reason, Json(group.State, group.Assignee, keys.Count), Json(decision.State, decision.Assignee, keys.Count)));
        });
    }

    private static string Json(GapState state, string? assignee, int questions) => JsonSerializer.Serialize(new { state, assignee, questions }, JsonSerializerOptions.Web);
}
