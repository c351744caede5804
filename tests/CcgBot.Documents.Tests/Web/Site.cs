using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcgBot.Documents.Tests.Web;

/// <summary>A web site on this machine: pages by path, each with an ETag, and what was asked of it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _pages = new(StringComparer.Ordinal);

    private Site(WebApplication app) => _app = app;

    /// <summary>Path and answered status, in the order of the requests.</summary>
    public ConcurrentQueue<(string Path, int Status)> Asked { get; } = new();

    public string Address { get; private set; } = "";

    public int Port => new Uri(Address).Port;

    /// <param name="host">Where it listens: 127.0.0.1 or another of this machine's addresses.</param>
    public static async Task<Site> StartAsync(string host = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{host}:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var site = new Site(app);
        app.Run(site.AnswerAsync);
        await app.StartAsync();
        site.Address = app.Urls.First();
        return site;
    }

    public void Page(string path, string body, string type = "text/html; charset=utf-8") => Page(path, System.Text.Encoding.UTF8.GetBytes(body), type);

    public void Page(string path, byte[] body, string type)
    {
        var tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body))[..16]}\"";
        _pages[path] = async context =>
        {
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = 304;
                return;
            }

            context.Response.ContentType = type;
            await context.Response.Body.WriteAsync(body);
        };
    }

    /// <summary>A page of an article of its own.</summary>
    public void Article(string path, string title, string words) =>
        Page(path, $"<html><head><title>{title}</title></head><body><nav><a href=/>Home</a></nav><main><h1>{title}</h1><p>{words}</p></main></body></html>");

    public void Sitemap(string path, params string[] pages) =>
        Page(path, $"<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(pages.Select(page => $"<url><loc>{Address}{page}</loc></url>"))}</urlset>", "application/xml");

    public void Feed(string path, params string[] pages) =>
        Page(path, $"<rss version=\"2.0\"><channel><link>{Address}/</link>{string.Concat(pages.Select(page => $"<item><title>x</title><link>{Address}{page}</link></item>"))}</channel></rss>", "application/rss+xml");

    public void Answer(string path, RequestDelegate answer) => _pages[path] = answer;

    public void Redirect(string path, string to) => Answer(path, context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    });

    public void Status(string path, int status, int? retryAfter = null) => Answer(path, context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter?.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    });

    public void Remove(string path) => _pages.TryRemove(path, out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path + context.Request.QueryString.ToString();
        if (_pages.TryGetValue(path, out var page))
        {
            await page(context);
        }
        else
        {
            context.Response.StatusCode = 404;
        }

        Asked.Enqueue((path, context.Response.StatusCode));
    }
}
