using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Found paragraphs → what could be said; nothing of it is shown before <see cref="SupportCheck"/>.</summary>
public interface IAnswerComposer
{
    /// <summary>Composes from the paragraphs given and from nothing else.</summary>
    Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken);
}
