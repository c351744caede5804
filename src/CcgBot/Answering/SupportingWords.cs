using CcgBot.Answering.Support;
using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>The sentences of a paragraph that a claim rests on: what is quoted as its source.</summary>
public static class SupportingWords
{
    private const int LongestRun = 3;

    /// <returns>The shortest run of whole sentences, three at most, that has the most of the claim's content words and numbers.</returns>
    public static TextSpan Find(string claim, string paragraph)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(paragraph);
        var sentences = SentenceSplitter.Split(paragraph);
        if (sentences.Count == 0)
        {
            return new TextSpan(0, paragraph.Length);
        }

        var said = SupportText.Read([claim]).Tokens.Where(token => token.IsContent || !token.IsWord).Select(token => token.Stem).ToHashSet();
        var given = sentences.Select(span => SupportText.Read([paragraph[span.Start..span.End]]).Stems).ToList();
        var (best, most) = (sentences[0], -1);
        for (var length = 1; length <= Math.Min(LongestRun, sentences.Count); length++)
        {
            for (var first = 0; first + length <= sentences.Count; first++)
            {
                var covered = said.Count(stem => given.Skip(first).Take(length).Any(stems => stems.Contains(stem)));
                if (covered > most)
                {
                    (best, most) = (new TextSpan(sentences[first].Start, sentences[first + length - 1].End), covered);
                }
            }
        }

        return best;
    }
}
