using System.ComponentModel.DataAnnotations;

namespace CcgBot.Conversations;

/// <summary>Who the bot says it is: two settings of section <c>Bot</c>, whose others belong to the channels.</summary>
public sealed class BotIdentity
{
    /// <summary>The name people see. Default <c>CcgBot</c>.</summary>
    [Required]
    public string Name { get; set; } = "CcgBot";

    /// <summary>Whom a person can turn to who wants a person, as in <c>the library desk, 01234 567890</c>; empty = nobody is named. Default empty.</summary>
    [Required(AllowEmptyStrings = true)]
    [MaxLength(500)]
    public string Contact { get; set; } = "";
}
