using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Paragraphs → what could be answered from them. Extractive in the library; a model's is a decorator over it.</summary>
public interface IAnswerComposer
{
    Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken);
}
