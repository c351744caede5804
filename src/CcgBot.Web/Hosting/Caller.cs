using CcgBot.Articles;

namespace CcgBot.Web.Hosting;

/// <summary>Who sends a request, as far as the host knows: by a key, by a sign-in, or nobody in particular.</summary>
/// <param name="Name">For records and pages; empty for nobody in particular.</param>
/// <param name="User">A stable id, for quotas and evidence; null for nobody in particular.</param>
/// <param name="Access">Which articles they may read.</param>
public sealed record Caller(string Name, string? User, Access Access, Roles Roles)
{
    public static Caller Nobody { get; } = new("", null, Access.Public, Roles.None);

    /// <summary>Whoever holds the operator key or followed the printed link.</summary>
    public static Caller Operator { get; } = new("operator", "operator", Access.Everything, Roles.Reader | Roles.Editor | Roles.Auditor);

    public bool IsKnown => User is not null;

    public bool Is(Roles role) => (Roles & role) == role;
}
