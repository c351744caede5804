namespace CcgBot.Retrieval;

/// <summary>How far an index is brought up to its store.</summary>
/// <param name="What">What is counted: "articles indexed", "paragraphs encoded" or "sentences encoded".</param>
/// <param name="Done">So many are done, those of earlier runs included.</param>
/// <param name="Total">So many there are in all; 0 = not known beforehand.</param>
public readonly record struct IndexProgress(string What, int Done, int Total);
