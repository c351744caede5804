using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Endpoints;

/// <summary>The chat page, <c>/</c>.</summary>
public static class ChatEndpoints
{
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext context) => ChatPage.Of(context.StyleNonce()));
    }
}
