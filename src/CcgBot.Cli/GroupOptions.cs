using System.CommandLine;
using CcgBot.Articles;

namespace CcgBot.Cli;

/// <summary>The option <c>--groups</c> of commands that ask: as whom.</summary>
internal static class GroupOptions
{
    public static Option<string?> Asker() => new("--groups")
    {
        Description = "Asks as a member of these groups, as in cardiology,pharmacy; without it only articles that everyone may read are found.",
    };

    /// <returns>Null where the option is not given.</returns>
    /// <exception cref="InvalidDataException">A name can't be one; the message says which.</exception>
    public static GroupSet? Read(string? names, int most = GroupSet.MostOfArticle)
    {
        try
        {
            return names is null ? null : GroupSet.Parse(names, most);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"--groups: {error.Message}", error);
        }
    }

    public static Access Access(string? names) => CcgBot.Articles.Access.Of(Read(names, GroupSet.MostOfPerson) ?? GroupSet.Empty);
}
