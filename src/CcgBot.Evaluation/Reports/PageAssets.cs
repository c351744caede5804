using System.Net;

namespace CcgBot.Evaluation.Reports;

/// <summary>The style, script and frame that every report page carries inside itself.</summary>
internal static class PageAssets
{
    public static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>{Text("report.css")}</style>
        </head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>

        """;

    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(PageAssets).Assembly.GetManifestResourceStream($"CcgBot.Evaluation.Reports.Assets.{name}")!);
        return reader.ReadToEnd();
    }
}
