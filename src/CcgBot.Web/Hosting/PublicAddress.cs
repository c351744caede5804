using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>The site's address for absolute links: the setting, else the host that the request came to.</summary>
public sealed class PublicAddress(IOptions<WebOptions> options)
{
    /// <returns>For example <c>https://bot.example.org</c>, without a slash at the end.</returns>
    public string For(HttpRequest request) => options.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
}
