using System.ComponentModel.DataAnnotations;

namespace CcgBot.Bot;

/// <summary>Settings of the bot: section <c>Bot</c>.</summary>
public sealed class BotOptions
{
    /// <summary>The name people see. Default <c>CcgBot</c>.</summary>
    [Required]
    public string Name { get; set; } = "CcgBot";

    /// <summary>Questions offered in the greeting and the Teams app package, at most ten. Default none.</summary>
    [MaxLength(10)]
    public string[] PromptStarters { get; set; } = [];

    /// <summary>How many earlier questions of a conversation are taken along. Default 10.</summary>
    [Range(0, 100)]
    public int HistoryTurns { get; set; } = 10;
}
