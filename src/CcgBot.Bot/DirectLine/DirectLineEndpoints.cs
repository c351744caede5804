using System.Globalization;
using CcgBot.Bot.Activities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CcgBot.Bot.DirectLine;

/// <summary>Direct Line 3.0 under <c>/v3/directline</c>: tokens, conversations, activities by poll and by stream.</summary>
public sealed class DirectLineEndpoints(
    DirectLineService service,
    DirectLineRequests requests,
    DirectLineTokens tokens,
    DirectLineLimits limits,
    DirectLineStore store,
    DirectLineHub hub,
    DirectLineTurns turns,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    // A client gives up after 20 s; the bot's answer comes by the stream whether or not this request still waits.
    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(15);

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tokens/generate", (Delegate)GenerateAsync);
        routes.MapPost("/tokens/refresh", (Delegate)RefreshAsync);
        routes.MapPost("/conversations", (Delegate)StartAsync);
        routes.MapGet("/conversations/{id}", ReconnectAsync);
        routes.MapGet("/conversations/{id}/activities", PollAsync);
        routes.MapPost("/conversations/{id}/activities", PostAsync);
        routes.MapPost("/conversations/{id}/upload", UploadAsync);
        routes.MapGet("/conversations/{id}/stream", StreamAsync);
        routes.MapGet("/session/getsessionid", (Delegate)SessionAsync);
        routes.MapFallback("{**rest}", () => DirectLineError.Of(404, "NotFound", "Direct Line 3.0 has no such call."));
    }

    private async Task<IResult> GenerateAsync(HttpContext context)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!token!.IsSecret)
        {
            return DirectLineError.Of(403, "BadArgument", "Only a secret generates tokens; a token can be refreshed.");
        }

        var (asked, unread) = await requests.ReadAsync<TokenRequest>(context);
        return unread ?? BadUser(asked?.User) ?? BadOrigins(asked?.TrustedOrigins)
            ?? Json(200, service.Generate(asked?.User?.Id, asked?.User?.Name, asked?.TrustedOrigins ?? []));
    }

    private async Task<IResult> RefreshAsync(HttpContext context)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context);
        return refusal ?? (token!.IsSecret
            ? DirectLineError.Of(400, "BadArgument", "A secret does not expire and is not refreshed.")
            : Json(200, service.Renew(token)));
    }

    private async Task<IResult> StartAsync(HttpContext context)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context);
        if (refusal is not null || (!token!.IsSecret && (refusal = limits.Start(context)) is not null))
        {
            return refusal;
        }

        var (asked, unread) = await requests.ReadAsync<TokenRequest>(context);
        if ((unread ?? (token.IsSecret ? BadUser(asked?.User) : null)) is { } bad)
        {
            return bad;
        }

        var answer = token.IsSecret ? service.Generate(asked?.User?.Id, asked?.User?.Name, asked?.TrustedOrigins ?? []) : service.Renew(token);
        var bearer = token.IsSecret ? new DirectLineToken(answer.ConversationId, answer.User, asked?.User?.Name, []) : token;
        var isNew = service.Start(bearer, Site(context), asked?.Locale);
        return Json(isNew ? 201 : 200, Conversation(context, answer, watermark: null));
    }

    private async Task<IResult> ReconnectAsync(HttpContext context, string id, string? watermark = null)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        if (store.Find(id) is not { } conversation)
        {
            return DirectLineError.NoConversation;
        }

        if (!TryWatermark(watermark, out var after))
        {
            return BadWatermark;
        }

        var bearer = token!.IsSecret ? new DirectLineToken(id, conversation.User, null, []) : token;
        return Json(200, Conversation(context, service.Renew(bearer), after));
    }

    private async Task<IResult> PollAsync(HttpContext context, string id, string? watermark = null)
    {
        var (_, refusal) = await requests.AuthenticateAsync(context, id);
        if (refusal is not null)
        {
            return refusal;
        }

        if (store.Find(id) is null)
        {
            return DirectLineError.NoConversation;
        }

        if (!TryWatermark(watermark, out var after))
        {
            return BadWatermark;
        }

        var activities = store.After(id, after);
        return Results.Text(
            DirectLineStream.Frame(activities.Select(activity => activity.Json), activities.Count > 0 ? activities[^1].Number : after), "application/json; charset=utf-8");
    }

    private async Task<IResult> PostAsync(HttpContext context, string id)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context, id);
        if ((refusal ?? limits.Post(context, token!)) is { } refused)
        {
            return refused;
        }

        if (store.Find(id) is not { } conversation)
        {
            return DirectLineError.NoConversation;
        }

        var (posted, unread) = await requests.ReadAsync<Activity>(context);
        if ((unread ?? BadActivity(posted, token!)) is { } bad)
        {
            return bad;
        }

        var received = DirectLineService.Received(posted!, conversation, token!);
        // What is kept, and echoed to every reader, has personal details masked; only the turn of this request sees them, to say so.
        var kept = ActivityMask.Of(received);
        if (received.Type == ActivityTypes.Typing)
        {
            return Json(200, new { id = hub.Pass(id, kept).Id });
        }

        var (number, activity) = hub.Add(id, kept, pending: true);
        var turn = turns.RunAsync(conversation, received with { Id = activity.Id, Timestamp = activity.Timestamp }, number);
        return await Task.WhenAny(turn, Task.Delay(TurnPatience, time, context.RequestAborted)) == turn && !await turn
            ? DirectLineError.Of(502, "BotError", "Failed to send activity: the bot returned an error.")
            : Json(200, new { id = activity.Id });
    }

    private async Task<IResult> UploadAsync(HttpContext context, string id)
    {
        var (_, refusal) = await requests.AuthenticateAsync(context, id);
        return refusal ?? DirectLineError.Of(415, "BadArgument", "This bot reads text only: files can't be uploaded. Post a message with text instead.");
    }

    private async Task StreamAsync(HttpContext context, string id, string? t = null, string? watermark = null)
    {
        var (token, problem) = await tokens.ReadStreamAsync(t ?? "");
        var refusal = problem == TokenProblem.Expired ? DirectLineError.TokenExpired
            : token is null ? DirectLineError.InvalidToken
            : token.Conversation != id ? DirectLineError.WrongConversation
            : store.Find(id) is null ? DirectLineError.NoConversation
            : !context.WebSockets.IsWebSocketRequest ? DirectLineError.Of(400, "BadArgument", "This address is for a WebSocket.")
            : null;
        if (!TryWatermark(watermark, out var after))
        {
            refusal ??= BadWatermark;
        }

        if (refusal is not null)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await DirectLineStream.RunAsync(socket, id, after, hub, store, time, lifetime.ApplicationStopping);
    }

    private async Task<IResult> SessionAsync(HttpContext context)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context);
        return refusal ?? Json(200, new { sessionId = token!.Conversation ?? "" });
    }

    private static IResult BadWatermark => DirectLineError.Of(400, "BadArgument", "The watermark is not one of this conversation's.");

    private static IResult? BadUser(ChannelAccount? user) => user?.Id is { } id && !id.StartsWith("dl_", StringComparison.Ordinal)
        ? DirectLineError.Of(400, "BadArgument", "user.id must begin with 'dl_'.")
        : null;

    private static IResult? BadOrigins(IReadOnlyList<string?>? origins) => origins?.Any(string.IsNullOrEmpty) is true
        ? DirectLineError.Of(400, "BadArgument", "trustedOrigins must be a list of origins such as https://www.example.org.")
        : null;

    private static IResult? BadActivity(Activity? activity, DirectLineToken token) => activity switch
    {
        null => DirectLineError.Of(400, "MissingProperty", "The body must be an activity."),
        { Type: null or "" } => DirectLineError.Of(400, "MissingProperty", "The activity needs a type."),
        { Type: ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate } => DirectLineError.Of(400, "InvalidActivity", "Only the service sends an activity of this type."),
        _ when token.IsSecret && string.IsNullOrEmpty(activity.From?.Id) => DirectLineError.Of(400, "MissingProperty", "The activity needs from.id."),
        _ => null,
    };

    private static bool TryWatermark(string? text, out long watermark)
    {
        watermark = 0;
        return text is null or "" or "-" || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out watermark);
    }

    private static IResult Json<T>(int status, T value) => Results.Json(value, ActivityJson.Options, statusCode: status);

    private ConversationAnswer Conversation(HttpContext context, TokenAnswer answer, long? watermark)
    {
        // http becomes ws, https wss.
        var stream = "ws" + Site(context)["http".Length..];
        var after = watermark is { } number ? number.ToString(CultureInfo.InvariantCulture) : "-";
        return new ConversationAnswer(
            answer.ConversationId,
            answer.Token,
            answer.ExpiresIn,
            $"{stream}/v3/directline/conversations/{answer.ConversationId}/stream?watermark={after}&t={tokens.IssueForStream(answer.ConversationId)}");
    }

    private string Site(HttpContext context) =>
        configuration["Web:PublicUrl"]?.TrimEnd('/') is { Length: > 0 } site ? site : $"{context.Request.Scheme}://{context.Request.Host}";

    private sealed record TokenRequest(ChannelAccount? User, IReadOnlyList<string>? TrustedOrigins, string? Locale);

    private sealed record ConversationAnswer(
        string ConversationId, string Token, [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn, string StreamUrl);
}
