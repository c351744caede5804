using System.ComponentModel;
using CcgBot.Accounts;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Server;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/mcp</c>: the tools <c>ask</c>, <c>search</c> and <c>show</c> for agents, over what the caller's key may read.</summary>
public static class ModelContext
{
    private const string Path = "/mcp";

    public static IServiceCollection AddModelContext(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        // Each request stands alone: nothing is kept for a client that doesn't come back.
        services.AddMcpServer(server => server.ServerInstructions =
                "Answers questions from a set of indexed articles only. Cite what a tool returns; when an answer's kind is 'abstention' the articles don't answer the question: say so.")
            .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.Stateless)
            .WithTools<ModelContextTools>();
        return services;
    }

    public static void MapModelContext(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase), branch => branch.Use(async (context, next) =>
        {
            if (Refusal(context) is { } refusal)
            {
                await refusal.ExecuteAsync(context);
                return;
            }

            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = QuestionLimits.MaxBytes;
            }

            await next(context);
        }));
        app.MapMcp(Path).RequireRateLimiting(RateLimits.Ask);
    }

    private static IResult? Refusal(HttpContext context)
    {
        var enabled = context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.Mcp;
        // A page elsewhere must not use a browser's way to a bot on somebody's own network.
        return enabled == false || enabled is null && !context.Caller().IsKnown && !context.RequestServices.GetRequiredService<ApiKeys>().Any()
                ? ErrorBody.Of(404, "NotFound", "There is nothing at this address.")
            : context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsAllowed(context, origin)
                ? ErrorBody.Of(403, "Forbidden", "Pages of this site may not use the tools: add its origin to Web:AllowedOrigins.")
            : enabled is null && !context.Caller().Is(Roles.Reader) ? Unauthorized(context)
            : null;
    }

    private static IResult Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorBody.Of(401, "Unauthorized", "Send an API key: 'Authorization: Bearer ccgbot_…'.");
    }

    private static bool IsAllowed(HttpContext context, string origin) =>
        context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.Allows(origin)
        || SameSite.IsOwn(origin, context.Request);
}

/// <summary>The tools themselves; made for each call.</summary>
[McpServerToolType]
public sealed class ModelContextTools(BotEngine engine, AnswerQuestion answer, IHttpContextAccessor http, IOptions<WebOptions> options)
{
    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A tool is called within a request.");

    [McpServerTool(Name = "ask", Title = "Ask the articles", ReadOnly = true, OpenWorld = false)]
    [Description("Answers a question from the indexed articles, every sentence with its citations, or says that they don't answer it.")]
    public async Task<string> AskAsync(
        [Description("The question, standing alone.")] string question, CancellationToken cancellationToken = default)
    {
        Check(question);
        try
        {
            var caller = Context.Caller();
            var given = await answer(
                new Question(question) { Address = ClientAddress.Of(Context), User = caller.User, Access = caller.Access }, null, cancellationToken);
            return AnswerJson.From(given).Serialize();
        }
        catch (EvidenceQuotaException used)
        {
            throw new McpException(used.Message);
        }
    }

    [McpServerTool(Name = "search", Title = "Search the articles", ReadOnly = true, OpenWorld = false)]
    [Description("Finds the paragraphs of the indexed articles nearest to a question, best first.")]
    public async Task<IReadOnlyList<FoundParagraph>> SearchAsync(
        [Description("What to look for.")] string query,
        [Description("How many paragraphs, 1 to 50.")] int top = 10,
        CancellationToken cancellationToken = default)
    {
        Check(query);
        var found = await engine.View(Context.Caller().Access).Retriever.RetrieveAsync(new Question(query), Math.Clamp(top, 1, FoundParagraph.Most), cancellationToken);
        return [.. found.Paragraphs.Select(hit => FoundParagraph.Of(hit.Paragraph))];
    }

    [McpServerTool(Name = "show", Title = "Show a paragraph", ReadOnly = true, OpenWorld = false)]
    [Description("Shows one paragraph by the paragraphId of a citation or a search result, in whatever version it was cited.")]
    public FoundParagraph Show([Description("The paragraphId.")] string paragraphId) =>
        ParagraphId.TryParse(paragraphId, out var id) && engine.View(Context.Caller().Access).Articles.Find(id) is { } paragraph
            ? FoundParagraph.Of(paragraph)
            : throw new McpException("There is no such paragraph: give a paragraphId from a citation or a search result.");

    private void Check(string text)
    {
        var longest = options.Value.MaxQuestionLength;
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
        {
            throw new McpException($"Give between 1 and {longest} characters.");
        }
    }
}
