using System.ComponentModel.DataAnnotations;

namespace CcgBot.Bot.DirectLine;

/// <summary>Settings of our own Direct Line: section <c>DirectLine</c>.</summary>
public sealed class DirectLineOptions : IValidatableObject
{
    private const int ShortestSecret = 16;

    /// <summary>What servers authenticate with: a secret opens every conversation, so it must never reach a browser. Default none.</summary>
    public string[] Secrets { get; set; } = [];

    /// <summary>How long a token is good for, in seconds. Default 1,800, as in Azure.</summary>
    [Range(60, 86_400)]
    public int TokenSeconds { get; set; } = 1_800;

    /// <summary>How long a stream address waits to be connected to, in seconds. Default 60, as in Azure.</summary>
    [Range(5, 3_600)]
    public int StreamSeconds { get; set; } = 60;

    /// <summary>Activities a token may post per minute. Default 60.</summary>
    [Range(1, 1_000_000)]
    public int PostsPerMinute { get; set; } = 60;

    /// <summary>Requests of any kind per token and minute; a client polls once a second, some five times. Default 600.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Tokens and conversations per client address and minute. Default 120.</summary>
    [Range(1, 1_000_000)]
    public int StartsPerMinute { get; set; } = 120;

    /// <summary>A larger activity is refused, in bytes. Default 262,144.</summary>
    [Range(4_096, 16_777_216)]
    public int MaxActivityBytes { get; set; } = 262_144;

    /// <summary>Conversations unused for longer are removed. Default 30.</summary>
    [Range(1, 3_650)]
    public int RetentionDays { get; set; } = 30;

    /// <summary>
    /// The file of the keys that tokens are signed with. Default: beside the evidence key (environment variable CCGBOT_KEYS), never in the store.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Days after which a new key signs; what the one before signed is honoured for its life, which for resuming is <see cref="RetentionDays"/>. Default 30.
    /// </summary>
    [Range(1, 3_650)]
    public int KeyDays { get; set; } = 30;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Secrets.Any(secret => secret.Length < ShortestSecret))
        {
            yield return new ValidationResult($"Each secret must have at least {ShortestSecret} characters.", [nameof(Secrets)]);
        }
    }
}
