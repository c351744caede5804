using System.Text.RegularExpressions;

namespace CcgBot.Answering.Parts;

/// <summary>Cuts a question that asks several things into questions of their own. When in doubt it is left whole: a wrong cut loses an answer.</summary>
public static partial class QuestionParts
{
    public const int Most = 3;

    private const int FewestWords = 3;

    /// <returns>One to three questions in order; the question as it is when it asks one thing.</returns>
    public static IReadOnlyList<string> Of(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var sentences = SentenceEnd().Split(question.Trim()).Where(sentence => sentence.Length > 0).ToList();
        if (sentences.Count == 0 || !sentences.TrueForAll(IsQuestion))
        {
            return [question];
        }

        var parts = sentences.SelectMany(Clauses).ToList();
        return parts.Count switch
        {
            1 => [question],
            <= Most => [.. parts.Select(Alone)],
            _ => [.. parts.Take(Most - 1).Select(Alone), Alone(string.Join(' ', parts.Skip(Most - 1)))],
        };
    }

    private static IEnumerable<string> Clauses(string sentence)
    {
        var from = 0;
        foreach (Match join in Join().Matches(sentence))
        {
            var (left, right) = (sentence[from..join.Index], sentence[(join.Index + join.Length)..]);
            if (IsQuestion(left) && IsQuestion(right) && !IsRelative(left, right))
            {
                yield return left;
                from = join.Index + join.Length;
            }
        }

        yield return sentence[from..];
    }

    private static bool IsQuestion(string text) => Words().Count(text) >= FewestWords && Opening().IsMatch(text);

    /// <summary>True for "the man who … and who …": the second clause describes, it does not ask.</summary>
    private static bool IsRelative(string left, string right)
    {
        var word = Words().Match(right).Value;
        return Words().Matches(left).Skip(1).Any(match => string.Equals(match.Value, word, StringComparison.OrdinalIgnoreCase))
            && word.ToLowerInvariant() is "who" or "which" or "where" or "when";
    }

    private static string Alone(string part)
    {
        var text = Lead().Replace(part.Trim().TrimEnd('?', ',', ';', ' '), "");
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}?";
    }

    [GeneratedRegex(@"(?<=\?)\s{1,20}")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?:\s{0,20}[,;]\s{0,20}(?:and|but)?|\s{1,20}and)\s{1,20}(?:also\s{1,20}|then\s{1,20})?(?=(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|has|have|had)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Join();

    /// <summary>In the order of a question: "how they could fall" and "were taken to hospital" go on with what was said before.</summary>
    [GeneratedRegex(
        @"^\W{0,20}(?:(?:and|but|also|so|then|please)\s{1,20}){0,9}(?:"
        + @"(?:who|what)(?:['’]s)?\s{1,20}(?!(?:and|or)\b|i\s|we\s|you\s|he\s|she\s|it\s|they\s|the\s|a\s|an\s|this\s|these\s|those\s|their\s|his\s|her\s|its\s)"
        + @"|whose\s{1,20}\w|whom\s{1,20}(?:do|does|did)\b"
        + @"|which\s{1,20}(?!is\b|are\b|was\b|were\b|has\b|have\b|had\b|do\b|does\b|did\b|can\b|will\b|would\b|and\b|or\b|in\b|of\b|at\b|on\b|for\b|i\b|we\b|you\b|he\b|she\b|it\b|they\b|the\b)\w"
        + @"|how\s{1,20}(?:many|much|long|often|old|far|big|large|high|tall|fast)\s{1,20}(?!(?:and|or)\b)\w"
        + @"|(?:how|when|where|why)\s{1,20}" + Auxiliary + @"\s{1,20}\w"
        + @"|(?:does|did)\s{1,20}\w|(?:do|can|could|will|would|should)\s{1,20}(?:i|we|you|he|she|it|they|the|an?|this|these|those|my|our|your|his|her|their|any|people|\w{1,60}s)\b"
        + @"|(?:is|are|was|were|has|have|had)\s{1,20}(?:there|it|they|he|she|this|these|those|any)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\W{0,20}(?:(?:and|but|also|so|then|please)\s{1,20}){1,9}", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    private const string Auxiliary = "(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|might|must)";
}
