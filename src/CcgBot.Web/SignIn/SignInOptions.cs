using System.ComponentModel.DataAnnotations;

namespace CcgBot.Web.SignIn;

/// <summary>How people sign in by OpenID Connect: section <c>SignIn</c>. Without an authority nobody does.</summary>
public sealed class SignInOptions : IValidatableObject
{
    /// <summary>
    /// The provider's address, which is also the issuer that its tokens must name: <c>https://login.microsoftonline.com/TENANT/v2.0</c>. Default none.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>The bot's id at the provider.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Give it by environment (<c>SignIn__ClientSecret</c>) or user secrets, not in a file. Default none: a public client, by PKCE alone.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Asked for beside <c>openid</c> and <c>profile</c>. Default none.</summary>
    public string[] Scopes { get; set; } = [];

    /// <summary>The claim with the names or ids of a person's groups. Default <c>groups</c>.</summary>
    [Required]
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>The claim with a person's roles at the provider. Default <c>roles</c>.</summary>
    [Required]
    public string RolesClaim { get; set; } = "roles";

    /// <summary>Groups or roles whose members put in, change and withdraw articles. Default none.</summary>
    public string[] Editors { get; set; } = [];

    /// <summary>Groups or roles whose members read evidence and everything that was asked. Default none.</summary>
    public string[] Auditors { get; set; } = [];

    /// <summary>How long a person stays signed in, in hours; groups are as they were at the sign-in. Default 8.</summary>
    [Range(1, 24)]
    public int Hours { get; set; } = 8;

    /// <summary>By how much the provider's clock and this one may differ, in seconds. Default 120.</summary>
    [Range(0, 600)]
    public int ClockSkewSeconds { get; set; } = 120;

    /// <summary>Where the groups of a person are asked for who has more than a token holds. Default Microsoft Graph's <c>me/getMemberGroups</c>.</summary>
    public string OverageUrl { get; set; } = "https://graph.microsoft.com/v1.0/me/getMemberGroups";

    public bool IsOn => !string.IsNullOrEmpty(Authority);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            yield break;
        }

        if (!IsSafe(Authority!))
        {
            yield return new ValidationResult($"'{Authority}' is not an https address.", [nameof(Authority)]);
        }

        if (ClientId.Length == 0)
        {
            yield return new ValidationResult("is needed with SignIn:Authority.", [nameof(ClientId)]);
        }

        if (!IsSafe(OverageUrl))
        {
            yield return new ValidationResult($"'{OverageUrl}' is not an https address.", [nameof(OverageUrl)]);
        }
    }

    private static bool IsSafe(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);
}
