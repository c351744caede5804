namespace CcgBot.Answering.Support;

/// <summary>Enough of the content words of each of a claim's sentences are the paragraphs', by stem.</summary>
internal static class WordSupport
{
    /// <summary>One content word in five may be the model's own; of fewer than five, none.</summary>
    public const int OwnWordIn = 5;

    public static string? Missing(SupportText claim, SupportText source) =>
        claim.Sentences.Select(sentence => Missing(sentence, source)).FirstOrDefault(reason => reason is not null);

    private static string? Missing(IReadOnlyList<Token> sentence, SupportText source)
    {
        var content = sentence.Where(token => token.IsContent).ToList();
        var missing = content.Where(token => !NameSupport.IsIn(source, token) && !IsNumberWord(token)).ToList();
        var (words, own) = (content.DistinctBy(token => token.Stem).Count(), missing.DistinctBy(token => token.Stem).Count());
        // One foreign word is a paraphrase; two running ("evil dot com", "take aspirin") are a statement of their own.
        var run = content.Zip(content.Skip(1)).Any(pair => missing.Contains(pair.First) && missing.Contains(pair.Second));
        return own > words / OwnWordIn || run
            ? $"The cited paragraph does not say \"{string.Join("\", \"", missing.Take(3).Select(token => token.Written))}\"."
            : null;
    }

    // Numbers have their own check, in figures or words.
    private static bool IsNumberWord(Token token) => NumberSupport.Read(SupportText.Read([token.Written])).Count > 0;
}
