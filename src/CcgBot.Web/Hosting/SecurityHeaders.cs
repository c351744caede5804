using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// The headers of every response. Nothing is loaded from elsewhere and no inline script runs; a page that needs inline styles
/// (Web Chat makes its own) asks for the request's nonce.
/// </summary>
public static class SecurityHeaders
{
    // SHA-256 of nothing: Web Chat also adds one empty style element without the nonce and fills it rule by rule.
    private const string EmptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
    private const string NonceKey = "csp-nonce";
    private const string ReferenceKey = "csp-reference";
    private const string ReportKey = "csp-report";
    private const string AncestorsKey = "csp-ancestors";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>128 random bits that allow style elements on this one page.</summary>
    public static string StyleNonce(this HttpContext context) =>
        // Hex digits: pages that encode attributes write it as it stands in the header.
        (string)(context.Items[NonceKey] ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>For the API's reference, a page of a library: its one inline script by nonce, and the styles that it makes as it runs.</summary>
    public static void AllowReferenceScripts(this HttpContext context) => context.Items[ReferenceKey] = context.StyleNonce();

    /// <summary>For a report, which carries its script and style inside: it runs as a page of no site, and reaches nothing of this one.</summary>
    public static void AllowReportScripts(this HttpContext context) => context.Items[ReportKey] = true;

    /// <summary>Lets the page be framed by these origins, ours always among them; without this call by nobody else.</summary>
    public static void AllowFraming(this HttpContext context, IEnumerable<string> origins) =>
        context.Items[AncestorsKey] = string.Join(' ', ["'self'", .. origins]);

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        var styles = context.Items[NonceKey] is string nonce ? $"'self' 'nonce-{nonce}' {EmptyStyle}" : "'self'";
        var ancestors = context.Items[AncestorsKey] as string ?? "'self'";
        var scripts = "'self'";
        if (context.Items[ReferenceKey] is string reference)
        {
            (scripts, styles) = ($"'self' 'nonce-{reference}'", "'self' 'unsafe-inline'");
        }

        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
            + $"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}";
        if (context.Items.ContainsKey(ReportKey))
        {
            headers.ContentSecurityPolicy =
                "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
        }

        headers.XContentTypeOptions = "nosniff";
        // Nothing for other sites. With no-referrer the forms of this site would have no origin to be known by.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Browsers heed it over https only. A proxy that ends https may say so by no header that we may believe.
        if (context.Request.IsHttps || context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value.IsPublicOverHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (context.Items[AncestorsKey] is null)
        {
            headers.XFrameOptions = "SAMEORIGIN";
        }
    }
}
