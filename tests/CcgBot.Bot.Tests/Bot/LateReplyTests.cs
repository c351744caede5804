using CcgBot.Answering;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Bot.Tests;

/// <summary>How a late answer is delivered, by a clock that the tests turn.</summary>
public sealed class LateReplyTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Calls_of_a_stream_are_a_second_apart_and_their_numbers_follow_one_another()
    {
        var channel = new RecordingChannel(_time);
        await DeliverAsync(channel, TimeSpan.FromSeconds(9), changing: true);
        var stream = channel.Sent;
        stream.Count.ShouldBeGreaterThan(3);
        stream.Zip(stream.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(1));
        stream[..^1].Select(sent => Marks(sent.Activity).Property("streamSequence")!.Value.GetInt32()).ShouldBe(Enumerable.Range(1, stream.Count - 1));
        Marks(stream[^1].Activity).Property("streamSequence").ShouldBeNull();
        stream[^1].Activity.Type.ShouldBe("message");
    }

    [Fact]
    public async Task A_stream_says_something_every_45_seconds_at_least()
    {
        var channel = new RecordingChannel(_time);
        await DeliverAsync(channel, TimeSpan.FromSeconds(100));
        channel.Sent.Zip(channel.Sent.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At < TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_stream_is_given_up_before_two_minutes_and_its_message_replaced()
    {
        var channel = new RecordingChannel(_time);
        var delivered = await DeliverAsync(channel, TimeSpan.FromSeconds(150));
        channel.Sent[..^1].ShouldAllBe(sent => sent.At < TimeSpan.FromMinutes(2));
        channel.Sent[^1].Call.ShouldBe("update id-1");
        channel.Sent[^1].Activity.Type.ShouldBe("message");
        Marks(channel.Sent[^1].Activity).ShouldBeNull();
        delivered.MessageId.ShouldBe("id-1");
    }

    [Fact]
    public async Task A_stream_the_person_stopped_between_two_status_lines_gets_nothing_more()
    {
        var channel = new RecordingChannel(_time)
        {
            Refuse = activity => Marks(activity).Property("streamSequence") is { } sequence && sequence.GetInt32() == 2
                ? new ChannelException("The channel refused with 403: Content stream was canceled by user.", 403, "ContentStreamNotAllowed")
                : null,
        };
        (await DeliverAsync(channel, TimeSpan.FromSeconds(60), changing: true)).CanceledByUser.ShouldBeTrue();
        channel.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_final_whose_outcome_is_not_known_is_not_sent_again()
    {
        var channel = new RecordingChannel(_time)
        {
            Refuse = activity => activity.Type == "message" ? new ChannelException("broken", outcomeUnknown: true) : null,
        };
        await Should.ThrowAsync<ChannelException>(() => DeliverAsync(channel, TimeSpan.FromSeconds(5)));
        channel.Sent.Count(sent => sent.Activity.Type == "message").ShouldBe(1);
    }

    [Fact]
    public async Task Typing_notices_come_at_most_every_three_seconds()
    {
        var channel = new RecordingChannel(_time);
        await DeliverAsync(channel, TimeSpan.FromSeconds(20), group: true);
        var typing = channel.Sent.Where(sent => sent.Activity.Type == "typing").ToList();
        typing.Count.ShouldBeGreaterThan(2);
        typing.Zip(typing.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_notice_that_is_refused_does_not_stop_the_answer()
    {
        var channel = new RecordingChannel(_time) { Refuse = activity => activity.Type == "typing" ? new ChannelException("No.", 403) : null };
        await DeliverAsync(channel, TimeSpan.FromSeconds(3));
        channel.Sent[^1].Activity.Type.ShouldBe("message");
    }

    [Fact]
    public async Task A_long_text_never_shows_in_a_status_line()
    {
        var channel = new RecordingChannel(_time);
        await DeliverAsync(channel, TimeSpan.FromSeconds(9), changing: true);
        channel.Sent[..^1].ShouldAllBe(sent => !sent.Activity.Text!.Contains("the answer") && sent.Activity.Text!.Length < StreamInfo.MostStatus);
    }

    private static System.Text.Json.JsonElement? Marks(Activity activity) =>
        activity.Entities?.Cast<System.Text.Json.JsonElement?>().SingleOrDefault(entity => entity.Property("type").Text() == "streaminfo");

    /// <summary>Delivers an answer that takes so long, turning the clock whenever all that could run has run.</summary>
    /// <param name="changing">The answerer's step changes all the time.</param>
    private async Task<Delivered> DeliverAsync(RecordingChannel channel, TimeSpan takes, bool changing = false, bool group = false)
    {
        var incoming = new Activity { Type = "message", Id = "1", ChannelId = "msteams", Conversation = new ConversationAccount { Id = "a", ConversationType = group ? "groupChat" : "personal" } };
        var late = new LateReply(channel.Turn(incoming), TimeSpan.FromSeconds(1), _time, NullLogger.Instance);
        var answer = new TaskCompletionSource<Microsoft.Bot.Schema.Activity>();
        var began = _time.GetTimestamp();
        var before = SynchronizationContext.Current;
        var waiting = new WaitingWork();
        SynchronizationContext.SetSynchronizationContext(waiting);
        try
        {
            var delivery = late.DeliverAsync(answer.Task, CancellationToken.None);
            for (var turns = 0; turns < 5_000; turns++)
            {
                waiting.Run();
                if (delivery.IsCompleted)
                {
                    break;
                }

                if (changing)
                {
                    late.Progress.Report((AnsweringStep)(turns / 8 % 3));
                }

                if (_time.GetElapsedTime(began) >= takes)
                {
                    answer.TrySetResult(new Microsoft.Bot.Schema.Activity { Type = "message", Text = "the answer" });
                    waiting.Run();
                }

                _time.Advance(TimeSpan.FromMilliseconds(250));
            }

            SynchronizationContext.SetSynchronizationContext(before);
            return await delivery;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Keeps what is ready to run until it is told to, all on one thread.</summary>
    private sealed class WaitingWork : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Work, object? State)> _ready = new();

        public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

        public void Run()
        {
            while (_ready.TryDequeue(out var next))
            {
                next.Work(next.State);
            }
        }
    }
}
