using CcgBot.Bot.Adapters;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.DirectLine;

/// <summary>Reads what a Direct Line request brings: who it is, and its body.</summary>
public sealed class DirectLineRequests(DirectLineTokens tokens, DirectLineLimits limits, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>The bearer of a request, and that it may call so often from that page.</summary>
    internal async Task<(DirectLineToken? Token, IResult? Refusal)> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, DirectLineError.MissingToken);
        }

        var (token, problem) = await tokens.ReadAsync(header[Scheme.Length..].Trim());
        if (token is null)
        {
            return (null, problem == TokenProblem.Expired ? DirectLineError.TokenExpired : DirectLineError.InvalidToken);
        }

        return token.Allows(context.Request.Headers.Origin) ? (token, limits.Request(context, token)) : (null, DirectLineError.WrongOrigin);
    }

    /// <summary>As <see cref="AuthenticateAsync(HttpContext)"/>, and that the bearer may enter this conversation.</summary>
    internal async Task<(DirectLineToken? Token, IResult? Refusal)> AuthenticateAsync(HttpContext context, string conversation)
    {
        var (token, refusal) = await AuthenticateAsync(context);
        return refusal is null && !token!.IsSecret && token.Conversation != conversation ? (null, DirectLineError.WrongConversation) : (token, refusal);
    }

    /// <summary>The activity in a request's body; null for an empty body.</summary>
    internal Task<(Activity? Value, IResult? Refusal)> ActivityAsync(HttpContext context) => ReadAsync(context, body => ActivityReader.Activity(body.Span));

    /// <summary>The JSON object in a request's body; null for an empty body.</summary>
    internal Task<(JObject? Value, IResult? Refusal)> ObjectAsync(HttpContext context) => ReadAsync(context, body => ActivityReader.Object(body.Span));

    private async Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> read) where T : class
    {
        var limit = options.Value.MaxActivityBytes;
        if (await RequestBody.ReadAsync(context.Request, limit, context.RequestAborted) is not { } body)
        {
            return (null, ErrorBody.Of(413, "BadArgument", $"The body is larger than {limit} bytes."));
        }

        if (body.Length == 0)
        {
            return default;
        }

        if (!context.Request.HasJsonContentType())
        {
            return (null, ErrorBody.Of(415, "BadArgument", "Send application/json."));
        }

        try
        {
            return (read(body), null);
        }
        catch (FormatException error)
        {
            return (null, ErrorBody.Of(400, "MalformedData", error.Message));
        }
    }
}
