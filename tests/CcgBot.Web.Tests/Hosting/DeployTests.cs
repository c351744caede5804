using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Model.Telemetry;
using CcgBot.Web.Editing;
using CcgBot.Web.Hosting;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Extensions.Hosting;

namespace CcgBot.Web.Tests.Hosting;

/// <summary>The files of <c>deploy/</c> say what the host does: names of measures, limits, paths and times.</summary>
public sealed partial class DeployTests
{
    /// <summary>What an operator must find on the dashboard: asked, answered and abstained, withheld, p99 by step, the index's lag, failed syncs.</summary>
    private static readonly string[] Wanted =
    [
        "ccgbot_questions_total", "ccgbot_answers_total", "ccgbot_claims_withheld_total", "ccgbot_step_duration_seconds_bucket", "ccgbot_index_lag_seconds",
        "ccgbot_source_failures_total",
    ];

    [Fact]
    public void The_dashboard_asks_for_measures_that_the_host_has()
    {
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        using var dashboard = JsonDocument.Parse(Read("grafana-dashboard.json"));
        Collect(dashboard.RootElement, asked);

        Assert.Subset(Exported(), asked);
        Assert.Superset(Wanted.ToHashSet(), asked);
    }

    [Fact]
    public void The_alerts_ask_for_measures_that_the_host_has()
    {
        var asked = MetricName().Matches(Read("prometheus-alerts.yaml")).Select(match => match.Value).ToHashSet();

        Assert.NotEmpty(asked);
        Assert.Subset(Exported(), asked);
    }

    [Fact]
    public void The_proxys_limits_are_the_hosts()
    {
        var site = Read("nginx-ccgbot.conf");

        Assert.Contains($"client_max_body_size {WebHostSetup.MaxBodyBytes / 1048576}m;", site, StringComparison.Ordinal);
        Assert.Contains($"client_max_body_size {Upload.MostBytes(new IngestOptions()) / 1024}k;", site, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Containerfile", "/healthz")]
    [InlineData("kubernetes/ccgbot.yaml", "/healthz")]
    [InlineData("kubernetes/ccgbot.yaml", "/readyz")]
    public void Probes_ask_at_the_hosts_own_paths(string file, string path) =>
        Assert.Contains(path, Read(file), StringComparison.Ordinal);

    [Theory]
    [InlineData("ccgbot.service", "TimeoutStopSec=")]
    [InlineData("kubernetes/ccgbot.yaml", "terminationGracePeriodSeconds: ")]
    public void A_stop_is_waited_for_longer_than_the_host_takes(string file, string setting)
    {
        var text = Read(file);
        var at = text.IndexOf(setting, StringComparison.Ordinal) + setting.Length;
        var seconds = int.Parse(string.Concat(text[at..].TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

        Assert.True(seconds > new HostOptions().ShutdownTimeout.TotalSeconds);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine([Repository.Root, "deploy", .. file.Split('/')]));

    /// <summary>Names of the measures in every <c>expr</c> and <c>query</c>.</summary>
    private static void Collect(JsonElement element, SortedSet<string> names)
    {
        foreach (var inside in element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : Array.Empty<JsonElement>())
        {
            Collect(inside, names);
        }

        foreach (var property in element.ValueKind == JsonValueKind.Object ? [.. element.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            if (property.Name is "expr" or "query" && property.Value.ValueKind == JsonValueKind.String)
            {
                names.UnionWith(MetricName().Matches(property.Value.GetString()!).Select(match => match.Value));
            }
            else
            {
                Collect(property.Value, names);
            }
        }
    }

    /// <summary>Every instrument of ours under the names that a collector gives Prometheus.</summary>
    private static HashSet<string> Exported()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.Split('.')[0] == AnsweringTelemetry.Name)
                {
                    lock (names)
                    {
                        names.UnionWith(InPrometheus(instrument));
                    }
                }
            },
        };
        listener.Start();
        RuntimeHelpers.RunClassConstructor(typeof(AnsweringTelemetry).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(TelemetryExport).Assembly.GetType("CcgBot.Model.Telemetry.ModelTelemetry", throwOnError: true)!.TypeHandle);
        using var measures = new Measures(TimeProvider.System);
        lock (names)
        {
            return [.. names];
        }
    }

    private static IEnumerable<string> InPrometheus(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + instrument.Unit switch
        {
            "s" => "_seconds",
            null or ['{', ..] => "",
            var unit => throw new NotSupportedException($"{instrument.Name}: say what a collector makes of the unit {unit}."),
        };
        return instrument is Histogram<double> ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"]
            : instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal) ? [$"{name}_total"]
            : [name];
    }

    [GeneratedRegex(@"\bccgbot_[a-z_]+")]
    private static partial Regex MetricName();
}
