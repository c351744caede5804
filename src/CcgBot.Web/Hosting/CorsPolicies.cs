namespace CcgBot.Web.Hosting;

/// <summary>Names of the policies for calls from pages of other sites.</summary>
public static class CorsPolicies
{
    /// <summary>Any site: the call means nothing without a token that the page was given, and no cookie is ever sent.</summary>
    public const string BearerOnly = "bearer-only";
}
