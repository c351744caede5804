namespace CcgBot.Web.Hosting;

/// <summary>Whether a form comes from a page of this site. A page elsewhere can make an operator's browser post here; browsers say so.</summary>
internal static class SameSite
{
    public static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
        || request.Headers.Origin.ToString() is { Length: > 0 } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != request.Host.Value);
}
