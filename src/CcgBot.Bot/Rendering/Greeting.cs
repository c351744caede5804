namespace CcgBot.Bot.Rendering;

/// <summary>What a new conversation is greeted with.</summary>
/// <param name="BotName">As people see it.</param>
/// <param name="Articles">How many articles stand behind the answers.</param>
/// <param name="Starters">Questions that the articles answer.</param>
public sealed record Greeting(string BotName, long Articles, IReadOnlyList<string> Starters)
{
    /// <summary>Said in every greeting: what is typed is masked where it is recognised, and a name never is.</summary>
    public const string NoPatientData = "Please leave out patient data and other personal details.";
}
