namespace CcgBot.Bot.Turns;

/// <summary>
/// One turn at a time in each conversation: a follow-up sees the answer before it, and Teams takes one stream a chat. Conversations do
/// not wait for each other.
/// </summary>
public sealed class ConversationGate
{
    private readonly Dictionary<string, Waiting> _conversations = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Waits for the turns before. Dispose what is given to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string conversation, CancellationToken cancellationToken)
    {
        Waiting waiting;
        lock (_lock)
        {
            if (!_conversations.TryGetValue(conversation, out waiting!))
            {
                _conversations[conversation] = waiting = new Waiting();
            }

            waiting.Count++;
        }

        try
        {
            await waiting.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(conversation, waiting);
            throw;
        }

        return new Entered(this, conversation, waiting);
    }

    private void Leave(string conversation, Waiting waiting)
    {
        lock (_lock)
        {
            if (--waiting.Count == 0)
            {
                _conversations.Remove(conversation);
                waiting.Gate.Dispose();
            }
        }
    }

    private sealed class Waiting
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public int Count { get; set; }
    }

    private sealed class Entered(ConversationGate gate, string conversation, Waiting waiting) : IDisposable
    {
        public void Dispose()
        {
            waiting.Gate.Release();
            gate.Leave(conversation, waiting);
        }
    }
}
