namespace CcgBot.Web.Hosting;

/// <summary>Names of the rate limit policies.</summary>
public static class RateLimits
{
    /// <summary>Per client address: <see cref="WebOptions.AsksPerMinute"/>.</summary>
    public const string Ask = "ask";
}
