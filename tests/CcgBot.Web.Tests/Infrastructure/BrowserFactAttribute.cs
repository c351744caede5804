namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>A test in headless Chromium; without one it is skipped by name, and <c>./test</c> installs one.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium is null)
        {
            Skip = "There is no Chromium: run ./test, which installs it, or set CCGBOT_CHROMIUM to one.";
        }
    }

    /// <summary>The program named by CCGBOT_CHROMIUM, else the system's.</summary>
    public static string? Chromium { get; } = ((string?[])
    [
        Environment.GetEnvironmentVariable("CCGBOT_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ]).FirstOrDefault(File.Exists);
}
