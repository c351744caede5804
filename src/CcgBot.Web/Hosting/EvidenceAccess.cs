using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Hosting;

namespace CcgBot.Web.Hosting;

/// <summary>Whose eyes an answer's record is for: auditors', and theirs who may read everything that it was made from.</summary>
internal static class EvidenceAccess
{
    public static bool MayRead(this Caller caller, BotEngine engine, EvidenceRecord? record)
    {
        if (caller.Is(Roles.Auditor))
        {
            return true;
        }

        // A count or a list may tell of what only the asker's groups can see.
        if (record is null || !caller.IsKnown || record.Groups.Any(group => !caller.Access.Groups.Names.Contains(group)))
        {
            return false;
        }

        var articles = engine.View(caller.Access).Articles;
        return Sources(record).Distinct(StringComparer.Ordinal).All(id => articles.GroupsOf(id) is not null);
    }

    /// <summary>The articles that a record speaks of.</summary>
    private static IEnumerable<string> Sources(EvidenceRecord record) => record.Retrieved.Select(found => found.Id)
        .Concat(record.Parts.Concat(record.Readings).SelectMany(part => part.Retrieved).Select(found => found.Id))
        .Concat(record.Citations.Select(citation => citation.ParagraphId))
        .Concat(record.Given)
        .Select(id => ParagraphId.TryParse(id, out var paragraph) ? paragraph.ArticleId : id);
}
