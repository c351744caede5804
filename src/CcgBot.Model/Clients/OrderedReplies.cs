using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace CcgBot.Model.Clients;

/// <summary>Answers with the replies of one evidence record, one a call and in order, whatever is asked.</summary>
internal sealed class OrderedReplies(IReadOnlyList<string> replies) : IChatClient
{
    private int _next;

    /// <exception cref="ModelException">More was asked than the record has replies.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var place = Interlocked.Increment(ref _next) - 1;
        return place < replies.Count
            ? Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, replies[place])) { FinishReason = ChatFinishReason.Stop })
            : throw new ModelException(ModelFailure.NotRecorded);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    // Semantic Kernel asks every chat client for its metadata and takes none that has none.
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("evidence") : null;

    public void Dispose()
    {
    }
}
