namespace CcgBot.Answering.Support;

/// <summary>Enough of a claim's content words are the paragraphs', by stem.</summary>
internal static class WordSupport
{
    /// <summary>One content word in five may be the model's own; of fewer than five, none.</summary>
    public const int OwnWordIn = 5;

    public static string? Missing(SupportText claim, SupportText source)
    {
        var content = claim.Tokens.Where(token => token.IsContent).DistinctBy(token => token.Stem).ToList();
        var missing = content.Where(token => !NameSupport.IsIn(source, token) && !IsNumberWord(token)).ToList();
        return missing.Count > content.Count / OwnWordIn
            ? $"The cited paragraph does not say \"{string.Join("\", \"", missing.Take(3).Select(token => token.Written))}\"."
            : null;
    }

    // Numbers have their own check, in figures or words.
    private static bool IsNumberWord(Token token) => NumberSupport.Read(SupportText.Read([token.Written])).Count > 0;
}
