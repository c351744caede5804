namespace CcgBot.Bot.Rendering.Teams;

/// <summary>What Teams takes, the strictest figure where its pages differ.</summary>
public static class TeamsLimits
{
    public const int Citations = 20;

    /// <summary>Characters of a citation's name.</summary>
    public const int CitationName = 80;

    /// <summary>Characters of a citation's extract.</summary>
    public const int CitationAbstract = 160;

    public const int Keywords = 3;

    public const int Keyword = 28;

    /// <summary>A whole message in UTF-16 bytes: text, entities, cards.</summary>
    public const int MessageBytes = 40 * 1024;

    public const int SuggestedActions = 3;
}
