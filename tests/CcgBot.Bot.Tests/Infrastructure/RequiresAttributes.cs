namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>A test that talks to a client from npm; skipped by name until <c>./test</c> has installed it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute(string package) => Skip = Requirements.MissingPackage(package);
}

/// <summary>A test that drives a browser with a client from npm; skipped by name until <c>./test</c> has installed both.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute(string package) => Skip = Requirements.MissingPackage(package) ?? Requirements.MissingBrowser();
}

/// <summary><see cref="BrowserFactAttribute"/> with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute(string package) => Skip = Requirements.MissingPackage(package) ?? Requirements.MissingBrowser();
}

internal static class Requirements
{
    /// <summary>The browser, where Debian and the setting CHROMIUM put it; null when there is none.</summary>
    public static string? Chromium { get; } =
        ((string?[])[Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
        .FirstOrDefault(File.Exists);

    public static string? MissingPackage(string package) => Directory.Exists(Path.Combine(Repository.Clients, "node_modules", package))
        ? null
        : $"npm package {package} is not installed: run ./test, or npm ci in tests/clients.";

    public static string? MissingBrowser() => Chromium is null ? "Chromium is not installed: run ./test, or set CHROMIUM to it." : null;
}
