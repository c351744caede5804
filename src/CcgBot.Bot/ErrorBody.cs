using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot;

/// <summary>The one shape of an API error: <c>{"error":{"code","message"}}</c>, as in the Bot Framework.</summary>
public sealed record ErrorBody(ErrorBody.Detail Error)
{
    public static IResult Of(int status, string code, string message) => Results.Json(new ErrorBody(new Detail(code, message)), statusCode: status);

    /// <param name="Message">One line that names what is wrong and how to put it right.</param>
    public sealed record Detail(string Code, string Message);
}
