using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using CcgBot.Bot.Activities;

namespace CcgBot.Bot.DirectLine;

/// <summary>Where activities enter a conversation and go out to its open streams, in one order for all of them.</summary>
public sealed class DirectLineHub(DirectLineStore store, TimeProvider time)
{
    private const int Gates = 256;

    // What a slow reader may fall behind by; then its stream ends, and it comes back with its watermark.
    private const int Backlog = 1_000;

    private readonly Lock[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];
    private readonly ConcurrentDictionary<string, ImmutableList<Channel<LiveActivity>>> _streams = new(StringComparer.Ordinal);

    /// <summary>Stores an activity and hands it to every open stream.</summary>
    /// <returns>Its number and the activity with the id and timestamp given.</returns>
    public (long Number, Activity Activity) Add(string conversation, Activity activity, bool pending)
    {
        lock (Gate(conversation))
        {
            var complete = activity;
            var stored = store.Add(conversation, number => ActivityJson.Write(complete = Complete(activity, IdOf(conversation, number))), pending);
            Publish(conversation, new LiveActivity(stored.Number, stored.Json));
            return (stored.Number, complete);
        }
    }

    /// <summary>Hands an activity to the open streams and nobody later: a typing mark, a chunk of a stream.</summary>
    public Activity Pass(string conversation, Activity activity)
    {
        lock (Gate(conversation))
        {
            var complete = Complete(activity with { ChannelData = InOrder(activity.ChannelData) }, $"{conversation}|t{Guid.NewGuid():N}");
            Publish(conversation, new LiveActivity(null, ActivityJson.Write(complete)));
            return complete;
        }
    }

    /// <summary>What comes from now on. Subscribe first, read the store second, and nothing falls between.</summary>
    public ChannelReader<LiveActivity> Subscribe(string conversation, out IDisposable subscription)
    {
        var channel = Channel.CreateBounded<LiveActivity>(new BoundedChannelOptions(Backlog) { SingleReader = true });
        lock (Gate(conversation))
        {
            _streams.AddOrUpdate(conversation, [channel], (_, channels) => channels.Add(channel));
        }

        subscription = new Subscription(this, conversation, channel);
        return channel.Reader;
    }

    /// <summary>An activity's id: ordered within its conversation, as clients expect.</summary>
    public static string IdOf(string conversation, long number) => string.Create(CultureInfo.InvariantCulture, $"{conversation}|{number:D7}");

    private static Activity Complete(Activity activity, string id, string timestamp) => activity with { Id = id, Timestamp = timestamp };

    private Activity Complete(Activity activity, string id) =>
        Complete(activity, id, time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));

    /// <summary>
    /// Says where a chunk belongs. Without it Web Chat 4.18 takes the first chunk of a second stream for one of the first stream (neither
    /// has a stream id yet) and shows the second answer above the first.
    /// </summary>
    private JsonElement InOrder(JsonElement? channelData)
    {
        var data = channelData is { ValueKind: JsonValueKind.Object } given
            ? given.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        data["webchat:sequence-id"] = ActivityJson.Element(time.GetUtcNow().ToUnixTimeMilliseconds());
        return ActivityJson.Element(data);
    }

    private void Publish(string conversation, LiveActivity activity)
    {
        foreach (var channel in _streams.GetValueOrDefault(conversation, []))
        {
            if (!channel.Writer.TryWrite(activity))
            {
                channel.Writer.TryComplete();
            }
        }
    }

    private void Remove(string conversation, Channel<LiveActivity> channel)
    {
        lock (Gate(conversation))
        {
            if (_streams.TryGetValue(conversation, out var channels))
            {
                var left = channels.Remove(channel);
                if (left.IsEmpty)
                {
                    _streams.TryRemove(conversation, out _);
                }
                else
                {
                    _streams[conversation] = left;
                }
            }
        }
    }

    private Lock Gate(string conversation) => _gates[(uint)string.GetHashCode(conversation, StringComparison.Ordinal) % Gates];

    private sealed class Subscription(DirectLineHub hub, string conversation, Channel<LiveActivity> channel) : IDisposable
    {
        public void Dispose() => hub.Remove(conversation, channel);
    }
}

/// <param name="Number">Null for what is not stored.</param>
public readonly record struct LiveActivity(long? Number, string Json);
