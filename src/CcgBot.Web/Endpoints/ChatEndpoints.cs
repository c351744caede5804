using CcgBot.Bot.DirectLine;
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

        var answer = directLine.Generate(null, null, origin.Length > 0 ? [origin] : own);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { answer.ConversationId, answer.Token, expires_in = answer.ExpiresIn, userId = answer.User });
    }
}
