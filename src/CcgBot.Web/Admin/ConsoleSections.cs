using CcgBot.Web.Hosting;

namespace CcgBot.Web.Admin;

/// <summary>The entries of the console's navigation, with the role that each needs.</summary>
internal static class ConsoleSections
{
    private static readonly (string Address, string Name, Roles Role)[] All =
    [
        ("/admin", "Home", Roles.Reader),
        ("/admin/articles", "Articles", Roles.Editor),
        ("/admin/curated", "Curated", Roles.Editor),
        ("/admin/gaps", "Not answered", Roles.Auditor),
        ("/admin/feedback", "Feedback", Roles.Auditor),
        ("/judge", "Judge", Roles.Auditor),
        ("/admin/evaluations", "Evaluations", Roles.Auditor),
        ("/admin/sources", "Sources", Roles.Editor | Roles.Auditor),
        ("/admin/audit", "Audit", Roles.Auditor),
        ("/admin/keys", "Keys", Roles.Editor | Roles.Auditor),
        ("/admin/accounts", "Accounts", Roles.Editor | Roles.Auditor),
    ];

    public static IEnumerable<(string Address, string Name)> Of(Caller caller) =>
        All.Where(section => caller.Is(section.Role)).Select(section => (section.Address, section.Name));

    /// <summary>Where a caller's form to sign out goes.</summary>
    public static string SignOut(Caller caller) => caller == Caller.Operator ? "/operator/sign-out" : "/sign-out";
}
