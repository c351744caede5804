using System.ComponentModel.DataAnnotations;

namespace CcgBot.Articles.Sources;

/// <summary>Where articles live, kept in step by the host: an entry of section <c>Sources</c>, under a name of the operator's.</summary>
public sealed class SourceOptions : IValidatableObject
{
    /// <summary>A folder that is watched, with all below it. Default none.</summary>
    public string? Folder { get; set; }

    /// <summary>Addresses (https) of pages, documents, sitemaps and feeds (RSS, Atom); what sitemaps and feeds name is read too. Default none.</summary>
    public string[] Addresses { get; set; } = [];

    /// <summary>A document library of SharePoint or a OneDrive. Default none.</summary>
    public LibraryOptions? Library { get; set; }

    /// <summary>Who may read what doesn't say it itself, by names of groups. Default none: everyone may, and what is known stays for whom it was.</summary>
    public string[] Groups { get; set; } = [];

    /// <summary>How long after a sync the next begins. Default: a folder is looked at every 5 seconds, a library is asked every 15 minutes, addresses every hour.</summary>
    public TimeSpan? Every { get; set; }

    /// <summary>Whether addresses may lie in a private network (this machine, the office's network). Default false: they are refused, after redirects too.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Pages and documents fetched in one sync; more are left out and reported (of a library: until the next). Default 5,000.</summary>
    [Range(1, 100_000)]
    public int MaxPages { get; set; } = 5_000;

    /// <summary>Between two requests to one server, unless its robots.txt asks for longer. Default 1,000.</summary>
    [Range(0, 60_000)]
    public int MillisecondsBetweenRequests { get; set; } = 1_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((string.IsNullOrWhiteSpace(Folder) ? 0 : 1) + (Addresses.Length == 0 ? 0 : 1) + (Library is null ? 0 : 1) != 1)
        {
            yield return new ValidationResult("A source is either a Folder, a list of Addresses or a Library.", [nameof(Folder)]);
        }

        foreach (var problem in Library?.Problems() ?? [])
        {
            yield return problem;
        }

        if (GroupsProblem() is { } wrong)
        {
            yield return new ValidationResult(wrong, [nameof(Groups)]);
        }

        foreach (var address in Addresses.Where(address => !IsAddress(address)))
        {
            yield return new ValidationResult($"'{address}' is no address such as https://www.example.org/guidance.", [nameof(Addresses)]);
        }

        if (Every is { } every && (every < TimeSpan.FromSeconds(1) || every > TimeSpan.FromDays(365)))
        {
            yield return new ValidationResult("Between 00:00:01 and 365 days.", [nameof(Every)]);
        }
    }

    /// <summary>Who may read what doesn't say it itself; null = the settings don't say.</summary>
    internal GroupSet? Readers() => Groups.Length == 0 ? null : GroupSet.Of(Groups);

    private string? GroupsProblem()
    {
        try
        {
            Readers();
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }

    /// <summary>Whether a text is an address of the web rather than a path.</summary>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Host.Length > 0 && address.UserInfo.Length == 0;
}
