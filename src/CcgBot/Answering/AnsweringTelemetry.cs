using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CcgBot.Answering;

/// <summary>Spans and measures of answering; a host exports them. No text of a question, article or answer is in any.</summary>
public static class AnsweringTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CcgBot";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    // The exporter's own boundaries are made for milliseconds: of seconds they would tell "under five" from "over" and no more.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30],
    };

    private static readonly Counter<long> Questions = Meter.CreateCounter<long>(
        "ccgbot.questions", "{question}", "Questions asked; those without an answer were refused, given up by who asked, or failed.");

    private static readonly Histogram<double> Steps = Meter.CreateHistogram(
        "ccgbot.step.duration", "s", "Time of one step of an answer, by step.", tags: null, Seconds);

    private static readonly Histogram<double> Whole = Meter.CreateHistogram(
        "ccgbot.answer.duration", "s", "Time of a whole answer, by kind.", tags: null, Seconds);

    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("ccgbot.answers", "{answer}", "Answers, by kind, reason and composer.");
    private static readonly Counter<long> Withheld = Meter.CreateCounter<long>("ccgbot.claims.withheld", "{claim}", "Claims that failed the last check.");

    internal static async Task<T> StepAsync<T>(AnsweringStep step, TimeProvider time, Func<Task<T>> work)
    {
        using var span = Source.StartActivity(step.ToString());
        var started = time.GetTimestamp();
        try
        {
            return await work();
        }
        finally
        {
            Steps.Record(time.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("step", step.ToString()));
        }
    }

    internal static Activity? Begin()
    {
        Questions.Add(1);
        return Source.StartActivity("Answer");
    }

    internal static void Count(Answer answer, int withheld)
    {
        var (kind, reason) = answer switch
        {
            Answer.Grounded => ("grounded", ""),
            Answer.Abstention abstention => ("abstention", abstention.Reason.ToString()),
            Answer.Reply => ("reply", ""),
            _ => ("clarification", ""),
        };
        Answers.Add(1, new("kind", kind), new("reason", reason), new("composer", answer.Composer.ToString()));
        Whole.Record(answer.ElapsedMs / 1000, new KeyValuePair<string, object?>("kind", kind));
        if (withheld > 0)
        {
            Withheld.Add(withheld);
        }
    }
}
