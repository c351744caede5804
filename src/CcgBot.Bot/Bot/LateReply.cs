using CcgBot.Answering;
using CcgBot.Bot.Adapters;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot;

/// <summary>
/// Delivers an answer that may take a while. Ready within a moment, it is one plain message. Otherwise a one-to-one chat that streams
/// gets status lines and then the answer as the stream's end, and every other place typing notices and then a message. No word of the
/// answer is shown before it is whole: a stream can't take a sentence back.
/// </summary>
public sealed partial class LateReply(ITurnContext turn, TimeSpan noticeAfter, TimeProvider time, ILogger logger)
{
    /// <summary>The least time between two calls of a stream: Teams enforces one a second.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);

    /// <summary>A status line is repeated by now though nothing changed: Teams gives up on a stream silent for 45 seconds.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>A stream lives two minutes; a later answer takes its place as an ordinary message.</summary>
    public static readonly TimeSpan LongestStream = TimeSpan.FromSeconds(105);

    /// <summary>Clients show a typing notice for some seconds.</summary>
    public static readonly TimeSpan TypingEvery = TimeSpan.FromSeconds(4);

    private volatile AnsweringStep _step = AnsweringStep.Searching;

    /// <summary>Where the answerer says what it is doing.</summary>
    public IProgress<AnsweringStep> Progress => new Steps(this);

    /// <summary>Waits for the answer, showing that it is on its way, and sends it.</summary>
    /// <param name="answer">Under way already.</param>
    /// <returns>The message that shows it.</returns>
    public async Task<Delivered> DeliverAsync(Task<Activity> answer, CancellationToken cancellationToken)
    {
        if (await ReadyWithinAsync(answer, noticeAfter, cancellationToken))
        {
            return new Delivered(await turn.ReplyAsync(await answer, cancellationToken), CanceledByUser: false);
        }

        return turn.Activity.OneToOne && !turn.Gathers
            ? await StreamAsync(answer, cancellationToken)
            : await TypeAsync(answer, cancellationToken);
    }

    private async Task<Delivered> TypeAsync(Task<Activity> answer, CancellationToken cancellationToken)
    {
        do
        {
            if (!turn.Gathers)
            {
                await TryNoticeAsync(new Activity { Type = ActivityTypes.Typing }, cancellationToken);
            }
        }
        while (!await ReadyWithinAsync(answer, TypingEvery, cancellationToken));

        return new Delivered(await turn.ReplyAsync(await answer, cancellationToken), CanceledByUser: false);
    }

    private async Task<Delivered> StreamAsync(Task<Activity> answer, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var step = _step;
        if (await TryNoticeAsync(StreamInfo.Status(Words(step), null, 1), cancellationToken) is not { } streamId)
        {
            return await TypeAsync(answer, cancellationToken);
        }

        var lastCall = time.GetTimestamp();
        var sequence = 1;
        while (!await ReadyWithinAsync(answer, Pace, cancellationToken))
        {
            if (time.GetElapsedTime(began) > LongestStream)
            {
                return await ReplaceAsync(streamId, answer, cancellationToken);
            }

            if (_step == step && time.GetElapsedTime(lastCall) < KeepAlive)
            {
                continue;
            }

            step = _step;
            lastCall = time.GetTimestamp();
            try
            {
                await turn.ReplyAsync(StreamInfo.Status(Words(step), streamId, ++sequence), cancellationToken);
            }
            catch (ChannelException refused)
            {
                return await AfterRefusalAsync(refused, answer, cancellationToken);
            }
        }

        // The answer failed: the stream must not be left hanging, so its caller's apology goes out as its end.
        var message = await answer;
        await PaceAsync(lastCall, cancellationToken);
        try
        {
            return new Delivered(await turn.ReplyAsync(StreamInfo.Final(message, streamId), cancellationToken) ?? streamId, CanceledByUser: false);
        }
        catch (ChannelException refused) when (!refused.OutcomeUnknown)
        {
            return await AfterRefusalAsync(refused, answer, cancellationToken);
        }
    }

    private async Task<Delivered> AfterRefusalAsync(ChannelException refused, Task<Activity> answer, CancellationToken cancellationToken)
    {
        if (refused.Message.Contains("canceled by user", StringComparison.OrdinalIgnoreCase))
        {
            return new Delivered(null, CanceledByUser: true);
        }

        StreamRefused(refused.Message);
        return await TypeAsync(answer, cancellationToken);
    }

    private async Task<Delivered> ReplaceAsync(string streamId, Task<Activity> answer, CancellationToken cancellationToken)
    {
        while (!await ReadyWithinAsync(answer, TypingEvery, cancellationToken))
        {
        }

        var message = await answer;
        try
        {
            message.Id = streamId;
            await turn.UpdateActivityAsync(message, cancellationToken);
            return new Delivered(streamId, CanceledByUser: false);
        }
        catch (ChannelException refused) when (!refused.OutcomeUnknown)
        {
            StreamRefused(refused.Message);
            return new Delivered(await turn.ReplyAsync(message, cancellationToken), CanceledByUser: false);
        }
    }

    private async Task<string?> TryNoticeAsync(Activity notice, CancellationToken cancellationToken)
    {
        try
        {
            return await turn.ReplyAsync(notice, cancellationToken);
        }
        catch (ChannelException refused)
        {
            // An answer without a status line before it is still an answer.
            NoticeRefused(refused.Message);
            return null;
        }
    }

    private async Task PaceAsync(long lastCall, CancellationToken cancellationToken)
    {
        if (Pace - time.GetElapsedTime(lastCall) is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<bool> ReadyWithinAsync(Task answer, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (answer.IsCompleted)
        {
            return true;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(answer, Task.Delay(wait, time, enough.Token));
        enough.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        return answer.IsCompleted;
    }

    private static string Words(AnsweringStep step) => step switch
    {
        AnsweringStep.Searching => "Searching the articles…",
        AnsweringStep.Composing => "Reading what was found…",
        _ => "Checking every sentence against its source…",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "The channel ended the stream ({Reason}); the answer goes out as a message.")]
    private partial void StreamRefused(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The channel did not take a notice ({Reason}).")]
    private partial void NoticeRefused(string reason);

    private sealed class Steps(LateReply reply) : IProgress<AnsweringStep>
    {
        public void Report(AnsweringStep value) => reply._step = value;
    }
}

/// <summary>What became of a reply.</summary>
/// <param name="MessageId">Of the message that shows it; null where the channel gives none.</param>
/// <param name="CanceledByUser">The person stopped the stream: nothing was shown, and nothing more is to be sent.</param>
public sealed record Delivered(string? MessageId, bool CanceledByUser);
