namespace CcgBot.Answering.Support;

/// <summary>Enough of the content words of each of a claim's sentences are the paragraphs', by stem.</summary>
internal static class WordSupport
{
    /// <summary>One content word in five may be the model's own; of fewer than five, none.</summary>
    public const int OwnWordIn = 5;

    private const int ShortClaim = 4;

    public static string? Missing(SupportText claim, SupportText source) =>
        claim.Sentences.Select(sentence => Missing(sentence, source)).FirstOrDefault(reason => reason is not null);

    private static string? Missing(IReadOnlyList<Token> sentence, SupportText source)
    {
        var content = sentence.Where(token => token.IsContent && !WordMatch.IsLight(token)).ToList();
        var missing = content.Where(token => !NameSupport.IsIn(source, token) && !NumberSupport.IsNumberWord(token.Lower) && !WordMatch.HasSynonym(source, token)).ToList();
        if (!StandTogether(content, source))
        {
            return "The cited paragraph has these words, but does not say this with them.";
        }

        var (words, own) = (content.DistinctBy(token => token.Stem).Count(), missing.DistinctBy(token => token.Stem).Count());
        // One foreign word is a paraphrase; two running ("evil dot com", "take aspirin") are a statement of their own.
        var run = content.Zip(content.Skip(1)).Any(pair => missing.Contains(pair.First) && missing.Contains(pair.Second));
        return own > words / OwnWordIn || run
            ? $"The cited paragraph does not say \"{string.Join("\", \"", missing.Take(3).Select(token => token.Written))}\"."
            : null;
    }

    // Words picked from all over a paragraph can be made to say anything: the most of them stand in two neighbouring sentences of each
    // paragraph cited; of a short claim, all that the paragraph has.
    private static bool StandTogether(List<Token> content, SupportText source)
    {
        var found = content.Where(token => NameSupport.IsIn(source, token)).Select(token => token.Stem).ToHashSet();
        var together = new HashSet<string>();
        foreach (var text in source.Sentences.GroupBy(sentence => sentence[0].Text))
        {
            var stems = text.Select(sentence => sentence.Select(token => token.Stem).ToHashSet()).ToList();
            together.UnionWith(Enumerable.Range(0, stems.Count)
                .Select(i => found.Where(stem => stems[i].Contains(stem) || (i + 1 < stems.Count && stems[i + 1].Contains(stem))).ToList())
                .MaxBy(here => here.Count)!);
        }

        // Words known by their acronym or number only are no part of this.
        var literal = found.Count(source.Stems.Contains);
        return literal <= ShortClaim ? together.Count == literal : 5 * together.Count >= 3 * literal;
    }
}
