namespace CcgBot.Web.Hosting;

/// <summary>Whether a form comes from a page of this site. A page elsewhere can make an operator's browser post here; browsers say so.</summary>
internal static class SameSite
{
    public static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")
        || request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request);

    /// <summary>
    /// Whether an origin is this site: the host that was asked, or <c>Web:PublicUrl</c>, since a proxy may ask by another name than the browser did.
    /// </summary>
    public static bool IsOwn(string origin, HttpRequest request) => Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && (from.Authority == request.Host.Value
            || Uri.TryCreate(request.HttpContext.RequestServices.GetRequiredService<PublicAddress>().For(request), UriKind.Absolute, out var site)
                && from.Authority == site.Authority);
}
