namespace CcgBot.Answering;

/// <summary>
/// What is said when there is no answer: whether nothing comes near or something does, and which words are in no paragraph. Where no word is missing the
/// paragraphs shown may hold the answer after all, and it is not said that they don't. Pure; plain text.
/// </summary>
public static class AbstentionText
{
    private const int MostWords = 3;

    public static string Of(Answer.Abstention abstention)
    {
        ArgumentNullException.ThrowIfNull(abstention);
        return (abstention.Reason, abstention.Nearest.Count, abstention.Missing.Count, abstention.Apart.Count) switch
        {
            (AbstentionReason.Empty, _, _, _) => "Please ask a question about the articles.",
            (_, 0, > 0, _) => $"The articles don't answer this. {NoParagraph(abstention.Missing)}, and nothing in them comes near.",
            (_, 0, _, _) => "The articles don't answer this. Nothing in them comes near.",
            (_, _, > 0, _) when abstention.IsMissingWordsOnly =>
                $"I found no sure answer to this in the articles. {NoParagraph(abstention.Missing)}; the nearest paragraphs may help.",
            (_, _, > 0, _) => $"The articles don't answer this. {NoParagraph(abstention.Missing)}; the nearest paragraphs are about something else.",
            (_, _, _, > 1) => $"The articles don't answer this. No paragraph found mentions {List(abstention.Apart, "and")} together; these come nearest.",
            (_, _, _, 1) => $"The articles don't answer this. The paragraphs found that come near are not about {List(abstention.Apart, "and")}.",
            _ => "I found no sure answer to this in the articles. The nearest paragraphs may help.",
        };
    }

    private static string NoParagraph(IReadOnlyList<string> words) => $"No paragraph mentions {List(words, "or")}";

    private static string List(IReadOnlyList<string> words, string join)
    {
        var quoted = words.Take(MostWords).Select(word => $"“{word}”").ToList();
        return quoted.Count == 1 ? quoted[0] : $"{string.Join(", ", quoted.SkipLast(1))} {join} {quoted[^1]}";
    }
}
