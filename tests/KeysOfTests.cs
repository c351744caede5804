using System.Runtime.CompilerServices;

/// <summary>Evidence keys of tests, and of the programs they start, lie in a folder of their own: never among the user's.</summary>
internal static class KeysOfTests
{
    // Reason: one module initializer is how a test assembly sets the environment before any test of it runs.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void SetFolder() =>
        Environment.SetEnvironmentVariable("CCGBOT_KEYS", Path.Combine(Path.GetTempPath(), "ccgbot-test-keys"));
}
