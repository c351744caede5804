using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>A curated answer as its editor writes it.</summary>
/// <param name="Text">Every sentence followed by its marks: "It has eight members. [1]".</param>
/// <param name="Review">When somebody should look at it again; null = never.</param>
public sealed record CuratedText(IReadOnlyList<string> Questions, string Text, IReadOnlyList<CuratedCitation> Citations, DateOnly? Review = null)
{
    public const int MostCitations = 20;

    private const int MostQuestions = 20;
    private const int LongestQuestion = 500;
    private const int LongestText = 8_000;
    private const int LongestQuote = 8_000;

    /// <exception cref="InvalidDataException">Something is missing, or there is too much of it; the message says what.</exception>
    internal CuratedAnswer Parse() =>
        Questions.Count <= MostQuestions && Questions.All(question => question.Length <= LongestQuestion) && Text.Length <= LongestText
            && Citations.Count <= MostCitations && Citations.All(citation => citation.Quote.Length <= LongestQuote && citation.Article.Length <= LongestQuestion)
            ? CuratedFile.Parse(Questions, Text, Citations, "The answer")
            : throw new InvalidDataException(
                $"A curated answer has at most {MostQuestions} questions of {LongestQuestion} characters, {LongestText} characters of text and {MostCitations} quotes of {LongestQuote} characters.");
}

/// <summary>A curated answer of the store.</summary>
/// <param name="Revision">Another with every change of it.</param>
/// <param name="By">Who changed it last.</param>
public sealed record CuratedEntry(string Id, long Revision, CuratedText Written, bool Withdrawn, DateTimeOffset Changed, string By)
{
    public bool IsDue(DateOnly today) => !Withdrawn && Written.Review <= today;
}

/// <summary>Curated answers that were written in the console or over the API.</summary>
public sealed class CuratedStore(Database database)
{
    private const string Columns = "SELECT id, revision, questions, text, citations, review, withdrawn, changed, changed_by FROM curated";

    /// <summary>Changes with every change; 0 when nothing was ever written.</summary>
    public long LastRevision()
    {
        using var connection = database.Open();
        return connection.Scalar<long>("SELECT max(revision) FROM curated");
    }

    /// <summary>All, the one that was changed last first.</summary>
    public IReadOnlyList<CuratedEntry> List(bool withdrawn = false)
    {
        using var connection = database.Open();
        return connection.Query($"{Columns} WHERE withdrawn = $1 ORDER BY revision DESC", Read, withdrawn ? 1 : 0);
    }

    public CuratedEntry? Find(string id)
    {
        using var connection = database.Open();
        return Find(connection, id);
    }

    internal static CuratedEntry? Find(DbConnection connection, string id) => connection.Query($"{Columns} WHERE id = $1", Read, id).FirstOrDefault();

    internal static void Put(DbConnection connection, CuratedEntry entry) => connection.Run(
        """
        INSERT INTO curated(id, revision, questions, text, citations, review, withdrawn, changed, changed_by)
        SELECT $1, coalesce(max(revision), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM curated WHERE true
        ON CONFLICT(id) DO UPDATE SET revision = excluded.revision, questions = excluded.questions, text = excluded.text, citations = excluded.citations,
          review = excluded.review, withdrawn = excluded.withdrawn, changed = excluded.changed, changed_by = excluded.changed_by
        """,
        entry.Id,
        JsonSerializer.Serialize(entry.Written.Questions, JsonSerializerOptions.Web),
        entry.Written.Text,
        JsonSerializer.Serialize(entry.Written.Citations, JsonSerializerOptions.Web),
        entry.Written.Review?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        entry.Withdrawn ? 1 : 0,
        entry.Changed.ToUnixTimeMilliseconds(),
        entry.By);

    /// <summary>Those in force, as they are searched.</summary>
    internal IReadOnlyList<CuratedAnswer> Answers() => [.. List().Select(entry => entry.Written.Parse() with { Id = entry.Id })];

    private static CuratedEntry Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt64(1),
        new CuratedText(
            JsonSerializer.Deserialize<string[]>(reader.GetString(2), JsonSerializerOptions.Web)!,
            reader.GetString(3),
            JsonSerializer.Deserialize<CuratedCitation[]>(reader.GetString(4), JsonSerializerOptions.Web)!,
            reader.IsDBNull(5) ? null : DateOnly.ParseExact(reader.GetString(5), "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        reader.GetInt32(6) > 0,
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)),
        reader.GetString(8));
}
