using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;

namespace CcgBot.Web.Hosting;

/// <summary>wwwroot, compressed: the large scripts as they were at build time, the small ones as they are sent.</summary>
public static class SiteFiles
{
    private static readonly (string Encoding, string Ending)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    // Pages and answers stay as they are: beside what somebody else chooses, the length of what is compressed tells what is secret in it.
    public static IServiceCollection AddSiteFiles(this IServiceCollection services) => services
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
        })
        .Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);

    public static IApplicationBuilder UseSiteFiles(this WebApplication app)
    {
        app.UseResponseCompression();
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/lib") && (context.Request.Path.Value!.EndsWith(".js", StringComparison.Ordinal) || context.Request.Path.Value.EndsWith(".mjs", StringComparison.Ordinal)))
            {
                Substitute(context, app.Environment);
            }

            return next(context);
        });
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".br"] = types.Mappings[".gz"] = types.Mappings[".mjs"] = types.Mappings[".js"];
        // Fonts and character maps that pdf.js asks for.
        types.Mappings[".bcmap"] = types.Mappings[".pfb"] = "application/octet-stream";
        return app.UseStaticFiles(new StaticFileOptions { ContentTypeProvider = types, OnPrepareResponse = Prepare });
    }

    private static void Substitute(HttpContext context, IWebHostEnvironment environment)
    {
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        foreach (var (encoding, ending) in Compressed)
        {
            var path = context.Request.Path + ending;
            if (accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase) && environment.WebRootFileProvider.GetFileInfo(path).Exists)
            {
                context.Request.Path = path;
                return;
            }
        }
    }

    private static void Prepare(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        var path = file.Context.Request.Path;
        foreach (var (encoding, ending) in Compressed)
        {
            if (path.Value!.EndsWith(ending, StringComparison.Ordinal))
            {
                headers.ContentEncoding = encoding;
            }
        }

        headers.Vary = "Accept-Encoding";
        // An address with the content in it (SiteAssets) never means another content; /widget.js, which other sites name, is asked about each time.
        headers.CacheControl = file.Context.Request.Query.ContainsKey("v")
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        headers["Cross-Origin-Resource-Policy"] = path == "/widget.js" ? "cross-origin" : "same-origin";
    }
}
