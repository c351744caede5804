using System.Reflection;

namespace CcgBot.Evaluation.Tests.Infrastructure;

/// <summary>A test on a set of the shared test sets; skipped, naming what is missing, where these are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTestSetFactAttribute : FactAttribute
{
    public SharedTestSetFactAttribute(params string[] sets)
    {
        var missing = sets.Where(set => !Directory.Exists(Folder(set))).ToList();
        if (missing.Count > 0)
        {
            Skip = $"No test set {string.Join(", ", missing)} under {Root}: set CCGBOT_SHARED to the folder that holds testsets/.";
        }
    }

    private static string Root => Path.Combine(
        Environment.GetEnvironmentVariable("CCGBOT_SHARED") is { Length: > 0 } named ? named : Path.Combine(Repository, "..", "shared"), "testsets");

    private static string Repository => typeof(SharedTestSetFactAttribute).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string Folder(string set) => Path.GetFullPath(Path.Combine(Root, set));
}
