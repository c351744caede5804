using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot.DirectLine;

/// <summary>The errors of Direct Line that more than one call gives.</summary>
internal static class DirectLineError
{
    public static IResult MissingToken { get; } = ErrorBody.Of(401, "MissingProperty", "Send a secret or token: 'Authorization: Bearer …'.");

    public static IResult InvalidToken { get; } = ErrorBody.Of(403, "BadArgument", "The secret or token is not valid.");

    public static IResult TokenExpired { get; } = ErrorBody.Of(403, "TokenExpired", "The token has expired: generate a new one.");

    public static IResult WrongConversation { get; } = ErrorBody.Of(403, "BadArgument", "The token is for another conversation.");

    public static IResult WrongOrigin { get; } = ErrorBody.Of(403, "BadArgument", "The token may not be used by this page: its origin is not among the token's trusted origins.");

    public static IResult NoConversation { get; } = ErrorBody.Of(404, "NotFound", "There is no such conversation: start it first.");
}
