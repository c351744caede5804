using Microsoft.Bot.Schema;

namespace CcgBot.Postgres.Tests.Infrastructure;

/// <summary>A question as Teams delivers it.</summary>
internal static class TeamsMessage
{
    public static Activity New() => new()
    {
        Type = ActivityTypes.Message,
        Id = "7",
        Text = "Who?",
        ChannelId = "msteams",
        ServiceUrl = "https://smba.trafficmanager.net",
        Conversation = new ConversationAccount { Id = "c" },
        From = new ChannelAccount("u"),
        Recipient = new ChannelAccount("b"),
    };
}
