using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Extractive;

/// <summary>Answers in the articles' own words: the one or two sentences most likely to hold the answer, by learnt weights.</summary>
public sealed class ExtractiveComposer(AnsweringOptions options, AnsweringWeights weights) : IAnswerComposer
{
    /// <summary>Two sentences with this share of words in common say the same.</summary>
    private const double SameWords = 0.8;

    /// <summary>How much surer of the kind asked for the second sentence must be to come first.</summary>
    private const float ClearlyMore = 0.3f;

    private static readonly int TypeFeature = SentenceFeatures.Names.ToList().IndexOf("type");

    private readonly PassageText.Memory _passages = new(new EnglishTextAnalyzer());
    private readonly LinearModel _sentence = new(weights.Sentence, SentenceFeatures.Names);
    private readonly LinearModel _confidence = new(weights.Confidence, ConfidenceFeatures.Names);

    public Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(found);
        return Task.FromResult(Compose(question, found));
    }

    /// <summary>Every sentence of the best paragraphs, the likeliest answer first.</summary>
    public IReadOnlyList<ScoredSentence> Rank(Question question, RetrievalResult found)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        return Rank(QuestionAnalysis.Of(question.Text), new QuestionMatch(found.Standalone, found.Terms), found);
    }

    private List<ScoredSentence> Rank(QuestionAnalysis analysis, QuestionMatch match, RetrievalResult found)
    {
        var top = found.Paragraphs.Count > 0 ? found.Paragraphs[0].Score : 0;
        return
        [
            .. found.Paragraphs.Take(options.Paragraphs)
                .Select(_passages.Of)
                .SelectMany(passage => passage.Sentences.Select(sentence =>
                {
                    var features = SentenceFeatures.Of(analysis, match, passage, sentence, top);
                    return new ScoredSentence(passage, sentence, features, _sentence.Score(features));
                }))
                .OrderByDescending(candidate => candidate.Logit),
        ];
    }

    /// <summary>What is shown of a ranking: the best sentence, and the next when it is nearly as likely and there is room.</summary>
    public IReadOnlyList<ScoredSentence> Choose(IReadOnlyList<ScoredSentence> ranked)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        if (ranked.Count == 0)
        {
            return [];
        }

        var best = ranked[0];
        var second = ranked.Skip(1).FirstOrDefault(candidate => !SaySame(candidate.Sentence, best.Sentence));
        var room = second is not null && second.Sentence.Text.Count(' ') + best.Sentence.Text.Count(' ') + 2 <= options.MostWords;
        if (second is null || !room || second.Logit < best.Logit - options.SecondSentenceWithin)
        {
            return [best];
        }

        // What is asked for (a name, a date, a number) comes first; sentences of one paragraph are shown in its order.
        return second.Passage != best.Passage && second.Features[TypeFeature] > best.Features[TypeFeature] + ClearlyMore ? [second, best] : second.Passage == best.Passage && second.Sentence.Index < best.Sentence.Index ? [second, best] : [best, second];
    }

    /// <summary>The features that the confidence is computed from; null when there is no sentence.</summary>
    public static float[]? ConfidenceOf(Question question, RetrievalResult found, IReadOnlyList<ScoredSentence> ranked, IReadOnlyList<ScoredSentence> chosen) =>
        ranked.Count == 0 ? null : ConfidenceFeatures.Of(QuestionAnalysis.Of(question.Text), new QuestionMatch(found.Standalone, found.Terms), found.Terms, ranked, chosen);

    private Draft Compose(Question question, RetrievalResult found)
    {
        var analysis = QuestionAnalysis.Of(question.Text);
        var match = new QuestionMatch(found.Standalone, found.Terms);
        var ranked = Rank(analysis, match, found);
        var chosen = Choose(ranked);
        if (chosen.Count == 0)
        {
            return new Draft([], [], 0, Composer.Extractive);
        }

        var confidence = _confidence.Probability(ConfidenceFeatures.Of(analysis, match, found.Terms, ranked, chosen));
        return new Draft([.. chosen.Select(sentence => ClaimOf(analysis, match, sentence, ranked))], [], confidence, Composer.Extractive);
    }

    private static DraftClaim ClaimOf(QuestionAnalysis analysis, QuestionMatch match, ScoredSentence chosen, IReadOnlyList<ScoredSentence> ranked)
    {
        var same = ranked.Where(other => other.Passage != chosen.Passage && SaySame(other.Sentence, chosen.Sentence)).DistinctBy(other => other.Passage);
        return new DraftClaim(
            chosen.Sentence.Text,
            [.. same.Prepend(chosen).Select(source => new SourceQuote(source.Passage.Source.Paragraph, source.Sentence.Span.Start, source.Sentence.Span.End))],
            ShortAnswerFinder.Find(analysis, match, chosen.Sentence));
    }

    private static bool SaySame(SentenceText a, SentenceText b)
    {
        var common = a.Terms.Keys.Count(b.Terms.ContainsKey);
        return common > 0 && (double)common / (a.Terms.Count + b.Terms.Count - common) >= SameWords;
    }
}
