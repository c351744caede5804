using CcgBot.Articles;

namespace CcgBot.Bot;

/// <summary>Questions to start from: <see cref="BotOptions.PromptStarters"/>, or where there are none, questions that the articles answer which the person may read.</summary>
public delegate Task<IReadOnlyList<string>> PromptStarters(Access access, CancellationToken cancellationToken);
