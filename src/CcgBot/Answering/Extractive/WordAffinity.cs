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
    private readonly float[][] _sentences;
    private readonly float[] _title;
    private readonly float[] _paragraph;

    public WordAffinity(QuestionMatch match, PassageText passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        _match = match;
        int[] own = [.. match.Own.Select(term => term.IsDetail || term.Origin == TermOrigin.FollowUp ? -1 : WordVectors.Find(term.Term))];
        _title = Nearest(own, passage.TitleTerms.Contains, passage.TitleWordNumbers);
        _sentences = [.. passage.Sentences.Select(sentence => Nearest(own, sentence.Terms.ContainsKey, sentence.WordNumbers))];
        _paragraph = Best([_title, .. _sentences]);
    }

    /// <summary>Share of the own words' idf in a sentence alone, 0..1; a word that is half alike counts half.</summary>
    /// <param name="sentence">Its place among the passage's sentences, from 0; so below.</param>
    public double InSentence(int sentence) => Share(_sentences[sentence]);

    /// <summary>The same in a sentence, the one before and the title.</summary>
    public double WithBefore(int sentence) => Share(Before(sentence));

    /// <summary>The same in a sentence and its neighbours.</summary>
    public double InWindow(int sentence) => Share(Best(_sentences[Math.Max(0, sentence - 1)..Math.Min(_sentences.Length, sentence + 2)]));

    /// <summary>The same in the whole passage with its title.</summary>
    public double InParagraph() => Share(_paragraph);

    /// <summary>How far the three rarest own words are from a sentence, the one before and the title: 0..1, the mean.</summary>
    public double MissingRarest(int sentence)
    {
        var near = Before(sentence);
        return Enumerable.Range(0, near.Length).OrderByDescending(i => QuestionMatch.Weight(_match.Own[i])).Take(3).Select(i => 1.0 - near[i]).DefaultIfEmpty().Average();
    }

    /// <summary>The largest idf, less what its word has of it in the passage, as a share of the question's largest.</summary>
    public double MaxMissing()
    {
        var rarest = _match.Own.Select(term => term.Idf).DefaultIfEmpty().Max();
        return rarest <= 0 ? 0 : _match.Own.Select((term, i) => term.Idf * (1 - _paragraph[i])).Max() / rarest;
    }

    private float[] Before(int sentence) => Best([_title, .. _sentences[Math.Max(0, sentence - 1)..(sentence + 1)]]);

    private double Share(float[] near)
    {
        var (sum, all) = (0.0, 0.0);
        for (var i = 0; i < near.Length; i++)
        {
            var weight = QuestionMatch.Weight(_match.Own[i]);
            all += weight;
            sum += weight * near[i];
        }

        return all > 0 ? sum / all : 0;
    }

    private static float[] Best(ReadOnlySpan<float[]> places)
    {
        var best = new float[places[0].Length];
        foreach (var place in places)
        {
            TensorPrimitives.Max(best, place, best);
        }

        return best;
    }

    private float[] Nearest(int[] own, Func<string, bool> has, IReadOnlyList<int> words)
    {
        var nearest = new float[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            nearest[i] = QuestionMatch.Stands(_match.Own[i], has) ? 1 : own[i] < 0 ? 0 : Scaled(own[i], words);
        }

        return nearest;
    }

    private static float Scaled(int own, IReadOnlyList<int> words)
    {
        var best = Unlike;
        for (var i = 0; i < words.Count; i++)
        {
            best = Math.Max(best, WordVectors.Likeness(own, words[i]));
        }

        return Math.Min(1, (best - Unlike) / (1 - Unlike));
    }
}
