using CcgBot.Bot;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Hosting;

/// <summary>What goes wrong is said in the caller's form: JSON to a program, a page to a person. Never a stack trace.</summary>
public static partial class ErrorAnswers
{
    public static IApplicationBuilder UseErrorAnswers(this WebApplication app)
    {
        app.UseStatusCodePages(pages => Of(pages.HttpContext, pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (BadHttpRequestException error) when (!context.Response.HasStarted)
            {
                await Of(context, error.StatusCode, error.Message).ExecuteAsync(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The client went away: nobody to answer.
            }
            catch (Exception error) when (!context.Response.HasStarted)
            {
                Failed(app.Logger, error, context.Request.Method, context.Request.Path);
                await Of(context, StatusCodes.Status500InternalServerError).ExecuteAsync(context);
            }
        });
    }

    private static IResult Of(HttpContext context, int status, string? message = null)
    {
        var (code, heading, text) = status switch
        {
            400 => ("BadArgument", "Not understood", "The request was not understood."),
            403 => ("Forbidden", "Not allowed", "You may not see this."),
            404 => ("NotFound", "Not found", "There is nothing at this address."),
            405 => ("MethodNotAllowed", "Not possible here", "This address does not take that method."),
            413 => ("TooLarge", "Too large", "The request is too large."),
            415 => ("UnsupportedMediaType", "Not understood", "Send application/json."),
            429 => ("TooManyRequests", "Too many requests", "Please try again in a minute."),
            >= 500 => ("ServiceError", "Something went wrong", "The request could not be answered. Please try again."),
            _ => ("BadArgument", "Not possible", "The request could not be answered."),
        };
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Page.Problem(status, heading, message ?? text)
            : ErrorBody.Of(status, code, message ?? text);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void Failed(ILogger logger, Exception error, string method, string path);
}
