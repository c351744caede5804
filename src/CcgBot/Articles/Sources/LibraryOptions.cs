using System.ComponentModel.DataAnnotations;

namespace CcgBot.Articles.Sources;

/// <summary>
/// A document library of SharePoint or a OneDrive, read through Microsoft Graph with an app's own identity (client credentials): of an entry of section
/// <c>Sources</c>. Give one of <see cref="Site"/>, <see cref="User"/> and <see cref="Drive"/>.
/// </summary>
public sealed class LibraryOptions
{
    /// <summary>The address of the SharePoint site, as in https://contoso.sharepoint.com/sites/guidance. Default none.</summary>
    public string? Site { get; set; }

    /// <summary>Which of the site's libraries, by the name that people see. Default: the site's own (mostly <c>Documents</c>).</summary>
    public string? Name { get; set; }

    /// <summary>Whose OneDrive, by sign-in name or object id. Default none.</summary>
    public string? User { get; set; }

    /// <summary>The id of the library or OneDrive, as Microsoft Graph names it. Default none.</summary>
    public string? Drive { get; set; }

    /// <summary>A folder in it, as in <c>Clinical/Published</c>: only what lies there and below is read. Default: the whole library.</summary>
    public string? Folder { get; set; }

    /// <summary>The directory (tenant) that the app is registered in, by id or domain.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The app's (client) id. It needs the application permission <c>Sites.Selected</c> with that site, or <c>Files.Read.All</c>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The app's secret. Give it by environment (<c>Sources__NAME__Library__Secret</c>), not in a file. Default none.</summary>
    public string? Secret { get; set; }

    /// <summary>Instead of a secret: a PKCS#12 file with the app's certificate and key. Default none.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of <see cref="CertificatePath"/>; default none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Where the app signs in. Default https://login.microsoftonline.com; national clouds have others.</summary>
    public string Login { get; set; } = "https://login.microsoftonline.com";

    /// <summary>Where Microsoft Graph is. Default https://graph.microsoft.com; national clouds have others.</summary>
    public string Graph { get; set; } = "https://graph.microsoft.com";

    internal IEnumerable<ValidationResult> Problems()
    {
        ValidationResult Of(string property, string message) => new(message, [$"{nameof(SourceOptions.Library)}:{property}"]);
        if (new[] { Site, User, Drive }.Count(place => !string.IsNullOrWhiteSpace(place)) != 1)
        {
            yield return Of(nameof(Site), "Give the address of a SharePoint Site, the User of a OneDrive, or the id of a Drive: one of the three.");
        }

        if (!string.IsNullOrWhiteSpace(Site) && !IsHttps(Site))
        {
            yield return Of(nameof(Site), $"'{Site}' is no address such as https://contoso.sharepoint.com/sites/guidance.");
        }

        foreach (var (name, value) in ((string, string)[])[(nameof(TenantId), TenantId), (nameof(ClientId), ClientId)])
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return Of(name, "It is needed: the app signs in with it.");
            }
        }

        if (string.IsNullOrEmpty(Secret) == string.IsNullOrEmpty(CertificatePath))
        {
            yield return Of(nameof(Secret), "Give the app's Secret or its CertificatePath: one of the two.");
        }

        foreach (var (name, value) in ((string, string)[])[(nameof(Login), Login), (nameof(Graph), Graph)])
        {
            if (!IsHttps(value))
            {
                yield return Of(name, $"'{value}' is no https address.");
            }
        }
    }

    private static bool IsHttps(string text) => SourceOptions.IsAddress(text) && new Uri(text).Scheme == Uri.UriSchemeHttps;
}
