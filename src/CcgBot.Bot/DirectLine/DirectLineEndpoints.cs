using System.Globalization;
using System.Text.Json;
using CcgBot.Articles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Newtonsoft.Json.Linq;

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
        routes.MapFallback("{**rest}", () => ErrorBody.Of(404, "NotFound", "Direct Line 3.0 has no such call."));
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
            return ErrorBody.Of(403, "BadArgument", "Only a secret generates tokens; a token can be refreshed.");
        }

        var (body, unread) = await requests.ObjectAsync(context);
        var asked = TokenRequest.Of(body);
        return unread ?? asked.Problem ?? Json(200, service.Generate(asked.User, asked.UserName, asked.TrustedOrigins, asked.Groups));
    }

    private async Task<IResult> RefreshAsync(HttpContext context)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context);
        return refusal ?? (token!.IsSecret
            ? ErrorBody.Of(400, "BadArgument", "A secret does not expire and is not refreshed.")
            : Json(200, service.Renew(token)));
    }

    private async Task<IResult> StartAsync(HttpContext context)
    {
        var (token, refusal) = await requests.AuthenticateAsync(context);
        if (refusal is not null || (!token!.IsSecret && (refusal = limits.Start(context)) is not null))
        {
            return refusal;
        }

        var (body, unread) = await requests.ObjectAsync(context);
        var asked = TokenRequest.Of(body);
        if ((unread ?? (token.IsSecret ? asked.Problem : null)) is { } bad)
        {
            return bad;
        }

        var answer = token.IsSecret ? service.Generate(asked.User, asked.UserName, asked.TrustedOrigins, asked.Groups) : service.Renew(token);
        var bearer = token.IsSecret ? new DirectLineToken(answer.ConversationId, answer.User, asked.UserName, asked.TrustedOrigins) : token;
        var isNew = service.Start(bearer, Site(context), asked.Locale);
        return Json(isNew ? 201 : 200, Conversation(context, answer, bearer, watermark: null));
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
        return Json(200, Conversation(context, service.Renew(bearer), bearer, after));
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

        var (posted, unread) = await requests.ActivityAsync(context);
        if ((unread ?? BadActivity(posted, token!)) is { } bad)
        {
            return bad;
        }

        DirectLineService.Receive(posted!, conversation, token!);
        // What is kept, and echoed to every reader, has personal details masked; only the turn of this request sees them, to say so.
        var kept = ActivityMask.Of(posted!);
        if (posted!.Type == ActivityTypes.Typing)
        {
            return Json(200, new { id = hub.Pass(id, kept) });
        }

        var (number, activityId) = hub.Add(id, kept, pending: true);
        (posted.Id, posted.Timestamp) = (kept.Id, kept.Timestamp);
        var turn = turns.RunAsync(conversation, posted, number);
        return await Task.WhenAny(turn, Task.Delay(TurnPatience, time, context.RequestAborted)) == turn && !await turn
            ? ErrorBody.Of(502, "BotError", "Failed to send activity: the bot returned an error.")
            : Json(200, new { id = activityId });
    }

    private async Task<IResult> UploadAsync(HttpContext context, string id)
    {
        var (_, refusal) = await requests.AuthenticateAsync(context, id);
        return refusal ?? ErrorBody.Of(415, "BadArgument", "This bot reads text only: files can't be uploaded. Post a message with text instead.");
    }

    private async Task StreamAsync(HttpContext context, string id, string? t = null, string? watermark = null)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var (token, problem) = await tokens.ReadStreamAsync(t ?? "");
        var refusal = problem == TokenProblem.Expired ? DirectLineError.TokenExpired
            : token is null ? DirectLineError.InvalidToken
            : token.Conversation != id ? DirectLineError.WrongConversation
            : !token.Allows(origin) ? DirectLineError.WrongOrigin
            : store.Find(id) is null ? DirectLineError.NoConversation
            : !context.WebSockets.IsWebSocketRequest ? ErrorBody.Of(400, "BadArgument", "This address is for a WebSocket.")
            : !tokens.UseStream(t!) ? DirectLineError.InvalidToken
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

    private static IResult BadWatermark => ErrorBody.Of(400, "BadArgument", "The watermark is not one of this conversation's.");

    private static IResult? BadActivity(Activity? activity, DirectLineToken token) => activity switch
    {
        null => ErrorBody.Of(400, "MissingProperty", "The body must be an activity."),
        { Type: null or "" } => ErrorBody.Of(400, "MissingProperty", "The activity needs a type."),
        { Type: ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate } =>
            ErrorBody.Of(400, "InvalidActivity", "Only the service sends an activity of this type."),
        _ when token.IsSecret && string.IsNullOrEmpty(activity.From?.Id) => ErrorBody.Of(400, "MissingProperty", "The activity needs from.id."),
        _ => null,
    };

    private static bool TryWatermark(string? text, out long watermark)
    {
        watermark = 0;
        return text is null or "" or "-" || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out watermark);
    }

    private static IResult Json<T>(int status, T value) => Results.Json(value, JsonSerializerOptions.Web, statusCode: status);

    private ConversationAnswer Conversation(HttpContext context, TokenAnswer answer, DirectLineToken bearer, long? watermark)
    {
        // http becomes ws, https wss.
        var stream = "ws" + Site(context)["http".Length..];
        var after = watermark is { } number ? number.ToString(CultureInfo.InvariantCulture) : "-";
        return new ConversationAnswer(
            answer.ConversationId,
            answer.Token,
            answer.ExpiresIn,
            $"{stream}/v3/directline/conversations/{answer.ConversationId}/stream?watermark={after}&t={tokens.IssueForStream(answer.ConversationId, StreamOrigins(context, bearer))}");
    }

    /// <summary>
    /// Pages that may open the stream: those of the token, or where it names none the page that asks. A page on this site sends no Origin with
    /// a GET; whoever opens a socket from elsewhere in a browser always sends one.
    /// </summary>
    private IReadOnlyList<string> StreamOrigins(HttpContext context, DirectLineToken bearer) => bearer.Origins.Count > 0
        ? bearer.Origins
        : context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
            ? [origin]
            : [Site(context), $"{context.Request.Scheme}://{context.Request.Host}"];

    private string Site(HttpContext context) =>
        configuration["Web:PublicUrl"]?.TrimEnd('/') is { Length: > 0 } site ? site : $"{context.Request.Scheme}://{context.Request.Host}";

    /// <param name="Problem">What to answer instead of a token; null when there is nothing against it.</param>
    private sealed record TokenRequest(string? User, string? UserName, IReadOnlyList<string> TrustedOrigins, string? Locale, GroupSet Groups, IResult? Problem)
    {
        private const int LongestId = 256;
        private const int LongestLocale = 35;
        private const int MostOrigins = 20;

        public static TokenRequest Of(JObject? body)
        {
            var user = body.Field("user").Field("id");
            var origins = body.Field("trustedOrigins");
            var named = (origins as JArray ?? []).Take(MostOrigins + 1).Select(origin => origin.Text()).ToList();
            var bad = user is not null && !(user.Text() is { Length: <= LongestId } id && id.StartsWith("dl_", StringComparison.Ordinal))
                ? ErrorBody.Of(400, "BadArgument", $"user.id must begin with 'dl_' and have at most {LongestId} characters.")
                : origins is not (null or JArray) || named.Count > MostOrigins || !named.TrueForAll(IsOrigin)
                    ? ErrorBody.Of(400, "BadArgument", $"trustedOrigins must be a list of at most {MostOrigins} origins such as https://www.example.org.")
                    : null;
            var locale = body.Field("locale").Text() is { Length: <= LongestLocale } given ? given : null;
            var groups = Named(body.Field("groups"));
            bad ??= groups is null
                ? ErrorBody.Of(400, "BadArgument", $"groups must be a list of at most {GroupSet.MostOfPerson} names of the groups that the person is in.")
                : null;
            return new TokenRequest(user.Text(), body.Field("user").Field("name").Text(), [.. named.OfType<string>()], locale, groups ?? GroupSet.Empty, bad);
        }

        /// <returns>Null when it is no list of groups.</returns>
        private static GroupSet? Named(object? groups)
        {
            try
            {
                return groups is null ? GroupSet.Empty : groups is JArray names ? GroupSet.Of(names.Select(name => name.Text()), GroupSet.MostOfPerson) : null;
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }

        private static bool IsOrigin(string? text) =>
            text is { Length: > 0 and <= LongestId }
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.Scheme is "https" or "http"
            && uri.PathAndQuery is "/"
            && uri.UserInfo.Length == 0;
    }

    private sealed record ConversationAnswer(
        string ConversationId, string Token, [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn, string StreamUrl);
}
