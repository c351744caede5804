using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace CcgBot.Model.Clients;

/// <summary>
/// Streams a reply and hands it on whole: a stream that stalls, breaks off, is empty, refused or filtered is a
/// <see cref="ModelException"/>, never half a text.
/// </summary>
internal sealed class WholeReplyChatClient(IChatClient inner, TimeSpan stall, TimeProvider time) : DelegatingChatClient(inner)
{
    /// <summary>In characters: an answer of a few claims has some thousands. A reply that goes on and on is given up, not gathered.</summary>
    private const int LongestReply = 200_000;

    private const int MostUpdates = 100_000;

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var quiet = new CancellationTokenSource(stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        var updates = new List<ChatResponseUpdate>();
        var (refused, length) = (false, 0L);
        try
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, either.Token))
            {
                updates.Add(update);
                if ((length += update.Text.Length) > LongestReply || updates.Count > MostUpdates)
                {
                    throw new ModelException(ModelFailure.TooLong);
                }

                // The library drops a refusal that comes in pieces.
                refused |= update.RawRepresentation is StreamingChatCompletionUpdate { RefusalUpdate.Length: > 0 };
                quiet.CancelAfter(stall);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelFailure.Stalled);
        }
        catch (Exception error) when (error is not OperationCanceledException and not ModelException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw ServiceFailure.Of(error, time);
        }

        return Checked(updates.ToChatResponse(), refused);
    }

    private static ChatResponse Checked(ChatResponse response, bool refused)
    {
        refused |= response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Any();
        return (response.FinishReason, refused, response.Text.Trim()) switch
        {
            (_, true, _) => throw new ModelException(ModelFailure.Refusal),
            ({ } reason, _, _) when reason == ChatFinishReason.ContentFilter => throw new ModelException(ModelFailure.ContentFilter),
            ({ } reason, _, _) when reason == ChatFinishReason.Length => throw new ModelException(ModelFailure.TooLong),
            // A connection that ends quietly looks like an end of stream; only a finish reason tells them apart.
            (null, _, _) => throw new ModelException(ModelFailure.Truncated),
            (_, _, "") => throw new ModelException(ModelFailure.EmptyReply),
            _ => response,
        };
    }
}
