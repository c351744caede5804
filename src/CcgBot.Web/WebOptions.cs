using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CcgBot.Web;

/// <summary>Settings of the web host: section <c>Web</c>.</summary>
public sealed class WebOptions : IValidatableObject
{
    /// <summary>
    /// The address people reach the site at, for absolute links (Teams, feeds): <c>https://bot.example.org</c>. Default none: links
    /// then follow the request's own host.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>Proxies whose X-Forwarded-For, -Proto and -Host are believed: addresses or networks (<c>10.0.0.0/8</c>). Default none.</summary>
    public string[] KnownProxies { get; set; } = [];

    /// <summary>Sites that may embed the chat and call the API from a browser: <c>https://www.example.org</c>, or <c>*</c> for any. Default none.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>Questions to <c>/api/ask</c> per client address and minute. Default 120.</summary>
    [Range(1, 1_000_000)]
    public int AsksPerMinute { get; set; } = 120;

    /// <summary>Searches of the articles (<c>/articles?q=</c>) per client address and minute. Default 120.</summary>
    [Range(1, 1_000_000)]
    public int SearchesPerMinute { get; set; } = 120;

    /// <summary>Operator sign-ins, and wrong operator keys on any page, per client address and minute. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>A longer question is refused. UTF-16 units; default 4,000.</summary>
    [Range(100, 100_000)]
    public int MaxQuestionLength { get; set; } = 4_000;

    /// <summary>
    /// What opens evidence, gaps and other operator pages, from this machine too. Default none: they then open by the one-time link that the
    /// host prints when it starts.
    /// </summary>
    [MinLength(16, ErrorMessage = "must have at least 16 characters.")]
    public string? OperatorKey { get; set; }

    /// <summary>How long an operator stays signed in, in hours. Default 12.</summary>
    [Range(1, 168)]
    public int OperatorHours { get; set; } = 12;

    /// <summary>
    /// Whether <c>/mcp</c> serves agents (Model Context Protocol). Default: where there is an API key in force, and then to callers with a key alone.
    /// True: to everyone, of what everyone may read. False: to nobody.
    /// </summary>
    public bool? Mcp { get; set; }

    /// <summary>
    /// Whether editors may have addresses of a private network (this machine, the office's network) read. Default false: they are refused, after redirects too.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How often the store is looked at for what another process ingested, in milliseconds. Default 250.</summary>
    [Range(10, 60_000)]
    public int RefreshMilliseconds { get; set; } = 250;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is not null && !IsOrigin(PublicUrl.TrimEnd('/')))
        {
            yield return new ValidationResult($"'{PublicUrl}' is not an address such as https://bot.example.org.", [nameof(PublicUrl)]);
        }

        foreach (var origin in AllowedOrigins.Where(origin => origin != "*" && !IsOrigin(origin)))
        {
            yield return new ValidationResult($"'{origin}' is no origin such as https://www.example.org, nor '*'.", [nameof(AllowedOrigins)]);
        }

        foreach (var proxy in KnownProxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)))
        {
            yield return new ValidationResult($"'{proxy}' is not an address or network such as 10.0.0.0/8.", [nameof(KnownProxies)]);
        }
    }

    /// <summary>True where people reach the site by https, also when a proxy in front ends it.</summary>
    internal bool IsPublicOverHttps => PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>True where a browser page of this origin may use the API and embed the chat.</summary>
    public bool Allows(string origin) => AllowedOrigins.Contains("*") || AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    // Characters that would end a content security policy's source are in no valid origin.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address!.Scheme is "http" or "https"
        && address.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && address.UserInfo.Length == 0;
}
