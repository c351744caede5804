namespace CcgBot.Articles;

/// <summary>
/// What somebody may read: the articles that name no group, and those that name one of theirs. Made by whoever knows the person (a key, a token, a
/// sign-in), never read from what the person sends.
/// </summary>
public sealed record Access
{
    private Access(GroupSet groups, bool isEverything) => (Groups, IsEverything) = (groups, isEverything);

    /// <summary>Of a person nobody knows: the articles that name no group.</summary>
    public static Access Public { get; } = new(GroupSet.Empty, false);

    /// <summary>Every article, whatever groups it names: for those who keep and audit them.</summary>
    public static Access Everything { get; } = new(GroupSet.Empty, true);

    /// <summary>The groups that the person is in; empty for <see cref="Everything"/>.</summary>
    public GroupSet Groups { get; }

    public bool IsEverything { get; }

    public static Access Of(GroupSet groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.IsEmpty ? Public : new Access(groups, false);
    }

    /// <summary>As a record keeps it.</summary>
    internal IReadOnlyList<string> Recorded => IsEverything ? [GroupSet.Everyone] : Groups.Names;

    internal static Access FromRecord(IReadOnlyList<string> recorded) => recorded is [GroupSet.Everyone] ? Everything : Of(GroupSet.OfPerson(recorded));

    /// <param name="article">The groups that an article names.</param>
    public bool MayRead(GroupSet article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return article.IsEmpty || IsEverything || Groups.Overlaps(article);
    }
}
