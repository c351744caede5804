using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Bot;
using CcgBot.Evidence;
using CcgBot.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Endpoints;

/// <summary><c>POST /api/ask</c>: question → answer JSON.</summary>
public static class AskEndpoint
{
    public static void MapAsk(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/ask", AskAsync).RequireRateLimiting(RateLimits.Ask)
            .WithName("ask").WithTags("Asking").WithSummary("Answers a question from the articles that the caller may read.")
            .WithDescription("Every sentence of the answer names the paragraphs that say it; a question that the articles don't answer gets kind 'abstention'.")
            .Accepts<AskRequest>("application/json").Produces<AnswerJson>().Produces<ErrorBody>(400).Produces<ErrorBody>(413).Produces<ErrorBody>(429);

    private static async Task<IResult> AskAsync(
        HttpRequest request, AnswerQuestion answer, IOptions<WebOptions> options, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return ErrorBody.Of(415, "UnsupportedMediaType", "Send application/json: {\"question\":\"…\"}.");
        }

        if (await RequestBody.ReadAsync(request, QuestionLimits.MaxBytes, cancellationToken) is not { } body)
        {
            return ErrorBody.Of(413, "TooLarge", $"The body is larger than {QuestionLimits.MaxBytes} bytes.");
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

        return Problem(asked, options.Value.MaxQuestionLength) ?? await AnswerAsync(asked!, request.HttpContext, answer, cancellationToken);
    }

    private static IResult? Problem(AskRequest? asked, int longest)
    {
        if (asked?.Question is null)
        {
            return ErrorBody.Of(400, "MissingProperty", "The body needs a \"question\".");
        }

        if (QuestionLimits.Problem(asked, longest) is { } problem)
        {
            return ErrorBody.Of(413, "TooLarge", problem);
        }

        return asked.History?.Any(turn => turn?.Role is not ("user" or "assistant") || (turn.Content ?? turn.Text) is null) is true
            ? ErrorBody.Of(400, "BadArgument", "Each history entry needs \"role\" (user or assistant) and \"content\".")
            : null;
    }

    private static async Task<IResult> AnswerAsync(AskRequest asked, HttpContext context, AnswerQuestion answer, CancellationToken cancellationToken)
    {
        var history = (asked.History ?? []).Select(turn => new Turn(turn.Role == "user" ? Role.User : Role.Assistant, turn.Content ?? turn.Text!));
        var question = new Question(asked.Question!, [.. history], asked.Scenario)
        {
            Address = ClientAddress.Of(context),
            User = context.Caller().User,
            Access = context.Caller().Access,
        };
        try
        {
            var given = await answer(question, null, cancellationToken);
            return Results.Text(AnswerJson.From(given).Serialize(), "application/json; charset=utf-8");
        }
        catch (EvidenceQuotaException used)
        {
            return RateLimits.TooMany(context, used.Wait, used.Message);
        }
    }
}
