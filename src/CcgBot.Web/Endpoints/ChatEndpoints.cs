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

/// <summary>The chat page <c>/</c>, the same without a frame for the widget's panel <c>/chat/embed</c>, and the tokens that both start or come back with.</summary>
public static class ChatEndpoints
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext context) => ChatPage.Of(context.StyleNonce(), embedded: false));
        routes.MapGet("/chat/embed", Embed);
        routes.MapPost("/chat/token", Token);
        routes.MapPost("/chat/resume", ResumeAsync);
        routes.MapGet("/chat/how/{message}", HowAsync).RequireRateLimiting(RateLimits.Ask);
    }

    /// <summary>How a message's answer came about, for whoever holds the token of its conversation. Operators see the whole record at <c>/evidence</c>.</summary>
    private static async Task<IResult> HowAsync(HttpContext context, BotEngine engine, DirectLineTokens tokens, DirectLineStore conversations, string message)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (token, _) = Bearer(context) is { } bearer ? await tokens.ReadAsync(bearer) : default;
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
        HttpContext context,
        DirectLineService directLine,
        DirectLineTokens tokens,
        DirectLineLimits limits,
        PublicAddress address,
        IOptions<WebOptions> options)
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

        var caller = context.Caller();
        IReadOnlyList<string> pages = origin.Length > 0 ? [origin] : own;
        var answer = directLine.Generate(null, null, pages, caller.Access.Groups, caller.User);
        return Json(context, answer, tokens.IssueForResuming(new DirectLineToken(answer.ConversationId, answer.User, null, pages) { Holder = caller.User }));
    }

    /// <summary>
    /// Back to an earlier conversation: a new token for what <see cref="Token"/> gave to resume with. Whoever was signed in then must be signed in now: the
    /// browser may have passed to somebody else.
    /// </summary>
    private static async Task<IResult> ResumeAsync(HttpContext context, DirectLineService directLine, DirectLineTokens tokens, DirectLineLimits limits)
    {
        if (limits.Start(context) is { } refusal)
        {
            return refusal;
        }

        var caller = context.Caller();
        var sent = Bearer(context);
        if (sent is null || await tokens.ReadResumeAsync(sent) is not { } resumed || !resumed.Allows(context.Request.Headers.Origin))
        {
            return ErrorBody.Of(401, "Unauthorized", "Send what the conversation is resumed with: 'Authorization: Bearer …'.");
        }

        if (resumed.Holder is { } holder && holder != caller.User)
        {
            return ErrorBody.Of(403, "Forbidden", "This conversation is another person's: sign in as whoever held it.");
        }

        return directLine.Resume(resumed, caller.Access.Groups, caller.User) is { } answer
            ? Json(context, answer, sent)
            : ErrorBody.Of(404, "NotFound", "This conversation is no longer kept.");
    }

    private static IResult Json(HttpContext context, TokenAnswer answer, string resume)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { answer.ConversationId, answer.Token, expires_in = answer.ExpiresIn, userId = answer.User, resume });
    }

    private static string? Bearer(HttpContext context)
    {
        const string scheme = "Bearer ";
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
