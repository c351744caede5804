namespace CcgBot.Evaluation.Answers;

/// <summary>Measures of an answer's text against what is expected. Null: the measure does not apply to this question.</summary>
public static class AnswerMeasures
{
    /// <summary>The longest expected answer that is looked for word by word: longer ones are someone's essay, not words to find.</summary>
    public const int LongestContained = 15;

    /// <summary>
    /// 1 when the given answer contains an expected one (any of <paramref name="answers"/>, and every one of <paramref name="answersAll"/>)
    /// at word boundaries, else 0. Words are compared both as SQuAD normalises (punctuation removed: "U.S." is "us") and with
    /// punctuation taken for a space ("eight-week" holds "eight"); either match counts. Null where an expected answer is yes or no, or is a
    /// question (the right act was to ask back), or where all are longer than <see cref="LongestContained"/> words. Source: exact-match containment as in open-domain QA ("has answer", Chen et al. 2017, DrQA).
    /// </summary>
    public static double? Containment(string given, IReadOnlyList<string> answers, IReadOnlyList<string> answersAll)
    {
        if (answers.Concat(answersAll).Any(answer => IsYesOrNo(answer) || answer.TrimEnd().EndsWith('?')))
        {
            return null;
        }

        var any = answers.Where(IsShort).ToList();
        var all = answersAll.Where(IsShort).ToList();
        if (any.Count == 0 && answers.Count > 0 || all.Count < answersAll.Count || any.Count + all.Count == 0)
        {
            return null;
        }

        var (squad, words) = (AnswerTokens.Squad(given), AnswerTokens.Words(given));
        bool Contained(string expected) => Holds(squad, AnswerTokens.Squad(expected)) || Holds(words, AnswerTokens.Words(expected));
        return (any.Count == 0 || any.Any(Contained)) && all.All(Contained) ? 1 : 0;
    }

    /// <summary>
    /// Token F1 as in SQuAD's evaluate-v2.0.py (<c>compute_f1</c>): the harmonic mean of the precision and recall of normalised words,
    /// counted with repetition; the best over <paramref name="answers"/>; <paramref name="answersAll"/> are one answer together.
    /// </summary>
    public static double? TokenF1(string given, IReadOnlyList<string> answers, IReadOnlyList<string> answersAll)
    {
        IReadOnlyList<string> expected = answersAll.Count > 0 ? [.. answers, string.Join(' ', answersAll)] : answers;
        if (expected.Count == 0)
        {
            return null;
        }

        var words = AnswerTokens.Squad(given);
        return expected.Max(answer => F1(words, AnswerTokens.Squad(answer)));
    }

    private static bool IsYesOrNo(string answer) => AnswerTokens.Words(answer) is ["yes" or "no"];

    private static bool IsShort(string answer) => AnswerTokens.Count(answer) <= LongestContained;

    private static bool Holds(string[] words, string[] expected) => expected.Length > 0 && words.AsSpan().IndexOf(expected) >= 0;

    private static double F1(string[] given, string[] expected)
    {
        if (given.Length == 0 || expected.Length == 0)
        {
            return given.Length == expected.Length ? 1 : 0;
        }

        var left = expected.GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        var same = 0;
        foreach (var word in given)
        {
            if (left.TryGetValue(word, out var count) && count > 0)
            {
                left[word] = count - 1;
                same++;
            }
        }

        return same == 0 ? 0 : 2.0 * same / (given.Length + expected.Length);
    }
}
