using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Bot.Turns;
using CcgBot.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Endpoints;

/// <summary><c>POST /api/ask</c>: question → answer JSON.</summary>
public static class AskEndpoint
{
    private const int MaxBodyBytes = 1 << 20;
    private const int MaxHistory = 100;

    public static void MapAsk(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/ask", AskAsync).RequireRateLimiting(RateLimits.Ask);

    private static async Task<IResult> AskAsync(
        HttpRequest request, AnswerQuestion answer, IOptions<WebOptions> options, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return ErrorBody.Of(415, "UnsupportedMediaType", "Send application/json: {\"question\":\"…\"}.");
        }

        if (await Body.ReadAsync(request, MaxBodyBytes, cancellationToken) is not { } body)
        {
            return ErrorBody.Of(413, "TooLarge", $"The body is larger than {MaxBodyBytes} bytes.");
        }

        AskRequest? asked;
        try
        {
            asked = JsonSerializer.Deserialize<AskRequest>(body.Span, AnswerJson.Options);
        }
        catch (JsonException error)
        {
            return ErrorBody.Of(400, "MalformedData", $"The body is not the JSON expected at {error.Path ?? "$"}, byte {error.BytePositionInLine ?? 0} of line {(error.LineNumber ?? 0) + 1}.");
        }

        return Problem(asked, options.Value.MaxQuestionLength) ?? await AnswerAsync(asked!, answer, cancellationToken);
    }

    private static IResult? Problem(AskRequest? asked, int longest)
    {
        if (asked?.Question is not { } question)
        {
            return ErrorBody.Of(400, "MissingProperty", "The body needs a \"question\".");
        }

        if (question.Length > longest || asked.Scenario?.Length > longest)
        {
            var (what, length) = question.Length > longest ? ("question", question.Length) : ("scenario", asked.Scenario!.Length);
            return ErrorBody.Of(413, "TooLarge", $"The {what} has {length} characters; at most {longest} are read.");
        }

        if (asked.History is { Count: > MaxHistory })
        {
            return ErrorBody.Of(413, "TooLarge", $"The history has {asked.History.Count} entries; at most {MaxHistory} are read.");
        }

        return asked.History?.Any(turn => turn?.Role is not ("user" or "assistant") || (turn.Content ?? turn.Text) is null) is true
            ? ErrorBody.Of(400, "BadArgument", "Each history entry needs \"role\" (user or assistant) and \"content\".")
            : null;
    }

    private static async Task<IResult> AnswerAsync(AskRequest asked, AnswerQuestion answer, CancellationToken cancellationToken)
    {
        var history = (asked.History ?? []).Select(turn => new Turn(turn.Role == "user" ? Role.User : Role.Assistant, turn.Content ?? turn.Text!));
        var given = await answer(new Question(asked.Question!, [.. history], asked.Scenario), null, cancellationToken);
        return Results.Text(AnswerJson.From(given).Serialize(), "application/json; charset=utf-8");
    }
}
