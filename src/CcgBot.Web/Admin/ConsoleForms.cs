using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Http.Features;

namespace CcgBot.Web.Admin;

/// <summary>The forms of the console: sent from this site only, and small.</summary>
internal static class ConsoleForms
{
    private const int MostFields = 128;
    private const int MaxBytes = 256 * 1024;

    public static Page Elsewhere => Page.Problem(403, "Not from here", "This form was sent from another site.");

    /// <returns>Null for a form that was sent from another site, or is none.</returns>
    public static async Task<IFormCollection?> ReadAsync(HttpContext context) =>
        SameSite.IsFromElsewhere(context.Request) || !context.Request.HasFormContentType
            ? null
            : await context.Request.ReadFormAsync(
                new FormOptions { BufferBodyLengthLimit = MaxBytes, ValueLengthLimit = MaxBytes, ValueCountLimit = MostFields, MultipartBodyLengthLimit = MaxBytes },
                context.RequestAborted);

    /// <summary>A field's text without the space around it; null when there is none.</summary>
    public static string? Given(this IFormCollection form, string field) => form[field].ToString().Trim() is { Length: > 0 } text ? text : null;
}
