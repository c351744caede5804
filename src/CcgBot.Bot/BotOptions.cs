using System.ComponentModel.DataAnnotations;

namespace CcgBot.Bot;

/// <summary>Settings of the bot: section <c>Bot</c>.</summary>
public sealed class BotOptions : IValidatableObject
{
    /// <summary>The name people see. Default <c>CcgBot</c>.</summary>
    [Required]
    public string Name { get; set; } = "CcgBot";

    /// <summary>Questions offered in the greeting and the Teams app package, at most ten. Default none.</summary>
    [MaxLength(10)]
    public string[] PromptStarters { get; set; } = [];

    /// <summary>The bot's Microsoft App ID. Default empty: no token can be checked, so every call is refused but for <see cref="AllowAnonymousDevelopment"/>.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The tenant of a single-tenant bot (the only kind that can still be registered). Default empty: the Bot Framework's shared tenant.</summary>
    public string TenantId { get; set; } = "";

    /// <summary><c>Public</c> (the default), <c>UsGovernment</c> or <c>China</c>.</summary>
    public CloudName Cloud { get; set; } = CloudName.Public;

    /// <summary>How the bot proves itself to the Connector: <c>None</c> (the default), <c>Secret</c>, <c>Certificate</c> or <c>ManagedIdentity</c>.</summary>
    public CredentialKind Credential { get; set; } = CredentialKind.None;

    /// <summary>The client secret, for <see cref="CredentialKind.Secret"/>. Give it by environment (<c>Bot__Secret</c>) or user secrets, not in a file.</summary>
    public string? Secret { get; set; }

    /// <summary>A PKCS#12 file, for <see cref="CredentialKind.Certificate"/>.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>The password of <see cref="CertificatePath"/>; default none.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Accept tokens that the Bot Framework Emulator gets with the bot's own credentials. Default false.</summary>
    public bool AcceptEmulatorTokens { get; set; }

    /// <summary>
    /// Accept calls without a token (Agents Playground, Emulator without an app id), at <see cref="DevelopmentPort"/> of this machine and nowhere else.
    /// Default false. Never on a server.
    /// </summary>
    public bool AllowAnonymousDevelopment { get; set; }

    /// <summary>Where <see cref="AllowAnonymousDevelopment"/> listens: a port that no proxy passes on to. Default 3979.</summary>
    [Range(1, 65_535)]
    public int DevelopmentPort { get; set; } = 3979;

    /// <summary>Where the Bot Service's signing keys are described. Default: by <see cref="Cloud"/>.</summary>
    public string? OpenIdMetadata { get; set; }

    /// <summary>Where Entra's signing keys (Emulator tokens) are described. Default: by <see cref="Cloud"/>.</summary>
    public string? EmulatorOpenIdMetadata { get; set; }

    /// <summary>An answer not ready after this long gets a status line or typing notice. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15")]
    public TimeSpan NoticeAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The HTTP request of a message is answered by now at the latest; the reply then follows by itself. Default 10 seconds: channels give up at 15.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:14")]
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Characters of a message that are read; a longer one is told so. Default 4,000.</summary>
    [Range(100, 60_000)]
    public int MaxQuestionLength { get; set; } = 4_000;

    /// <summary>
    /// Ask Microsoft Graph for the groups of who writes in Teams, so that articles which name those groups (by their ids) answer. Needs the application
    /// permission <c>GroupMember.Read.All</c>. Default false: in Teams public articles alone answer.
    /// </summary>
    public bool GroupsFromGraph { get; set; }

    /// <summary>How long a person's groups are kept before they are asked for again, in minutes. Default 5.</summary>
    [Range(1, 60)]
    public int GroupsMinutes { get; set; } = 5;

    /// <summary>Where Microsoft Graph is. Default: by <see cref="Cloud"/>.</summary>
    public string? GraphUrl { get; set; }

    /// <summary>Shown by Teams on every answer; default none.</summary>
    public SensitivityLabel? SensitivityLabel { get; set; }

    /// <summary>Your privacy notice, for the Teams app package; default the site's address.</summary>
    public Uri? PrivacyUrl { get; set; }

    /// <summary>Your terms of use, for the Teams app package; default the site's address.</summary>
    public Uri? TermsUrl { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Credential != CredentialKind.None && AppId.Length == 0)
        {
            yield return new ValidationResult($"Bot:AppId is needed with Bot:Credential {Credential}.", [nameof(AppId)]);
        }

        if (GroupsFromGraph && Credential == CredentialKind.None)
        {
            yield return new ValidationResult("Bot:GroupsFromGraph needs Bot:Credential, with which Microsoft Graph is asked.", [nameof(GroupsFromGraph)]);
        }

        if (GraphUrl is not null && !(Uri.TryCreate(GraphUrl, UriKind.Absolute, out var graph) && (graph.Scheme == Uri.UriSchemeHttps || graph.IsLoopback)))
        {
            yield return new ValidationResult("Bot:GraphUrl must be an https address.", [nameof(GraphUrl)]);
        }

        if (Credential == CredentialKind.Secret && string.IsNullOrEmpty(Secret))
        {
            yield return new ValidationResult("Bot:Secret is needed with Bot:Credential Secret.", [nameof(Secret)]);
        }

        if (Credential == CredentialKind.Certificate && string.IsNullOrEmpty(CertificatePath))
        {
            yield return new ValidationResult("Bot:CertificatePath is needed with Bot:Credential Certificate.", [nameof(CertificatePath)]);
        }
    }
}

/// <summary>A sensitivity label as Teams shows it.</summary>
public sealed class SensitivityLabel
{
    /// <summary>For example <c>Confidential</c>.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>Shown when a person points at the label.</summary>
    public string Description { get; set; } = "";
}

/// <summary>How the bot proves itself to the Connector.</summary>
public enum CredentialKind
{
    None,
    Secret,
    Certificate,
    ManagedIdentity,
}

/// <summary>A cloud that the Bot Framework runs in.</summary>
public enum CloudName
{
    Public,
    UsGovernment,
    China,
}
