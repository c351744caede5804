using System.Text.RegularExpressions;

namespace CcgBot.Conversations;

/// <summary>Tells a question that stands on its own from one that leans on what was said before.</summary>
public static partial class FollowUp
{
    private const int FewWords = 3;

    /// <summary>True for "And who led it?", "What did it say about them?", "Why?": the turn before is needed to understand it.</summary>
    public static bool LeavesOut(string question) =>
        Opening().IsMatch(question) || Pronoun().IsMatch(question) || Words().Count(question) <= FewWords;

    [GeneratedRegex(@"^\s*(?:and|but|so|also|then|or|what about|how about|why not|really|anything else|any other|what else|who else|where else|which one|the same)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|this|that|these|those|there|one|ones|such|same|former|latter)\b(?!\s+(?:is|are|was|were)\s+(?:a|an)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();
}
