using System.Text;
using CcgBot.Web.Hosting;
using Microsoft.Extensions.Primitives;

namespace CcgBot.Web.Pages;

/// <summary>One HTML page in the site's frame: header with the way to chat and articles, the body, the one stylesheet.</summary>
/// <param name="Title">Shown in the tab and nowhere else; the body brings its own <c>h1</c>.</param>
public sealed record Page(string Title, Html Body) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Scripts of our own, from the site's root (<c>/viewer.js</c>); inline script is refused by the content security policy.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>A class for <c>body</c>, where a page is laid out its own way.</summary>
    public string? Class { get; init; }

    /// <summary>The entry of the site's header that the page belongs to, by its address; null for none.</summary>
    public string? Section { get; init; }

    /// <summary>Without the site's header and footer: the page stands inside another.</summary>
    public bool Bare { get; init; }

    /// <summary>A page about something that was not found or not allowed.</summary>
    public static Page Problem(int status, string heading, string text, Html more = default) =>
        new(heading, Html.Of($"<main id=\"content\" class=\"text\"><h1>{heading}</h1><p>{text}</p>{more}</main>")) { Status = status };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        // Operators' pages are marked no-store before they get here, and stay so.
        if (StringValues.IsNullOrEmpty(httpContext.Response.Headers.CacheControl))
        {
            httpContext.Response.Headers.CacheControl = "no-cache";
        }

        await httpContext.Response.WriteAsync(Markup().ToString(), Encoding.UTF8, httpContext.RequestAborted);
    }

    private Html Markup() => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Title} · CcgBot</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="{SiteAssets.Address("/site.css")}">
        {Scripts.Select(script => Html.Of($"<script src=\"{SiteAssets.Address(script)}\" defer></script>\n"))}</head>
        <body class="{Class}">
        {(Bare ? Html.Empty : Header)}
        {Body}
        </body>
        </html>
        """);

    private Html Header => Html.Of($"""
        <a class="skip" href="#content">Skip to content</a>
        <header class="site">
        <a class="name" href="/">CcgBot</a>
        <nav aria-label="Site">{Entry("/", "Chat")} {Entry("/articles", "Articles")}</nav>
        </header>
        """);

    private Html Entry(string address, string name) => Link(address, name, address == Section);

    /// <summary>A link of a navigation, marked where it leads to the page it stands on.</summary>
    internal static Html Link(string address, string name, bool here) =>
        here ? Html.Of($"<a href=\"{address}\" aria-current=\"page\">{name}</a>") : Html.Of($"<a href=\"{address}\">{name}</a>");
}
