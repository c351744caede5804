namespace CcgBot.Bot.Load;

/// <param name="Think">Between an answer and the next question of the same conversation.</param>
internal sealed record LoadOptions(int Conversations, TimeSpan Duration, TimeSpan Think);
