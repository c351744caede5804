using System.Text.Json;
using CcgBot.Bot.Activities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

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

    /// <summary>A JSON body.</summary>
    /// <returns>The default value for an empty body.</returns>
    internal async Task<(T? Value, IResult? Refusal)> ReadAsync<T>(HttpContext context)
    {
        var limit = options.Value.MaxActivityBytes;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            if (body.Length + read > limit)
            {
                return (default, DirectLineError.Of(413, "BadArgument", $"The body is larger than {limit} bytes."));
            }

            body.Write(buffer, 0, read);
        }

        if (body.Length == 0)
        {
            return default;
        }

        if (!context.Request.HasJsonContentType())
        {
            return (default, DirectLineError.Of(415, "BadArgument", "Send application/json."));
        }

        try
        {
            return (JsonSerializer.Deserialize<T>(body.GetBuffer().AsSpan(0, (int)body.Length), ActivityJson.Options), null);
        }
        catch (JsonException error)
        {
            return (default, DirectLineError.Of(400, "MalformedData", $"The body is not the JSON expected at {error.Path ?? "$"}."));
        }
    }
}
