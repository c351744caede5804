namespace CcgBot.Bot.Turns;

/// <summary>Questions to start from: <see cref="BotOptions.PromptStarters"/>, or where there are none, questions that the articles answer.</summary>
public delegate Task<IReadOnlyList<string>> PromptStarters(CancellationToken cancellationToken);
