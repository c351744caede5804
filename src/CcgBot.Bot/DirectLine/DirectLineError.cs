using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot.DirectLine;

/// <summary>Direct Line's error bodies: <c>{"error":{"code","message"}}</c>.</summary>
internal static class DirectLineError
{
    public static IResult MissingToken { get; } = Of(401, "MissingProperty", "Send a secret or token: 'Authorization: Bearer …'.");

    public static IResult InvalidToken { get; } = Of(403, "BadArgument", "The secret or token is not valid.");

    public static IResult TokenExpired { get; } = Of(403, "TokenExpired", "The token has expired: generate a new one.");

    public static IResult WrongConversation { get; } = Of(403, "BadArgument", "The token is for another conversation.");

    public static IResult WrongOrigin { get; } = Of(403, "BadArgument", "The token may not be used by this page: its origin is not among the token's trusted origins.");

    public static IResult NoConversation { get; } = Of(404, "NotFound", "There is no such conversation: start it first.");

    public static IResult Of(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);
}
