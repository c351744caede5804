using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using CcgBot.Storage;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// Where activities enter a conversation and go out to its open streams, in one order for all of them. What other hosts on the store add, streams read there.
/// </summary>
public sealed class DirectLineHub
{
    private const int Gates = 256;

    // What a slow reader may fall behind by; then its stream ends, and it comes back with its watermark.
    private const int Backlog = 1_000;

    private readonly DirectLineStore _store;
    private readonly TimeProvider _time;
    private readonly Lock[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];
    private readonly ConcurrentDictionary<string, ImmutableList<Channel<LiveActivity>>> _streams = new(StringComparer.Ordinal);

    public DirectLineHub(DirectLineStore store, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _time) = (store, time);
        store.Hosts.Heard += Hear;
    }

    /// <summary>Stores an activity, whose id and timestamp are set here, and hands it to every open stream.</summary>
    /// <inheritdoc cref="DirectLineStore.Add"/>
    public (long Number, string Id) Add(string conversation, Activity activity, bool pending, long? answered = null)
    {
        lock (Gate(conversation))
        {
            var stored = _store.Add(conversation, number => Complete(activity, IdOf(conversation, number)), pending, answered);
            Publish(conversation, new LiveActivity(stored.Number, stored.Json));
            return (stored.Number, activity.Id);
        }
    }

    /// <summary>Hands an activity to the open streams and nobody later: a typing mark, a chunk of a stream.</summary>
    /// <returns>Its id.</returns>
    public string Pass(string conversation, Activity activity)
    {
        lock (Gate(conversation))
        {
            // Where a chunk belongs. Without it Web Chat 4.18 takes the first chunk of a second stream for one of the first stream (neither has
            // a stream id yet) and shows the second answer above the first.
            var data = activity.ChannelData as JObject ?? [];
            data["webchat:sequence-id"] = _time.GetUtcNow().ToUnixTimeMilliseconds();
            activity.ChannelData = data;
            var json = Complete(activity, $"{conversation}|t{Guid.NewGuid():N}");
            Publish(conversation, new LiveActivity(null, json));
            if (_store.Hosts.AreMany)
            {
                _store.Hosts.Tell(new HostSignal(HostSignal.Passing, $"{_store.Hosts.Id} {conversation} {json}"));
            }

            return activity.Id;
        }
    }

    /// <summary>Has every open stream look in the store for what it has not sent: signals may get lost.</summary>
    public void Look()
    {
        if (!_streams.IsEmpty)
        {
            foreach (var (conversation, number) in _store.Newest(_streams.Keys))
            {
                Wake(conversation, number);
            }
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

    private string Complete(Activity activity, string id)
    {
        (activity.Id, activity.Timestamp) = (id, _time.GetUtcNow());
        return ActivityJson.Write(activity);
    }

    private void Hear(HostSignal signal)
    {
        var parts = signal.Text.Split(' ', 3);
        switch (signal.Subject)
        {
            case HostSignal.Activity when parts is [var conversation, var number]:
                Wake(conversation, long.Parse(number, CultureInfo.InvariantCulture));
                break;
            case HostSignal.Passing when parts is [var host, var conversation, var json] && host != _store.Hosts.Id && _streams.ContainsKey(conversation):
                lock (Gate(conversation))
                {
                    Publish(conversation, new LiveActivity(null, json));
                }

                break;
        }
    }

    private void Wake(string conversation, long number)
    {
        if (_streams.ContainsKey(conversation))
        {
            // Behind this host's own adding: its streams have what it added by then.
            lock (Gate(conversation))
            {
                Publish(conversation, new LiveActivity(number, null));
            }
        }
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
/// <param name="Json">Null for what is to be read in the store.</param>
public readonly record struct LiveActivity(long? Number, string? Json);
