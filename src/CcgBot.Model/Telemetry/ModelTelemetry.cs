using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CcgBot.Model.Telemetry;

/// <summary>Spans and measures of the model's part; names as OpenTelemetry shows them. No text of a question, article or reply is in any.</summary>
internal static class ModelTelemetry
{
    public const string Name = "CcgBot.Model";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Seconds of one call, by prompt and outcome.</summary>
    public static Histogram<double> Calls { get; } = Meter.CreateHistogram(
        "ccgbot.model.call.duration",
        "s",
        description: null,
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [.1, .25, .5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120] });

    /// <summary>Tokens, by direction (input, output).</summary>
    public static Counter<long> Tokens { get; } = Meter.CreateCounter<long>("ccgbot.model.tokens", "{token}");

    /// <summary>What the tokens cost, in the currency of the prices.</summary>
    public static Counter<double> Cost { get; } = Meter.CreateCounter<double>("ccgbot.model.cost");

    /// <summary>Claims of the model's that were not shown, by reason.</summary>
    public static Counter<long> Withheld { get; } = Meter.CreateCounter<long>("ccgbot.model.claims.withheld", "{claim}");

    /// <summary>Claims of the model's that were passed on.</summary>
    public static Counter<long> Passed { get; } = Meter.CreateCounter<long>("ccgbot.model.claims.passed", "{claim}");

    /// <summary>Extractive answers given because the model failed, by failure.</summary>
    public static Counter<long> Fallbacks { get; } = Meter.CreateCounter<long>("ccgbot.model.fallbacks", "{answer}");
}
