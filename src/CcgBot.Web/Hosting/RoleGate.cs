using CcgBot.Bot;
using CcgBot.Web.Pages;
using CcgBot.Web.SignIn;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>Lets those through who have a role: by an API key or a sign-in, or as an operator, who has all.</summary>
public sealed class RoleGate(Roles role, OperatorGate operators) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var caller = http.Caller();
        return caller.Is(role) ? await next(context)
            : !caller.IsKnown && IsReader(http) ? Results.LocalRedirect($"{SignInSetup.Path}?next={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}")
            : !caller.IsKnown ? await operators.InvokeAsync(context, next)
            : http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
                ? Page.Problem(StatusCodes.Status403Forbidden, "Not for your account", $"This needs the role {Names(role)}, which {caller.Name} doesn't have.")
                : ErrorBody.Of(StatusCodes.Status403Forbidden, "Forbidden", $"This needs the role {Names(role)}, which {caller.Name} doesn't have.");
    }

    /// <summary>A person at a browser who could sign in.</summary>
    private static bool IsReader(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && (http.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value.IsOn || http.RequestServices.GetRequiredService<AccountStore>().Any());

    private static string Names(Roles role) => role.ToString().ToLowerInvariant();
}

public static class RoleGates
{
    /// <summary>Every endpoint of the group needs this role.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoints, Roles role)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilterFactory((_, next) => async context =>
            await new RoleGate(role, context.HttpContext.RequestServices.GetRequiredService<OperatorGate>()).InvokeAsync(context, next));
}
