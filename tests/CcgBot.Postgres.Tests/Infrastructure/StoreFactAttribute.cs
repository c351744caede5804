using Xunit.Abstractions;
using Xunit.Sdk;

namespace CcgBot.Postgres.Tests.Infrastructure;

/// <summary>A test of a suite that runs over each kind of store; over PostgreSQL it is skipped by its name where there is no server to start.</summary>
[XunitTestCaseDiscoverer("CcgBot.Postgres.Tests.Infrastructure.StoreFactDiscoverer", "CcgBot.Postgres.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StoreFactAttribute : FactAttribute;

/// <summary>On a class whose tests need a server.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OverPostgresAttribute : Attribute;

public sealed class StoreFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new StoreTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

public sealed class StoreTestCase : XunitTestCase
{
    [Obsolete("For the runner, which reads test cases back.")]
    public StoreTestCase()
    {
    }

    public StoreTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.GetCustomAttributes(typeof(OverPostgresAttribute)).Any() ? PostgresServer.Missing : base.GetSkipReason(factAttribute);
}
