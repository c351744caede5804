using CcgBot.Answering;

namespace CcgBot.Bot;

/// <summary><see cref="Answerer.AnswerAsync"/>, or whatever a host or test puts in its place.</summary>
public delegate Task<Answer> AnswerQuestion(Question question, IProgress<AnsweringStep>? progress, CancellationToken cancellationToken);
