namespace CcgBot.Answering.Support;

/// <summary>Every capitalised name and code of a claim is in the paragraphs, and the words of one name stand together there.</summary>
internal static class NameSupport
{
    // "the University of Manchester" for "Manchester University": a name's words may change places, not part.
    private const int Slack = 4;

    public static string? Missing(SupportText claim, SupportText source)
    {
        foreach (var name in Names(claim, source))
        {
            var absent = name.FirstOrDefault(token => !IsIn(source, token));
            if (absent is not null)
            {
                return $"The cited paragraph does not name {absent.Written}.";
            }

            if (name.Count > 1 && !StandTogether(source, name))
            {
                return $"The cited paragraph does not name {string.Join(' ', name.Select(token => token.Written))}.";
            }
        }

        return null;
    }

    private static IEnumerable<List<Token>> Names(SupportText claim, SupportText source)
    {
        var name = new List<Token>();
        foreach (var token in claim.Tokens)
        {
            var continues = name.Count > 0 && !DateSupport.IsMonth(name[^1].Written) && !DateSupport.IsMonth(token.Written) && token.Index == name[^1].Index + 1 && !token.AfterPunctuation && !token.StartsSentence;
            if (!continues && name.Count > 0)
            {
                yield return name;
                name = [];
            }

            if (IsName(token, source))
            {
                name.Add(token);
            }
        }

        if (name.Count > 0)
        {
            yield return name;
        }
    }

    private static bool IsName(Token token, SupportText source)
    {
        if (!token.IsWord || !(token.IsCapitalised || token.Written.Any(char.IsDigit) || token.Written.Skip(1).Any(char.IsUpper)))
        {
            return false;
        }

        // A word has to have a capital at the start of a sentence: there it is a name only if the paragraphs never write it small.
        return !SupportWords.Stop.Contains(token.Lower) && !ClauseWords.IsLink(token.Lower) && !WordMatch.IsLight(token) && !PolaritySupport.IsCue(token.Lower) && !SupportWords.Hedges.Contains(token.Lower) && !SupportWords.IsStrong(token.Lower)
            && !(token.StartsSentence && (source.Tokens.Any(own => !own.IsCapitalised && own.Stem == token.Stem) || NumberSupport.Read(SupportText.Read([token.Written])).Count > 0));
    }

    /// <summary>The paragraphs have the word, a form of it, or the words that it abbreviates.</summary>
    internal static bool IsIn(SupportText source, Token token) =>
        source.Words.Contains(token.Lower) || source.Stems.Contains(token.Stem) || IsAcronymOf(source, token);

    // "CCGs" for "clinical commissioning groups": the claim may shorten; lengthening would be guessing.
    internal static bool IsAcronymOf(SupportText source, Token token)
    {
        var letters = token.Written.EndsWith('s') ? token.Written[..^1] : token.Written;
        if (letters.Length < 2 || !letters.All(char.IsUpper))
        {
            return false;
        }

        return Enumerable.Range(0, Math.Max(0, source.Tokens.Count - letters.Length + 1)).Any(start =>
            Enumerable.Range(0, letters.Length).All(k => char.ToUpperInvariant(source.Tokens[start + k].Written[0]) == letters[k]));
    }

    private static bool StandTogether(SupportText source, List<Token> name)
    {
        var window = name.Count + Slack;
        return Enumerable.Range(0, source.Tokens.Count).Any(start =>
        {
            var near = source.Tokens.Skip(start).Take(window).ToList();
            var here = near.SelectMany(token => (string[])[token.Lower, token.Stem]).ToHashSet();
            return name.All(token => here.Contains(token.Lower) || here.Contains(token.Stem) || IsAcronymOf(source, token));
        });
    }
}
