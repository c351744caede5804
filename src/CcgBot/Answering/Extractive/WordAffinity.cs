using System.Numerics.Tensors;
using CcgBot.Retrieval;
using CcgBot.Text.Words;

namespace CcgBot.Answering.Extractive;

/// <summary>
/// How near each of the question's own words comes to its nearest word of a passage: 1 where it stands itself, less where one like it does
/// ("mergers" for "amalgamation"), 0 where there is none. Names and numbers are like no other, nor is what the turn before
/// lends: what is like a guess is hardly one.
/// </summary>
public sealed class WordAffinity
{
    /// <summary>Words less alike than this have nothing to do with each other. Chosen on squad2-dev and nq-qed (.1 to .4 are about the same).</summary>
    private const float Unlike = 0.3f;

    private readonly QuestionMatch _match;
    private readonly float[] _title;
    private readonly float[][] _sentences;

    public WordAffinity(QuestionMatch match, PassageText passage)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(passage);
        _match = match;
        int[] own = [.. match.Own.Select(term => term.IsDetail || term.Origin == TermOrigin.FollowUp ? -1 : WordVectors.Find(term.Term))];
        _title = Nearest(own, match.Standing(passage.TitleTerms.Contains), passage.TitleWordNumbers);
        _sentences = [.. passage.Sentences.Select(sentence => Nearest(own, match.Standing(sentence.Terms.ContainsKey), sentence.WordNumbers))];
        var anywhere = Best([_title, .. _sentences]);
        InParagraph = match.OwnShare(anywhere);
        MaxMissing = match.MaxMissing(anywhere);
    }

    /// <summary>Share of the own words' idf in the whole passage with its title, 0..1; a word that is half alike counts half.</summary>
    public double InParagraph { get; }

    /// <summary><see cref="QuestionMatch.MaxMissing"/> of the whole passage with its title.</summary>
    public double MaxMissing { get; }

    /// <summary>Share of the own words' idf in a sentence alone.</summary>
    /// <param name="sentence">Its place among the passage's sentences, from 0; so below.</param>
    public double InSentence(int sentence) => _match.OwnShare(_sentences[sentence]);

    /// <summary>The same in a sentence, the one before and the title.</summary>
    public double WithBefore(int sentence) => _match.OwnShare(Before(sentence));

    /// <summary>The same in a sentence and its neighbours.</summary>
    public double InWindow(int sentence) => _match.OwnShare(Best(_sentences[Math.Max(0, sentence - 1)..Math.Min(_sentences.Length, sentence + 2)]));

    /// <summary><see cref="QuestionMatch.MissingRarest"/> of a sentence, the one before and the title.</summary>
    public double MissingRarest(int sentence) => _match.MissingRarest(Before(sentence));

    private float[] Before(int sentence) => Best([_title, .. _sentences[Math.Max(0, sentence - 1)..(sentence + 1)]]);

    private static float[] Best(ReadOnlySpan<float[]> places)
    {
        var best = new float[places[0].Length];
        foreach (var place in places)
        {
            TensorPrimitives.Max(best, place, best);
        }

        return best;
    }

    /// <param name="own">The numbers of the own words; −1 for one that is like no other.</param>
    /// <param name="standing">Which of them stand themselves; what is returned.</param>
    private static float[] Nearest(int[] own, float[] standing, IReadOnlyList<int> words)
    {
        for (var i = 0; i < own.Length; i++)
        {
            if (standing[i] == 0 && own[i] >= 0)
            {
                standing[i] = Likeness(own[i], words);
            }
        }

        return standing;
    }

    /// <summary>How near a word comes to the nearest of others, 0..1.</summary>
    internal static float Likeness(int own, IReadOnlyList<int> words)
    {
        var best = Unlike;
        for (var i = 0; i < words.Count; i++)
        {
            best = Math.Max(best, WordVectors.Likeness(own, words[i]));
        }

        return Math.Min(1, (best - Unlike) / (1 - Unlike));
    }
}
