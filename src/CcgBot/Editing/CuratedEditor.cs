using System.Security.Cryptography;
using System.Text.Json;
using CcgBot.Evidence;

namespace CcgBot.Editing;

/// <summary>Writes and withdraws curated answers, each change with its record in the same transaction; refused where somebody else was quicker.</summary>
public sealed class CuratedEditor(CuratedStore store, EvidenceLog log, TimeProvider time)
{
    private const int IdBytes = 8;

    /// <summary>Writes a new answer, or another text in the place of the revision that <see cref="Edit.Expected"/> names.</summary>
    /// <param name="id">Null = a new one.</param>
    /// <param name="seen">The curated answers and articles that its editor may read: its quotes must stand there.</param>
    /// <exception cref="InvalidDataException">A quote is not found, a sentence is not supported, a question has an answer already; the message says which.</exception>
    public CuratedOutcome Save(string? id, CuratedText written, Edit edit, CuratedAnswers seen)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(seen);
        written = Trimmed(written);
        Require(written, seen);
        var others = seen.CheckAll().Where(other => other.Source.Id != id || id is null).Where(other => other.Problem is null);
        if (others.SelectMany(other => other.Source.Questions).FirstOrDefault(other => written.Questions.Any(question => seen.AreSame(question, other))) is { } taken)
        {
            throw new InvalidDataException($"\"{taken}\" has a curated answer already: change that one.");
        }

        return Change(id ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), edit, "curated.save", isNew: id is null, before => before is null
            ? new CuratedEntry("", 0, written, false, default, "") : before with { Written = written, Withdrawn = false });
    }

    /// <summary>Takes an answer out; it can be put back.</summary>
    public CuratedOutcome Withdraw(string id, Edit edit) => Change(id, edit, "curated.withdraw", isNew: false, before => before! with { Withdrawn = true });

    public CuratedOutcome Restore(string id, Edit edit) => Change(id, edit, "curated.restore", isNew: false, before => before! with { Withdrawn = false });

    private CuratedOutcome Change(string id, Edit edit, string what, bool isNew, Func<CuratedEntry?, CuratedEntry> change) => log.Change<CuratedOutcome>(connection =>
    {
        var before = CuratedStore.Find(connection, id);
        if (before is null && !isNew)
        {
            return (new CuratedOutcome(EditResult.NotFound, null), null);
        }

        if (before is not null && !edit.Saw(before.Revision))
        {
            return (new CuratedOutcome(EditResult.Conflict, before), null);
        }

        var after = change(before);
        if (before is not null && Json(after) == Json(before))
        {
            return (new CuratedOutcome(EditResult.Unchanged, before), null);
        }

        CuratedStore.Put(connection, after with { Id = id, By = edit.Who, Changed = time.GetUtcNow() });
        return (new CuratedOutcome(EditResult.Done, CuratedStore.Find(connection, id)), new ChangeRecord(edit.Who, what, id, edit.Reason, Json(before), Json(after)));
    });

    /// <summary>Every entry of the store.</summary>
    public CuratedStore Store => store;

    private static CuratedText Trimmed(CuratedText written) => written with
    {
        Questions = [.. written.Questions.Select(question => question.Trim()).Where(question => question.Length > 0)],
        Text = written.Text.Trim(),
        Citations = [.. written.Citations.Select(citation => new CuratedCitation(citation.Article.Trim(), citation.Quote.Trim()))],
    };

    private static void Require(CuratedText written, CuratedAnswers seen)
    {
        if (seen.Examine(written).FirstOrDefault(finding => finding.Problem is not null) is { Problem: { } problem })
        {
            throw new InvalidDataException(problem);
        }
    }

    private static string? Json(CuratedEntry? entry) => entry is null ? null : JsonSerializer.Serialize(
        new { entry.Written.Questions, entry.Written.Text, entry.Written.Citations, entry.Written.Review, entry.Withdrawn }, JsonSerializerOptions.Web);
}

/// <param name="Entry">How it is now; null where there is none.</param>
public sealed record CuratedOutcome(EditResult Result, CuratedEntry? Entry);
