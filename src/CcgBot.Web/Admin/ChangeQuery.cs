using System.Globalization;
using CcgBot.Evidence;
using Microsoft.AspNetCore.Http.Extensions;

namespace CcgBot.Web.Admin;

/// <summary>Which changes an auditor wants to see, as an address says it.</summary>
/// <param name="Subject">The id of an article, key or account.</param>
/// <param name="Who">A part of a name.</param>
/// <param name="What">An action such as <c>article.withdraw</c>, or <c>article</c> for all of articles.</param>
/// <param name="Q">Words in the reason, or in the state before or after.</param>
/// <param name="From">The first day, yyyy-MM-dd, in UTC; <paramref name="To"/>: the last.</param>
public sealed record ChangeQuery(string? Subject = null, string? Who = null, string? What = null, string? Q = null, string? From = null, string? To = null)
{
    internal bool IsEmpty => Fields.All(part => string.IsNullOrWhiteSpace(part.Value));

    private IEnumerable<KeyValuePair<string, string?>> Fields =>
        [new("q", Q), new("who", Who), new("what", What), new("from", From), new("to", To), new("subject", Subject)];

    /// <exception cref="InvalidDataException">A day is none.</exception>
    internal ChangeFilter Filter() => ChangeFilter.Of(Subject, Who, What, Q, From, To);

    internal string Address(string path, int page = 1)
    {
        var query = new QueryBuilder(Fields.Where(part => !string.IsNullOrWhiteSpace(part.Value))!);
        if (page > 1)
        {
            query.Add("page", page.ToString(CultureInfo.InvariantCulture));
        }

        return path + query.ToQueryString();
    }
}
