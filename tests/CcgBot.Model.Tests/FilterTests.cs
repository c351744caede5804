using System.Diagnostics.Metrics;
using CcgBot.Answering;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;

namespace CcgBot.Model.Tests;

[Collection(SeedsCollection.Name)]
public sealed class FilterTests(ModelFixture seeds)
{
    [Fact]
    public async Task What_a_person_wrote_is_masked_before_it_is_sent()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(Replies.Nothing));
        var answer = await bench.Answerer.AnswerAsync(new Question(
            "I am jo@example.org, how many developing CCGs were studied?", [new Turn(Role.User, "My number is 943 476 5919")], "Ring me on 020 7946 0018"));
        var sent = Assert.Single(bench.Server.Requests).User;
        Assert.DoesNotContain("jo@example.org", sent);
        Assert.DoesNotContain("943 476 5919", sent);
        Assert.DoesNotContain("7946", sent);
        Assert.Contains(answer.Notices, notice => notice.Kind == NoticeKind.Masked);
    }

    [Fact]
    public async Task Neither_question_nor_reply_is_logged()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text("zebra nonsense"), new Reply.Text(Replies.Nothing));
        await bench.AskAsync("How many developing CCGs were studied by giraffes?");
        Assert.NotEmpty(bench.Logs.Lines);
        Assert.DoesNotContain(bench.Logs.Lines, line => line.Contains("zebra", StringComparison.Ordinal) || line.Contains("giraffe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_withheld_claims_and_fallbacks_are_measured()
    {
        var measured = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "CcgBot.Model")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            lock (measured)
            {
                measured[instrument.Name] = measured.GetValueOrDefault(instrument.Name) + Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        listener.SetMeasurementEventCallback<long>(Add);
        listener.SetMeasurementEventCallback<double>(Add);
        listener.Start();
        await using var bench = await ModelBench.StartAsync(seeds, options => options.Retries = 0);
        bench.Server.Then(new Reply.Text(Replies.Claims(("The Moon is made of cheese.", [1]))), new Reply.Error(500));
        await bench.AskAsync("How many developing CCGs were studied?");
        await bench.AskAsync("How many developing CCGs were studied?");
        // At least: other tests of the assembly use the same instruments.
        Assert.True(measured["ccgbot.model.tokens"] >= 120);
        Assert.True(measured["ccgbot.model.claims.withheld"] >= 1);
        Assert.True(measured["ccgbot.model.fallbacks"] >= 1);
        Assert.True(measured.ContainsKey("ccgbot.model.call.duration"));
    }

    [Fact]
    public async Task Two_calls_at_once_can_not_both_take_the_last_of_the_days_money()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options =>
        {
            options.InputPrice = 1000;
            options.DailyLimit = 1;
        });
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bench.Ledger.Reserve(600, 0))));
        Assert.Single(taken, reservation => reservation is not null);
        bench.Ledger.Settle(taken.Single(reservation => reservation is not null)!, 100, 0);
        Assert.Equal(0.1m, bench.Ledger.Of().Spent);
        Assert.NotNull(bench.Ledger.Reserve(600, 0));
    }
}
