using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>Somebody else's web site: one page, with its own content security policy.</summary>
internal sealed class StaticSite : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _page;
    private readonly string? _policy;

    public StaticSite(Func<Uri, string> page, string? policy = null, int port = 0)
    {
        Address = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}/");
        _page = page(Address);
        _policy = policy;
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The origin as browsers write it.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var body = context.Request.Url!.AbsolutePath == "/" ? Encoding.UTF8.GetBytes(_page) : [];
                context.Response.StatusCode = body.Length > 0 ? 200 : 204;
                context.Response.ContentType = "text/html; charset=utf-8";
                if (_policy is not null)
                {
                    context.Response.Headers["Content-Security-Policy"] = _policy;
                }

                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
