using CcgBot.Answering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CcgBot.Model.Telemetry;

/// <summary>
/// Sends traces and metrics to an OpenTelemetry collector when <c>Telemetry:OtlpEndpoint</c> is set (for example
/// <c>http://localhost:4317</c>, gRPC); default: nowhere. Meters whose names begin like the library's are a host's own and go with them.
/// </summary>
public static class TelemetryExport
{
    /// <exception cref="InvalidDataException">The address is none.</exception>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration["Telemetry:OtlpEndpoint"] is not { Length: > 0 } endpoint)
        {
            return services;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidDataException("Setting Telemetry:OtlpEndpoint: give an http or https address, such as http://localhost:4317.");
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ccgbot"))
            .WithTracing(traces => traces.AddSource(AnsweringTelemetry.Name, ModelTelemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(AnsweringTelemetry.Name, ModelTelemetry.Name, $"{AnsweringTelemetry.Name}.*"))
            .UseOtlpExporter(OtlpExportProtocol.Grpc, address);
        return services;
    }
}
