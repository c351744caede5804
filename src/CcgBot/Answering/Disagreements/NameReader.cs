using System.Collections.Frozen;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>
/// Names in a statement: runs of capitalised words. Acronyms are left to the context, they mostly name the topic; so is a lone capital
/// at a sentence's start, which every sentence has.
/// </summary>
internal static class NameReader
{
    private static readonly FrozenSet<string> Titles = SupportWords.Set("dr prof professor mr mrs ms miss sir lady lord baroness baron rev dame");

    public static IEnumerable<NameFact> Read(IReadOnlyList<Token> tokens, IReadOnlySet<int> taken)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!IsPart(i))
            {
                continue;
            }

            var last = i;
            while (Next(last) is { } next)
            {
                last = next;
            }

            var words = tokens.Skip(i).Take(last - i + 1).Where(token => !Titles.Contains(token.Lower) && token.IsCapitalised).ToList();
            var titled = Titles.Contains(tokens[i].Lower);
            if (words.Count > 0 && (words.Count > 1 || titled || !tokens[i].StartsSentence))
            {
                yield return new NameFact([.. words.Select(token => token.Lower)], i, last, string.Join(' ', words.Select(token => token.Written)));
            }

            i = last;
        }

        bool IsPart(int index) => index < tokens.Count
            && !taken.Contains(index)
            && tokens[index] is { IsWord: true, IsCapitalised: true } token
            && !SupportWords.Stop.Contains(token.Lower)
            && !(token.Written.Length > 1 && token.Written.Take(token.Written.Length - 1).All(c => char.IsUpper(c) || char.IsDigit(c)));

        // "University of Manchester", "Department of Health"; "and" parts two names.
        int? Next(int index) => IsPart(index + 1) && !tokens[index + 1].AfterPunctuation ? index + 1
            : index + 2 < tokens.Count && tokens[index + 1].Lower is "of" or "for" && IsPart(index + 2) && !tokens[index + 2].AfterPunctuation ? index + 2
            : null;
    }
}
