using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcgBot.Bot.Tests;

/// <summary>
/// One activity of the Bot Framework protocol as it is on the wire, apart from Bot Builder's classes. Read leniently: every field may be missing, unknown fields are kept in
/// <see cref="Extensions"/> and written back, and what a channel shapes as it likes (<see cref="Value"/>, <see cref="ChannelData"/>,
/// <see cref="Entities"/>) stays JSON. Times stay text, for no decision hangs on them.
/// </summary>
internal sealed record Activity
{
    /// <summary><c>message</c>, <c>typing</c>, or anything a newer channel sends: the unknown ones are ignored.</summary>
    public string? Type { get; init; }

    /// <summary>Given by the channel; a bot never sets it.</summary>
    public string? Id { get; init; }

    public string? Timestamp { get; init; }

    /// <summary>Where replies go. Trusted only when the request that brought it was authenticated.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary><c>msteams</c>, <c>directline</c>, <c>webchat</c>, <c>emulator</c> …</summary>
    public string? ChannelId { get; init; }

    public ChannelAccount? From { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public ChannelAccount? Recipient { get; init; }

    /// <summary><c>plain</c> (the default), <c>markdown</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; init; }

    public string? AttachmentLayout { get; init; }

    public IReadOnlyList<ChannelAccount?>? MembersAdded { get; init; }

    public IReadOnlyList<ChannelAccount?>? MembersRemoved { get; init; }

    public string? Locale { get; init; }

    public string? Text { get; init; }

    /// <summary>What a screen reader or speech client says instead of <see cref="Text"/>.</summary>
    public string? Speak { get; init; }

    public string? InputHint { get; init; }

    public string? Summary { get; init; }

    public SuggestedActions? SuggestedActions { get; init; }

    public IReadOnlyList<Attachment?>? Attachments { get; init; }

    public IReadOnlyList<JsonElement>? Entities { get; init; }

    public JsonElement? ChannelData { get; init; }

    /// <summary>Of an <c>installationUpdate</c>: <c>add</c>, <c>remove</c>, <c>add-upgrade</c>, <c>remove-upgrade</c>.</summary>
    public string? Action { get; init; }

    public string? ReplyToId { get; init; }

    /// <summary>Of an invoke or event: its argument.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Of an invoke or event: which one.</summary>
    public string? Name { get; init; }

    public string? Code { get; init; }

    /// <summary><c>normal</c> (the default) or <c>expectReplies</c>: the replies are the HTTP answer.</summary>
    public string? DeliveryMode { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }
}

/// <summary>A person or a bot on a channel.</summary>
internal sealed record ChannelAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? AadObjectId { get; init; }

    public string? Role { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }
}

internal sealed record ConversationAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsGroup { get; init; }

    /// <summary>In Teams <c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }
}

internal sealed record Attachment
{
    public string? ContentType { get; init; }

    public string? ContentUrl { get; init; }

    public string? Name { get; init; }

    public JsonElement? Content { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }
}

internal sealed record SuggestedActions
{
    public IReadOnlyList<string>? To { get; init; }

    public IReadOnlyList<CardAction>? Actions { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }
}

internal sealed record CardAction
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public JsonElement? Value { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }
}
