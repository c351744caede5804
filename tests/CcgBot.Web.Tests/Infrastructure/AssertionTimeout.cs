using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Infrastructure;

internal static class AssertionTimeout
{
    // A machine that is busy with other tests is slow, not wrong.
    [ModuleInitializer]
    public static void Set() => Assertions.SetDefaultExpectTimeout(60_000);
}
