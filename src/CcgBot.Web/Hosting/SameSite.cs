namespace CcgBot.Web.Hosting;

/// <summary>Whether a form comes from a page of this site. A page elsewhere can make an operator's browser post here; browsers say so.</summary>
internal static class SameSite
{
    /// <remarks>
    /// Sec-Fetch-Site, which no page can set, decides where it is sent; over plain http to another machine it is not, and the origin does. A browser sends
    /// "null" for the origin of a page whose referrer policy is no-referrer.
    /// </remarks>
    public static bool IsFromElsewhere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" or "none" => false,
        "" => request.Headers.Origin.ToString() is { Length: > 0 } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Authority != request.Host.Value),
        _ => true,
    };
}
