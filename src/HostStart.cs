using System.Runtime.CompilerServices;

namespace CcgBot.Hosting;

/// <summary>What every program of ours does before its first line; compiled into each.</summary>
internal static class HostStart
{
    [ModuleInitializer]
    internal static void Set() => Text.MatchTimeout.SetDefault();
}
