using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>Activities as Teams sends them, and the posting of them.</summary>
internal static class TestActivities
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(1) };
    private static int _ids;

    public static Activity Message(FakeConnector connector, string? text, string conversation = "a:personal", string channel = "msteams") => new()
    {
        Type = "message",
        Id = $"m{Interlocked.Increment(ref _ids)}",
        Timestamp = "2026-08-22T09:00:00.000Z",
        ServiceUrl = connector.ServiceUrl,
        ChannelId = channel,
        From = new ChannelAccount { Id = "29:ada", Name = "Ada" },
        Recipient = new ChannelAccount { Id = "28:bot", Name = "CcgBot" },
        Conversation = new ConversationAccount { Id = conversation, ConversationType = "personal", TenantId = "tenant" },
        Text = text,
        TextFormat = "plain",
        Locale = "en-GB",
    };

    public static Activity InGroup(this Activity activity) => activity with
    {
        Conversation = new ConversationAccount { Id = "19:group@thread.v2", ConversationType = "groupChat", IsGroup = true },
    };

    public static Activity Invoke(FakeConnector connector, string name, object value) => Message(connector, null) with
    {
        Type = "invoke",
        Name = name,
        Value = WireJson.Element(value),
    };

    public static Task<Posted> PostAsync(this BotHost bot, Activity activity, string? token = null) => bot.PostAsync(WireJson.Write(activity), token);

    public static async Task<Posted> PostAsync(this BotHost bot, string body, string? token = null, string contentType = "application/json", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, bot.Messages)
        {
            Content = new StringContent(body, Encoding.UTF8, contentType),
        };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        change?.Invoke(request);
        using var response = await Http.SendAsync(request);
        return new Posted((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>What a post was answered with.</summary>
internal sealed record Posted(int Status, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public bool Refused => Status is 401 or 403;
}
