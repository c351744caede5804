using CcgBot.Model.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CcgBot.Model.Tests.Telemetry;

public class TelemetryExportTests
{
    [Fact]
    public void Without_an_address_nothing_is_exported() => Assert.Empty(new ServiceCollection().AddTelemetryExport(With(null)));

    [Fact]
    public void With_an_address_traces_and_metrics_are_exported()
    {
        using var services = new ServiceCollection().AddTelemetryExport(With("http://localhost:4317")).BuildServiceProvider();
        Assert.NotNull(services.GetService<TracerProvider>());
        Assert.NotNull(services.GetService<MeterProvider>());
        using var span = ModelTelemetry.Source.StartActivity("asked");
        Assert.NotNull(span);
    }

    [Theory]
    [InlineData("localhost:4317")]
    [InlineData("ftp://localhost")]
    [InlineData("nowhere")]
    public void What_is_no_address_is_one_line_that_names_the_setting(string address)
    {
        var error = Assert.Throws<InvalidDataException>(() => new ServiceCollection().AddTelemetryExport(With(address)));
        Assert.Contains("Telemetry:OtlpEndpoint", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static IConfiguration With(string? address) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Telemetry:OtlpEndpoint", address)]).Build();
}
