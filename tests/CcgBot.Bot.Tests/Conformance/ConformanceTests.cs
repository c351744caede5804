using CcgBot.Answering;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Conformance;

/// <summary>
/// What <c>/api/messages</c> has to keep, over HTTP on real sockets: the protocol's conformance list.
/// </summary>
public abstract class ConformanceTests
{
    internal static AnswerQuestion Giving(Answer answer) => (_, _, _) => Task.FromResult(answer);

    /// <summary>A bot that lets test hosts of this machine in, and gives one answer to everything.</summary>
    internal static Task<BotHost> OpenAsync(Answer? answer = null, Dictionary<string, string?>? more = null) => OpenAsync(Giving(answer ?? TestArticles.Grounded()), more);

    internal static Task<BotHost> OpenAsync(AnswerQuestion answer, Dictionary<string, string?>? more = null, string? folder = null) =>
        BotHost.StartAsync(With(BotHost.Anonymous, more), answer, folder);

    /// <summary>A bot that checks tokens.</summary>
    internal static Task<BotHost> GuardedAsync(TokenServer tokens, Dictionary<string, string?>? more = null) =>
        BotHost.StartAsync(With(tokens.Settings, more), Giving(TestArticles.Grounded()));

    internal static Dictionary<string, string?> With(Dictionary<string, string?> settings, Dictionary<string, string?>? more)
    {
        var all = new Dictionary<string, string?>(settings);
        foreach (var (name, value) in more ?? [])
        {
            all[name] = value;
        }

        return all;
    }

    internal static System.Text.Json.JsonElement? MessageEntity(Activity activity) =>
        activity.Entities?.Where(entity => entity.Property("type").Text() == "https://schema.org/Message").Cast<System.Text.Json.JsonElement?>().SingleOrDefault();
}
