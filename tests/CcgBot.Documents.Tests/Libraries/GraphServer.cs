using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CcgBot.Documents.Tests.Libraries;

/// <summary>
/// Microsoft in small, on this machine: the sign-in of apps, Microsoft Graph's sites, drives, delta query (two items a page) and items, and the server that files come from.
/// It is asked by the real names through <see cref="Handler"/>.
/// </summary>
internal sealed class GraphServer : IAsyncDisposable
{
    public const string Drive = "b!drive";
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Client = "app-id";
    public const string Secret = "its~secret";

    private const int PageSize = 2;

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Item> _items = new() { ["root"] = new Item("root", "root", null, null) };
    private readonly List<string> _changes = ["root"];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Action<HttpResponse>>> _instead = new();

    private GraphServer(WebApplication app) => _app = app;

    /// <summary>Host, path and status, in the order of the requests.</summary>
    public ConcurrentQueue<(string Host, string Path, int Status)> Asked { get; } = new();

    public int TokensGiven { get; private set; }

    /// <summary>Tokens given so far that are no longer good.</summary>
    public int TokensExpired { get; set; }

    /// <summary>Changes before this one are forgotten: whoever asks from there is to start over.</summary>
    public int Forgotten { get; set; }

    /// <summary>Where files come from.</summary>
    public string FileHost { get; set; } = "https://contoso.sharepoint.com";

    /// <summary>What <c>@odata.nextLink</c> begins with.</summary>
    public string NextHost { get; set; } = "https://graph.microsoft.com";

    private int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<GraphServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new GraphServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Every name leads to this server.</summary>
    public HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };

    public void Folder(string id, string name, string parent = "root") => Change(new Item(id, name, parent, null));

    public void File(string id, string name, byte[] bytes, string parent = "root") => Change(new Item(id, name, parent, bytes));

    public void File(string id, string name, string text, string parent = "root") => File(id, name, System.Text.Encoding.UTF8.GetBytes(text), parent);

    public void Move(string id, string name, string parent)
    {
        lock (_lock)
        {
            Change(_items[id] with { Name = name, Parent = parent });
        }
    }

    public void Notebook(string id, string name) => Change(new Item(id, name, "root", null) { IsNotebook = true });

    /// <summary>As Microsoft Graph tells it: of a folder the folder alone.</summary>
    public void Delete(string id)
    {
        lock (_lock)
        {
            Change(_items[id] with { Deleted = true });
        }
    }

    /// <summary>The next requests for a path (without its query) are answered otherwise, one after the other.</summary>
    public void Instead(string path, params Action<HttpResponse>[] answers) => _instead[path] = new ConcurrentQueue<Action<HttpResponse>>(answers);

    public static Action<HttpResponse> Busy(int status = 429, int? seconds = null) => response =>
    {
        response.StatusCode = status;
        response.Headers.RetryAfter = seconds?.ToString(CultureInfo.InvariantCulture);
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private void Change(Item item)
    {
        lock (_lock)
        {
            _items[item.Id] = item with { Version = _changes.Count };
            _changes.Add(item.Id);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (host, path) = (context.Request.Host.Host, context.Request.Path.ToString());
        try
        {
            if (_instead.TryGetValue(path, out var queue) && queue.TryDequeue(out var answer))
            {
                answer(context.Response);
                return;
            }

            await (host switch
            {
                "login.microsoftonline.com" => TokenAsync(context),
                "graph.microsoft.com" => GraphAsync(context, path),
                "contoso.sharepoint.com" => FileAsync(context, path),
                _ => NotFoundAsync(context),
            });
        }
        finally
        {
            Asked.Enqueue((host, path, context.Response.StatusCode));
        }
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (context.Request.Path != $"/{Tenant}/oauth2/v2.0/token" || form["grant_type"] != "client_credentials" || form["scope"].ToString().Split(' ')[0] != "https://graph.microsoft.com/.default")
        {
            await NotFoundAsync(context);
        }
        else if (form["client_id"] != Client || form["client_secret"] != Secret && !form.ContainsKey("client_assertion"))
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_client", error_description = "AADSTS7000215: Invalid client secret provided." });
        }
        else
        {
            TokensGiven++;
            await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3599, access_token = $"token-{TokensGiven}" });
        }
    }

    private async Task GraphAsync(HttpContext context, string path)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (!token.StartsWith("Bearer token-", StringComparison.Ordinal) || int.Parse(token[13..], CultureInfo.InvariantCulture) <= TokensExpired)
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "InvalidAuthenticationToken", message = "Access token has expired." } });
            return;
        }

        await (path switch
        {
            "/v1.0/sites/contoso.sharepoint.com:/sites/guidance" => context.Response.WriteAsJsonAsync(new { id = "contoso.sharepoint.com,a,b" }),
            "/v1.0/sites/contoso.sharepoint.com,a,b/drives" => context.Response.WriteAsJsonAsync(new { value = new[] { new { id = "b!other", name = "Photos" }, new { id = Drive, name = "Guidance" } } }),
            "/v1.0/sites/contoso.sharepoint.com,a,b/drive" or "/v1.0/users/ann@contoso.com/drive" => context.Response.WriteAsJsonAsync(new { id = Drive }),
            $"/v1.0/drives/{Drive}/root/delta" => DeltaAsync(context),
            _ => path.StartsWith($"/v1.0/drives/{Drive}/items/", StringComparison.Ordinal) ? ItemAsync(context, path.Split('/')[5..]) : NotFoundAsync(context),
        });
    }

    private async Task DeltaAsync(HttpContext context)
    {
        var from = int.Parse(context.Request.Query["token"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var skip = int.Parse(context.Request.Query["skip"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        if (from > 0 && from < Forgotten)
        {
            context.Response.StatusCode = 410;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "resyncRequired", message = "Resync required." } });
            return;
        }

        JsonObject answer;
        lock (_lock)
        {
            var changed = _changes.Skip(from).Distinct().Select(id => _items[id]).Where(item => from > 0 || !IsDeleted(item)).ToList();
            answer = new JsonObject { ["value"] = new JsonArray([.. changed.Skip(skip).Take(PageSize).Select(Told)]) };
            answer[skip + PageSize < changed.Count ? "@odata.nextLink" : "@odata.deltaLink"] = skip + PageSize < changed.Count
                ? $"{NextHost}/v1.0/drives/{Drive}/root/delta?token={from}&skip={skip + PageSize}"
                : $"https://graph.microsoft.com/v1.0/drives/{Drive}/root/delta?token={_changes.Count}";
        }

        await context.Response.WriteAsJsonAsync(answer);
    }

    private bool IsDeleted(Item? item) => item is not null && (item.Deleted || IsDeleted(item.Parent is { } parent ? _items[parent] : null));

    private async Task ItemAsync(HttpContext context, string[] rest)
    {
        var item = _items.GetValueOrDefault(rest[0]);
        if (item is null || IsDeleted(item))
        {
            await NotFoundAsync(context);
        }
        else if (rest is [_, "content"])
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"{FileHost}/download/{item.Id}?tempauth=permit";
        }
        else
        {
            await context.Response.WriteAsJsonAsync(Told(item));
        }
    }

    private async Task FileAsync(HttpContext context, string path)
    {
        if (context.Request.Query["tempauth"] != "permit" || context.Request.Headers.ContainsKey("Authorization"))
        {
            context.Response.StatusCode = 403;
            return;
        }

        await context.Response.Body.WriteAsync(_items[path.Split('/')[^1]].Bytes);
    }

    /// <summary>As a business library's delta tells it: without cTag and, of what is deleted, without its name.</summary>
    private JsonNode? Told(Item item)
    {
        var told = new JsonObject { ["id"] = item.Id };
        if (item.Parent is not null)
        {
            told["parentReference"] = new JsonObject { ["id"] = item.Parent, ["driveId"] = Drive };
        }

        if (item.Deleted)
        {
            told["deleted"] = new JsonObject { ["state"] = "deleted" };
            return told;
        }

        told["name"] = item.Name;
        told["eTag"] = $"\"{{{item.Id}}},{item.Version}\"";
        told["webUrl"] = $"https://contoso.sharepoint.com/sites/guidance/{PathOf(item)}";
        told["size"] = item.Bytes?.Length ?? 0;
        if (item.IsNotebook)
        {
            told["package"] = new JsonObject { ["type"] = "oneNote" };
        }
        else if (item.Bytes is { } bytes)
        {
            told["file"] = new JsonObject { ["mimeType"] = "application/octet-stream", ["hashes"] = new JsonObject { ["quickXorHash"] = Convert.ToBase64String(SHA1.HashData(bytes)) } };
        }
        else
        {
            told["folder"] = new JsonObject { ["childCount"] = 1 };
        }

        if (item.Id == "root")
        {
            told["root"] = new JsonObject();
        }

        return told;
    }

    private string PathOf(Item item) => item.Parent is null ? "Guidance" : $"{PathOf(_items[item.Parent])}/{Uri.EscapeDataString(item.Name)}";

    private static async Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        await context.Response.WriteAsJsonAsync(new { error = new { code = "itemNotFound", message = "The resource could not be found." } });
    }

    private sealed record Item(string Id, string Name, string? Parent, byte[]? Bytes)
    {
        public int Version { get; init; }

        public bool Deleted { get; init; }

        public bool IsNotebook { get; init; }
    }
}
