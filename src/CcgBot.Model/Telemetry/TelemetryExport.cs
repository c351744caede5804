using CcgBot.Answering;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CcgBot.Model.Telemetry;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector when <c>Telemetry:OtlpEndpoint</c> is set (for example
/// <c>http://localhost:4317</c>, gRPC); default: nowhere. Disposing sends what is left.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    private TelemetryExport(TracerProvider? traces, MeterProvider? metrics) => (_traces, _metrics) = (traces, metrics);

    /// <exception cref="InvalidDataException">The address is none.</exception>
    public static TelemetryExport Start(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["Telemetry:OtlpEndpoint"] is not { Length: > 0 } endpoint)
        {
            return new TelemetryExport(null, null);
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidDataException("Setting Telemetry:OtlpEndpoint: give an http or https address, such as http://localhost:4317.");
        }

        var service = ResourceBuilder.CreateDefault().AddService("ccgbot");
        return new TelemetryExport(
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service).AddSource(AnsweringTelemetry.Name, ModelTelemetry.Name)
                .AddOtlpExporter(exporter => exporter.Endpoint = address).Build(),
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(service).AddMeter(AnsweringTelemetry.Name, ModelTelemetry.Name)
                .AddOtlpExporter(exporter => exporter.Endpoint = address).Build());
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
