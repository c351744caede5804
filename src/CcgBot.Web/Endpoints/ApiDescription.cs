using CcgBot.Web.Hosting;
using Scalar.AspNetCore;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/openapi/v1.json</c>: the HTTP API described; <c>/api/reference</c>: the same to read and try.</summary>
public static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true && endpoint.RelativePath.StartsWith("api/reference", StringComparison.Ordinal) == false;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "CcgBot";
            document.Info.Description =
                "Questions answered from indexed articles only, every sentence cited. Send an API key as 'Authorization: Bearer ccgbot_…' to be answered from what "
                + "its groups may read; without one, from what everyone may.";
            // The host may be reached by several names: paths alone are sure.
            document.Servers = [];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api/reference", StringComparison.OrdinalIgnoreCase), branch => branch.Use((context, next) =>
        {
            context.AllowReferenceScripts();
            return next(context);
        }));
        app.MapScalarApiReference("/api/reference", (options, context) =>
        {
            options.Title = "CcgBot API";
            options.OpenApiRoutePattern = "/openapi/{documentName}.json";
            options.WithNonce(context.StyleNonce());
        });
    }
}
