using CcgBot.Answering.Disagreements;
using CcgBot.Answering.Units;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Extractive;

/// <summary>Answers in the articles' own words: the one or two sentences most likely to hold the answer, by learnt weights.</summary>
/// <param name="units">What is shown for a chosen sentence; null = only what its own paragraph tells of lists and tables.</param>
public sealed class ExtractiveComposer(AnsweringOptions options, WeightChoice weights, AnswerUnits? units = null) : IAnswerComposer
{
    /// <summary>Two sentences with this share of words in common say the same.</summary>
    private const double SameWords = 0.8;

    /// <summary>Sentences with less of their words in common neither repeat nor contradict each other: the same statement differs in one value, or in light words.</summary>
    private const double LeastCommon = 1 / 3d;

    /// <summary>
    /// Log-odds that the second sentence gains by holding something of the kind asked for (a name, a date, a number) when the best one holds nothing of
    /// it: "It was released on May 19" beside "… is the seventh album". Chosen on squad2-dev and nq-qed (nothing from 1 to 5 is much better).
    /// </summary>
    private const double TypedSecond = 3;

    /// <summary>How much surer of the kind asked for the second sentence must be to come first.</summary>
    private const float ClearlyMore = 0.3f;

    /// <summary>Of the kind asked for: a name has more, half of so many names that are asked for just that.</summary>
    private const float OfThatKind = 0.3f;

    /// <summary>
    /// Odds of being right where nothing shown is of the kind that alone could be (<see cref="QuestionAnalysis.IsStrict"/>), against those where it is: 2 right
    /// and 48 not, 413 and 1,087, over the five sets that the weights are learnt from. Too few for the regression, whose large corpora hold a number everywhere.
    /// </summary>
    private const double OddsWithoutIt = 0.11;

    /// <summary>So many contrary statements are shown beside an answer.</summary>
    private const int MostContrary = 2;

    private static readonly int TypeFeature = SentenceFeatures.Names.ToList().IndexOf("type");

    private readonly AnswerUnits _units = units ?? new AnswerUnits(new EnglishTextAnalyzer());
    private readonly EnglishTextAnalyzer _analyzer = new();
    private readonly PassageText.Memory _passages = new(new EnglishTextAnalyzer());
    private readonly Models _withMeaning = new(weights.WithMeaning);
    private readonly Models _words = new(weights.Words);
    private readonly Models _reading = new(weights.Reading);

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
        var match = new QuestionMatch(found.Standalone, found.Terms);
        return Rank(QuestionAnalysis.Of(question.Text), match, new AskedSubject(match, _analyzer), found);
    }

    private List<ScoredSentence> Rank(QuestionAnalysis analysis, QuestionMatch match, AskedSubject subject, RetrievalResult found)
    {
        var top = found.Paragraphs.Count > 0 ? found.Paragraphs[0].Score : 0;
        var model = ModelsFor(found).Sentence;
        var passages = found.Paragraphs.Take(options.Paragraphs).Select(_passages.Of).ToList();
        var margin = passages.SelectMany(passage => passage.Sentences.Select(passage.MarginOf)).DefaultIfEmpty().Max();
        var nearest = passages.SelectMany(passage => passage.Sentences.Select(passage.CosineOf)).DefaultIfEmpty().Max();
        var ranked = passages
            .SelectMany(passage =>
            {
                var affinity = new WordAffinity(match, passage);
                return passage.Sentences.Select(sentence =>
                {
                    var features = SentenceFeatures.Of(analysis, match, passage, sentence, affinity, top, nearest, margin);
                    return new ScoredSentence(passage, sentence, affinity, features, model.Score(features));
                });
            })
            .OrderByDescending(candidate => candidate.Logit)
            .ToList();
        return [.. subject.WithoutOthers(ranked)];
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
        double Value(ScoredSentence candidate) => candidate.Logit + TypedSecond * Math.Max(0, candidate.Features[TypeFeature] - best.Features[TypeFeature]);
        var second = ranked.Skip(1)
            .Where(candidate => !SaySame(candidate.Sentence, best.Sentence) && Words(candidate) + Words(best) <= options.MostWords)
            .Where(candidate => Value(candidate) >= best.Logit - Within(best, candidate))
            .MaxBy(Value);
        if (second is null)
        {
            return [best];
        }

        // What is asked for (a name, a date, a number) comes first; sentences of one paragraph are shown in its order.
        return second.Passage != best.Passage && second.Features[TypeFeature] > best.Features[TypeFeature] + ClearlyMore ? [second, best] : second.Passage == best.Passage && second.Sentence.Index < best.Sentence.Index ? [second, best] : [best, second];
    }

    /// <summary>
    /// A second sentence of the same paragraph costs little where both are short. One of another paragraph is seldom about the same thing: of 42 added on such
    /// terms, 7 held what was asked for (on two test sets that had helped to choose things before).
    /// </summary>
    private double Within(ScoredSentence best, ScoredSentence second) =>
        second.Passage == best.Passage && Words(best) + Words(second) <= options.FewWords ? options.SecondSentenceWithinFew : options.SecondSentenceWithin;

    private static int Words(ScoredSentence candidate) => candidate.Sentence.Text.Count(' ') + 1;

    /// <summary>The features that the confidence is computed from; null when there is no sentence.</summary>
    public static float[]? ConfidenceOf(Question question, RetrievalResult found, IReadOnlyList<ScoredSentence> ranked, IReadOnlyList<ScoredSentence> chosen) =>
        ranked.Count == 0 ? null : ConfidenceFeatures.Of(QuestionAnalysis.Of(question.Text), new QuestionMatch(found.Standalone, found.Terms), found.Terms, ranked, chosen);

    private Models ModelsFor(RetrievalResult found) =>
        IsRead(found) ? _reading : found.Paragraphs.Any(paragraph => paragraph.Cosine is not null) ? _withMeaning : _words;

    private static bool IsRead(RetrievalResult found) => found.Paragraphs.Any(paragraph => paragraph.Reading is not null);

    private Draft Compose(Question question, RetrievalResult found)
    {
        var analysis = QuestionAnalysis.Of(question.Text);
        var match = new QuestionMatch(found.Standalone, found.Terms);
        var subject = new AskedSubject(match, _analyzer);
        var ranked = Rank(analysis, match, subject, found);
        var chosen = OfOneSubject(analysis, match, Choose(ranked), ranked, subject);
        if (chosen.Count == 0)
        {
            return new Draft([], [], 0, Composer.Extractive);
        }

        var score = ModelsFor(found).Confidence.Score(ConfidenceFeatures.Of(analysis, match, found.Terms, ranked, chosen));
        if (!IsRead(found) && analysis.IsStrict && !chosen.Any(sentence => sentence.Features[TypeFeature] >= OfThatKind))
        {
            score += Math.Log(OddsWithoutIt);
        }

        var confidence = LinearModel.Logistic(score);
        if (_units.ByForm(analysis, match, found.Paragraphs.Take(options.Paragraphs).Select(scored => scored.Paragraph)) is { } byForm && byForm.Confidence > confidence)
        {
            return new Draft([byForm.Claim], [], byForm.Confidence, Composer.Extractive);
        }

        var claims = _units.Of(match, [.. chosen, .. Contrary(chosen, ranked, subject)], sentence => Same(sentence, ranked), sentence => ShortAnswerFinder.Find(analysis, match, sentence));
        return new Draft(claims, [], confidence, Composer.Extractive);
    }

    /// <summary>Without a second sentence that gives another value because it is about something else: the tablets' dose beside the syrup's.</summary>
    private static IReadOnlyList<ScoredSentence> OfOneSubject(
        QuestionAnalysis analysis, QuestionMatch match, IReadOnlyList<ScoredSentence> chosen, IReadOnlyList<ScoredSentence> ranked, AskedSubject subject) =>
        chosen.Count > 1 && chosen.First(sentence => sentence != ranked[0]) is var second
            && (analysis.Type != AnswerType.YesNo && IsOfOpposite(match, ranked[0], second)
                || subject.TellsApart(ranked[0].Passage, second.Passage) && DisagreementFinder.Differ(ranked[0].Sentence.Text, second.Sentence.Text))
            ? [ranked[0]] : chosen;

    /// <summary>Asked when something opens, the best sentence tells that: one that tells when it closes is no second.</summary>
    private static bool IsOfOpposite(QuestionMatch match, ScoredSentence best, ScoredSentence second) =>
        Opposite.Turned(match.Text, second.Sentence.Text) && !Opposite.Turned(match.Text, best.Sentence.Text);

    /// <summary>Sentences of other articles that say the contrary of what is chosen in the same words: they are shown beside it, never cited for it or left out.</summary>
    private static List<ScoredSentence> Contrary(IReadOnlyList<ScoredSentence> chosen, IReadOnlyList<ScoredSentence> ranked, AskedSubject subject) =>
    [
        .. ranked.Where(other => !chosen.Contains(other) && chosen.Any(one => one.Passage.Source.Paragraph.Id.ArticleId != other.Passage.Source.Paragraph.Id.ArticleId
                && MayBeCompared(one.Sentence, other.Sentence)
                && !subject.TellsApart(one.Passage, other.Passage)
                && DisagreementFinder.Contradict(one.Sentence.Text, other.Sentence.Text))
            && !chosen.Any(one => MayBeCompared(one.Sentence, other.Sentence) && SameStatement.Of(one.Sentence.Text, other.Sentence.Text)))
            .Aggregate(new List<ScoredSentence>(), (kept, other) =>
            {
                if (!kept.Exists(one => SameStatement.Of(one.Sentence.Text, other.Sentence.Text)))
                {
                    kept.Add(other);
                }

                return kept;
            })
            .Take(MostContrary),
    ];

    /// <summary>Other paragraphs that say a sentence, in the same words but for such as change nothing.</summary>
    private static IEnumerable<SourceQuote> Same(ScoredSentence chosen, IReadOnlyList<ScoredSentence> ranked) => ranked
        .Where(other => other.Passage != chosen.Passage && MayBeCompared(other.Sentence, chosen.Sentence) && SameStatement.Of(other.Sentence.Text, chosen.Sentence.Text))
        .DistinctBy(other => other.Passage)
        .Select(source => new SourceQuote(source.Passage.Source.Paragraph, source.Sentence.Span.Start, source.Sentence.Span.End));

    private static bool SaySame(SentenceText a, SentenceText b)
    {
        var common = Common(a, b);
        return common > 0 && (double)common / (a.Terms.Count + b.Terms.Count - common) >= SameWords;
    }

    /// <summary>Enough words in common for one to say the same as the other or the contrary: reading what two sentences say costs far more than this.</summary>
    private static bool MayBeCompared(SentenceText a, SentenceText b) => Common(a, b) >= LeastCommon * Math.Min(a.Terms.Count, b.Terms.Count);

    private static int Common(SentenceText a, SentenceText b)
    {
        var common = 0;
        foreach (var term in a.Terms.Keys)
        {
            if (b.Terms.ContainsKey(term))
            {
                common++;
            }
        }

        return common;
    }

    private sealed class Models(AnsweringWeights weights)
    {
        public LinearModel Sentence { get; } = new(weights.Sentence, SentenceFeatures.Names);

        public LinearModel Confidence { get; } = new(weights.Confidence, ConfidenceFeatures.Names);
    }
}
