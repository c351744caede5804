using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Conversations;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Endpoints;

/// <summary>The chat page <c>/</c>, the same without a frame for the widget's panel <c>/chat/embed</c>, and the tokens both start with.</summary>
public static class ChatEndpoints
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext context) => ChatPage.Of(context.StyleNonce(), embedded: false));
        routes.MapGet("/chat/embed", Embed);
        routes.MapPost("/chat/token", Token);
        routes.MapGet("/chat/how/{message}", HowAsync).RequireRateLimiting(RateLimits.Ask);
    }

    /// <summary>How a message's answer came about, for whoever holds the token of its conversation. Operators see the whole record at <c>/evidence</c>.</summary>
    private static async Task<IResult> HowAsync(HttpContext context, BotEngine engine, DirectLineTokens tokens, DirectLineStore conversations, string message)
    {
        context.Response.Headers.CacheControl = "no-store";
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        var (token, _) = header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? await tokens.ReadAsync(header[scheme.Length..].Trim()) : default;
        if (token?.Conversation is not { } conversation || !token.Allows(context.Request.Headers.Origin))
        {
            return ErrorBody.Of(401, "Unauthorized", "Send the conversation's token: 'Authorization: Bearer …'.");
        }

        // What its person may read now: an article may have been closed to them since.
        var articles = engine.View(conversations.AccessOf(conversation)).Articles;
        var key = $"{ConversationStore.KeyOf("directline", conversation)}|{message}";
        return engine.Feedback.AnswerOf(key) is { } id && engine.Evidence.Find(id)?.Record is { } record
            ? Results.Json(AnswerAccount.Of(id, record, text => ParagraphId.TryParse(text, out var paragraph) ? articles.Find(paragraph) : null), AnswerJson.Options)
            : ErrorBody.Of(404, "NotFound", "How this was answered is no longer known.");
    }

    private static IResult Embed(HttpContext context, IOptions<WebOptions> options)
    {
        context.AllowFraming(options.Value.AllowedOrigins);
        return ChatPage.Of(context.StyleNonce(), embedded: true);
    }

    /// <summary>A visitor's token: one new conversation, as one made-up user, usable from this page's site only.</summary>
    private static IResult Token(
        HttpContext context, DirectLineService directLine, DirectLineLimits limits, PublicAddress address, IOptions<WebOptions> options)
    {
        var origin = context.Request.Headers.Origin.ToString();
        string[] own = [address.For(context.Request), $"{context.Request.Scheme}://{context.Request.Host}"];
        if (origin.Length > 0 && !own.Contains(origin, StringComparer.OrdinalIgnoreCase) && !options.Value.Allows(origin))
        {
            return ErrorBody.Of(403, "BadArgument", "This site may not start conversations: add its origin to Web:AllowedOrigins.");
        }

        if (limits.Start(context) is { } refusal)
        {
            return refusal;
        }

        var answer = directLine.Generate(null, null, origin.Length > 0 ? [origin] : own, context.Caller().Access.Groups);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { answer.ConversationId, answer.Token, expires_in = answer.ExpiresIn, userId = answer.User });
    }
}
