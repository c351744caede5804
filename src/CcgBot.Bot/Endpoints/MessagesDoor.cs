using System.Text.Json;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot.Endpoints;

/// <summary>What every request to <c>/api/messages</c> has to pass, whichever endpoint answers it: token, kind, size, and the fields a turn needs.</summary>
public sealed class MessagesDoor(RequestAuthenticator authenticator)
{
    /// <summary>The longest activity taken.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    // What proxies add, and what the forwarded-headers middleware leaves behind of it.
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Original-For", "Forwarded", "Via"];

    /// <summary>Reads the activity, or says why not.</summary>
    public async Task<Admission> AdmitAsync(HttpContext context)
    {
        var request = context.Request;
        var authorization = request.Headers.Authorization;
        var forwarded = ProxyHeaders.Any(request.Headers.ContainsKey);
        var caller = authorization.Count > 1
            ? null
            : await authenticator.AuthenticateAsync(authorization, context.Connection.RemoteIpAddress, forwarded, context.RequestAborted);
        if (caller is null)
        {
            return authorization.Count == 0 ? Refused(401, "Unauthorized", "A token is needed.") : Refused(403, "Forbidden", "The token is refused.");
        }

        if (!request.HasJsonContentType())
        {
            return Refused(415, "UnsupportedMediaType", "Send an activity as application/json.");
        }

        if (await ReadBodyAsync(request) is not { } body)
        {
            return Refused(413, "MessageSizeTooBig", $"An activity may have {MaxBodyBytes} bytes.");
        }

        Activity activity;
        try
        {
            activity = ActivityJson.Read(body);
        }
        catch (JsonException error)
        {
            return Refused(400, "BadSyntax", $"This is no activity: {error.Message}");
        }

        if (Missing(activity) is { } missing)
        {
            return Refused(400, "MissingProperty", $"The activity has no {missing}.");
        }

        return caller.Vouch(activity) is { } address
            ? new Admission.Admitted(activity, address)
            : Refused(403, "Forbidden", "The token is refused.");
    }

    private static string? Missing(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.Type))
        {
            return "type";
        }

        if (string.IsNullOrEmpty(activity.ChannelId))
        {
            return "channelId";
        }

        if (string.IsNullOrEmpty(activity.Conversation?.Id))
        {
            return "conversation.id";
        }

        if (string.IsNullOrEmpty(activity.ServiceUrl))
        {
            return "serviceUrl";
        }

        return activity.Type == ActivityTypes.Invoke && string.IsNullOrEmpty(activity.Name) ? "name" : null;
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBodyBytes)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MaxBodyBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static Admission.Refused Refused(int status, string code, string message) => new(HttpAnswer.Error(status, code, message));
}

/// <summary>What <see cref="MessagesDoor"/> decided.</summary>
public abstract record Admission
{
    private Admission()
    {
    }

    /// <param name="Activity">With every field that a turn needs.</param>
    /// <param name="Address">Where the caller's token lets replies go.</param>
    public sealed record Admitted(Activity Activity, ReplyAddress Address) : Admission;

    /// <param name="Answer">What the caller is told.</param>
    public sealed record Refused(IResult Answer) : Admission;
}
