using CcgBot.Bot;
using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Web.SignIn;

namespace CcgBot.Web.Hosting;

/// <summary>Finds out who sends a request, once, before anything answers it. A key that is none is refused, whatever it was sent to.</summary>
public static class Callers
{
    /// <summary>Where programs may send their key instead of <c>Authorization: Bearer</c>.</summary>
    public const string KeyHeader = "X-Api-Key";

    private const string Scheme = "Bearer ";

    public static IServiceCollection AddCallers(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ApiKeys(provider.GetRequiredService<CcgBot.Hosting.BotEngine>().Database, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new KeyEditor(provider.GetRequiredService<ApiKeys>(), provider.GetRequiredService<CcgBot.Hosting.BotEngine>().Evidence));
        return services;
    }

    public static IApplicationBuilder UseCallers(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var gate = context.RequestServices.GetRequiredService<OperatorGate>();
        if (KeyOf(context.Request) is { } sent)
        {
            if (context.RequestServices.GetRequiredService<ApiKeys>().Find(sent) is not { } key)
            {
                await (await gate.SlowAsync(context) ?? ErrorBody.Of(401, "Unauthorized", "This API key is not valid: ask whoever runs the bot for another.")).ExecuteAsync(context);
                return;
            }

            context.Features.Set(Of(key));
        }
        else if (gate.IsOperator(context))
        {
            context.Features.Set(Hosting.Caller.Operator);
        }
        else if (SignInSetup.CallerOf(context) is { } person)
        {
            context.Features.Set(person);
        }

        await next(context);
    });

    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>() ?? Hosting.Caller.Nobody;

    private static Caller Of(ApiKey key) => new(
        key.Name,
        $"key:{key.Id}",
        key.May(ApiScope.Audit) ? Access.Everything : Access.Of(key.Groups),
        (key.May(ApiScope.Ask) ? Roles.Reader : Roles.None) | (key.May(ApiScope.Edit) ? Roles.Editor : Roles.None) | (key.May(ApiScope.Audit) ? Roles.Auditor : Roles.None));

    /// <summary>Other bearers (Direct Line's tokens, the operator key) are read where they are meant for.</summary>
    private static string? KeyOf(HttpRequest request) =>
        request.Headers[KeyHeader].ToString() is { Length: > 0 } key ? key
        : request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme + ApiKeys.Prefix, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
        : null;
}
