using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CcgBot.Web.Hosting;

/// <summary>Addresses of wwwroot's files with their content in it, so that a browser keeps a file for good and still gets the next one at once.</summary>
internal static class SiteAssets
{
    private const int HashCharacters = 12;

    private static readonly ConcurrentDictionary<string, string> Addresses = new(StringComparer.Ordinal);

    /// <param name="path">From the site's root: <c>/site.css</c>.</param>
    public static string Address(string path) => Addresses.GetOrAdd(path, static path =>
    {
        var file = Path.Combine(AppContext.BaseDirectory, "wwwroot", path.TrimStart('/'));
        return File.Exists(file) ? $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..HashCharacters]}" : path;
    });
}
