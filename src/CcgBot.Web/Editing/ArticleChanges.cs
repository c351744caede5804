using CcgBot.Editing;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Editing;

/// <summary>A change to an article by somebody who sends a request: the console and the API make it alike.</summary>
internal static class ArticleChanges
{
    /// <summary>Makes a change where the caller may read the article, and has it in answers when it returns; for others there is no such article.</summary>
    /// <param name="revision">The revision that the editor saw; null = there was none.</param>
    public static EditOutcome Make(BotEngine engine, Caller caller, string id, string? why, string? revision, Func<Edit, EditOutcome> change)
    {
        if (engine.Articles.GroupsOf(id) is { } groups && !caller.Access.MayRead(groups))
        {
            return new EditOutcome(EditResult.NotFound, null);
        }

        var outcome = change(new Edit(caller.Name, why, SeenRevision.Of(revision)));
        if (outcome.Result == EditResult.Done)
        {
            engine.TakeUp();
        }

        return outcome;
    }
}
