using System.Globalization;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Storage;

namespace CcgBot.Editing;

/// <summary>
/// What editors do to articles, by whatever way they come: each change leaves a record of who, what, why, before and after in the same transaction, and is
/// refused where the article is no longer as its editor saw it.
/// </summary>
public sealed class ArticleEditor(ArticleStore articles, EvidenceLog log)
{
    /// <summary>Withdraws an article for good: reading its file again doesn't bring it back.</summary>
    public EditOutcome Withdraw(string articleId, Edit edit) => Change(articleId, edit, "article.withdraw", new ArticleChange { Withdrawn = true });

    /// <summary>Takes a removal back.</summary>
    public EditOutcome Restore(string articleId, Edit edit) => Change(articleId, edit, "article.restore", new ArticleChange { Withdrawn = false });

    /// <param name="groups">Who may read it from now on; empty = everyone.</param>
    /// <exception cref="InvalidDataException">There would be too many different sets of groups.</exception>
    public EditOutcome SetGroups(string articleId, GroupSet groups, Edit edit) => Change(articleId, edit, "article.groups", new ArticleChange { Groups = groups });

    /// <summary>Puts an article in, or a new version in the place of the one that <see cref="Edit.Expected"/> names.</summary>
    /// <exception cref="InvalidDataException">There would be too many different sets of groups.</exception>
    public EditOutcome Publish(Article article, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(article);
        return Change(article.Id, edit, "article.publish", new ArticleChange { Article = article });
    }

    /// <summary>Says whether a paragraph of the current version may be cited, and searched; it holds for the same words in later versions too.</summary>
    /// <param name="number">The paragraph's number in the version that <see cref="Edit.Expected"/> has.</param>
    public EditOutcome Mark(string articleId, int number, ParagraphMark mark, Edit edit)
    {
        ArgumentException.ThrowIfNullOrEmpty(articleId);
        ArgumentNullException.ThrowIfNull(edit);
        return log.Change<EditOutcome>(connection =>
        {
            articles.Database.TakeTurn(connection, Turns.Articles);
            var before = articles.StateOf(connection, articleId);
            if (before is not null && !edit.Saw(before.Revision))
            {
                return (new EditOutcome(EditResult.Conflict, before), null);
            }

            if (before is null || ArticleStore.SetMark(connection, articleId, number, mark, edit.Reason) is not { } was)
            {
                return (new EditOutcome(EditResult.NotFound, before), null);
            }

            return was == mark
                ? (new EditOutcome(EditResult.Unchanged, before), null)
                : (new EditOutcome(EditResult.Done, articles.StateOf(connection, articleId)),
                    new ChangeRecord(edit.Who, "article.mark", articleId, edit.Reason, Json(number, was), Json(number, mark)));
        });
    }

    private static string Json(int number, ParagraphMark mark) => JsonSerializer.Serialize(
        new { paragraph = number, mark = JsonNamingPolicy.CamelCase.ConvertName(mark.ToString()) }, JsonSerializerOptions.Web);

    private EditOutcome Change(string articleId, Edit edit, string what, ArticleChange change)
    {
        ArgumentException.ThrowIfNullOrEmpty(articleId);
        ArgumentNullException.ThrowIfNull(edit);
        return log.Change<EditOutcome>(connection =>
        {
            articles.Database.TakeTurn(connection, Turns.Articles);
            var before = articles.StateOf(connection, articleId);
            if (before is null && change.Article is null)
            {
                return (new EditOutcome(EditResult.NotFound, null), null);
            }

            // Whoever gives no revision of an article that is there has not seen it.
            if (!edit.Saw(before?.Revision))
            {
                return (new EditOutcome(EditResult.Conflict, before), null);
            }

            articles.Change(connection, articleId, change);
            var after = articles.StateOf(connection, articleId);
            return after == before
                ? (new EditOutcome(EditResult.Unchanged, after), null)
                : (new EditOutcome(EditResult.Done, after), new ChangeRecord(edit.Who, what, articleId, edit.Reason, Json(before), Json(after)));
        });
    }

    private static string? Json(ArticleState? state) => state is null ? null : JsonSerializer.Serialize(
        new { state.Title, state.Version, state.Withdrawn, groups = state.Groups.Names }, JsonSerializerOptions.Web);
}

/// <summary>Who makes a change, why, and of what state.</summary>
/// <param name="Expected">The revision that was seen (<see cref="ArticleState.Revision"/>); null = no such article.</param>
public sealed record Edit(string Who, string? Why, string? Expected)
{
    private const int LongestReason = 1_000;

    /// <summary><see cref="Why"/> as it is kept; null where nothing was said.</summary>
    public string? Reason => Kept(Why);

    /// <summary>A reason as a record keeps it; null where nothing was said.</summary>
    public static string? Kept(string? why) => why?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestReason)] : null;

    /// <summary>Whether it was made of the state that is there now, or without having looked.</summary>
    public bool Saw(string? revision) => Expected == EditOutcome.AnyRevision || Expected == revision;

    /// <inheritdoc cref="Saw(string?)"/>
    public bool Saw(long revision) => Saw(revision.ToString(CultureInfo.InvariantCulture));
}

/// <param name="State">How the article is now; null where there is none.</param>
public sealed record EditOutcome(EditResult Result, ArticleState? State)
{
    /// <summary>In the place of a revision, by whoever works without having looked: the command line.</summary>
    public const string AnyRevision = "*";
}

public enum EditResult
{
    Done,
    Unchanged,
    NotFound,

    /// <summary>The article is not as its editor saw it: somebody else changed it, and nothing was overwritten.</summary>
    Conflict,
}
