using System.ComponentModel.DataAnnotations;

namespace CcgBot.Conversations;

/// <summary>Settings of remembering what was said: section <c>Conversations</c>.</summary>
public sealed class ConversationOptions
{
    /// <summary>Days after which what was said is removed; 0 keeps it. Default 30.</summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>How many earlier questions of a conversation are taken along. Default 10.</summary>
    [Range(0, 100)]
    public int HistoryTurns { get; set; } = 10;
}
