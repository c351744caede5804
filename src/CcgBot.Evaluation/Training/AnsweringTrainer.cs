using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Answering.Extractive;
using CcgBot.Evaluation.Abstention;
using CcgBot.Evaluation.Answers;

namespace CcgBot.Evaluation.Training;

/// <summary>Training questions → weights, with scores by 5-fold cross-validation, split by article.</summary>
public sealed class AnsweringTrainer(AnsweringOptions options)
{
    private const int Folds = 5;
    private const int MostWordsSearched = 12;
    private static readonly HashSet<string> Verdicts = new(StringComparer.OrdinalIgnoreCase) { "yes", "no", "maybe" };
    private const double SentencePenalty = 2e-3;
    private const double ConfidencePenalty = 3e-2;

    /// <summary>Learns both models and scores them on questions that they were not learnt from.</summary>
    public TrainingOutcome Train(IReadOnlyList<TrainingQuestion> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var neutral = new ExtractiveComposer(options, WeightChoice.Only(AnsweringWeights.WordsAlone));
        var ranked = questions.AsParallel().AsOrdered().Select(question => neutral.Rank(question.Asked, question.Found)).ToList();
        var judged = new List<Judged>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var sentence = FitSentences(questions, ranked, fold);
            var rows = Judge(questions, ranked, sentence);
            var confidence = FitConfidence(rows, fold);
            var model = new LinearModel(confidence, ConfidenceFeatures.Names);
            judged.AddRange(rows.Where(row => row.Question.Fold == fold).Select(row => row with { Confidence = model.Probability(row.Features) }));
        }

        var finalSentence = FitSentences(questions, ranked, -1);
        var finalConfidence = FitConfidence(Judge(questions, ranked, finalSentence), -1);
        var scores = judged.GroupBy(row => row.Question.Set).ToDictionary(group => group.Key, group => Scores([.. group]));
        var learnt = JsonSerializer.SerializeToElement(new { method = "logistic regression; 5-fold by article", questions = questions.Count, scores });
        return new TrainingOutcome(new AnsweringWeights(finalSentence, finalConfidence, learnt), scores, judged);
    }

    /// <summary>What a model chose and the best sentence that would have been right, for people to learn from; none where the choice was right.</summary>
    public IEnumerable<(TrainingQuestion Question, IReadOnlyList<ScoredSentence> Chosen, ScoredSentence? Right)> Misses(
        IReadOnlyList<TrainingQuestion> questions, AnsweringWeights weights)
    {
        var composer = new ExtractiveComposer(options, WeightChoice.Only(weights));
        foreach (var question in questions.Where(question => question.Kind == TrainingKind.Whole))
        {
            var ranked = composer.Rank(question.Asked, question.Found);
            var chosen = composer.Choose(ranked);
            if (IsRight(question, chosen) == false)
            {
                yield return (question, chosen, ranked.FirstOrDefault(candidate => IsRight(question, [candidate]) == true));
            }
        }
    }

    /// <summary>How well each feature alone tells answerable questions from those of a kind: the AUROC of its value, by set.</summary>
    public static IEnumerable<(string Set, TrainingKind Kind, string Feature, double Auroc)> Alone(IReadOnlyList<Judged> judged) =>
        from rows in judged.GroupBy(row => row.Question.Set)
        from kind in new[] { TrainingKind.Removed, TrainingKind.Foreign, TrainingKind.Unanswerable }
        from feature in Enumerable.Range(0, ConfidenceFeatures.Names.Count)
        let auroc = AbstentionMeasures.Auroc([.. rows.Where(row => row.Question.Kind == TrainingKind.Whole || row.Question.Kind == kind)
            .Select(row => new Judgement(row.Features[feature], row.Question.Kind == TrainingKind.Whole))])
        where auroc is not null
        select (rows.Key, kind, ConfidenceFeatures.Names[feature], auroc.Value);

    private static LinearModelFile FitSentences(IReadOnlyList<TrainingQuestion> questions, List<IReadOnlyList<ScoredSentence>> ranked, int withoutFold)
    {
        var groups = new List<IReadOnlyList<Example>>();
        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            if (question.Kind == TrainingKind.Whole && question.Fold != withoutFold)
            {
                var group = ranked[i].Select(candidate => new Example(candidate.Features, IsRight(question, [candidate]) == true)).ToList();
                if (group.Exists(example => example.Positive) && group.Exists(example => !example.Positive))
                {
                    groups.Add(group);
                }
            }
        }

        return LogisticRegression.FitGroups(groups, SentenceFeatures.Names, SentencePenalty);
    }

    private List<Judged> Judge(IReadOnlyList<TrainingQuestion> questions, List<IReadOnlyList<ScoredSentence>> ranked, LinearModelFile sentence)
    {
        var model = new LinearModel(sentence, SentenceFeatures.Names);
        var composer = new ExtractiveComposer(options, WeightChoice.Only(AnsweringWeights.WordsAlone));
        return
        [
            .. Enumerable.Range(0, questions.Count).AsParallel().AsOrdered().Select(i =>
            {
                var rescored = ranked[i].Select(candidate => candidate with { Logit = model.Score(candidate.Features) }).OrderByDescending(candidate => candidate.Logit).ToList();
                var chosen = composer.Choose(rescored);
                var features = ExtractiveComposer.ConfidenceOf(questions[i].Asked, questions[i].Found, rescored, chosen);
                return features is null ? null : new Judged(questions[i], features, IsRight(questions[i], chosen), Contains(questions[i], chosen), chosen.Sum(c => c.Sentence.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length), 0);
            }).OfType<Judged>(),
        ];
    }

    /// <summary>
    /// Learnt to tell answerable from not, then stretched (Platt 1999) so that it says how often the answer is right, which does not
    /// change what ranks above what.
    /// </summary>
    private static LinearModelFile FitConfidence(List<Judged> rows, int withoutFold)
    {
        // Each set and kind counts alike, however many questions it has.
        var kept = rows.Where(row => row.Question.Fold != withoutFold).ToList();
        var counts = kept.CountBy(row => (row.Question.Set, row.Question.Kind)).ToDictionary();
        double WeightOf(Judged row) => KindWeight(row.Question.Kind) / counts[(row.Question.Set, row.Question.Kind)];
        var file = LogisticRegression.Fit(
            [.. kept.Select(row => new Example(row.Features, row.Question.Kind == TrainingKind.Whole, WeightOf(row)))], ConfidenceFeatures.Names, ConfidencePenalty);
        var model = new LinearModel(file, ConfidenceFeatures.Names);
        var stretch = LogisticRegression.Fit(
            [.. kept.Where(row => row.Question.Kind != TrainingKind.Removed).Select(row => new Example([(float)model.Score(row.Features)], IsAnswered(row), WeightOf(row)))], ["logit"], 0);
        var slope = stretch.Weights["logit"];
        return new LinearModelFile(
            Math.Round(stretch.Bias + slope * file.Bias, 4), file.Weights.ToDictionary(weight => weight.Key, weight => Math.Round(weight.Value * slope, 4)));
    }

    private static double KindWeight(TrainingKind kind) => kind switch
    {
        TrainingKind.Whole => 2,
        TrainingKind.Foreign => 1,
        TrainingKind.Removed => 0.5,
        // What tempts is what goes wrong: with .8 half of such questions were answered on ten articles that nobody had tuned to.
        _ => 1.5,
    };

    private static bool IsAnswered(Judged row) => row.Question.Kind == TrainingKind.Whole && row.Right != false;

    /// <summary>Does the choice hold the expected words, from a relevant paragraph? Null where there are no words to look for and the paragraph is relevant.</summary>
    private static bool? IsRight(TrainingQuestion question, IReadOnlyList<ScoredSentence> chosen)
    {
        var relevant = chosen.Any(candidate => question.Relevant.Contains(candidate.Passage.Source.Paragraph.Id.ArticleId));
        if (!relevant || !question.Expected.Answers.Concat(question.Expected.AnswersAll).Any(StandsInTexts))
        {
            return relevant ? null : false;
        }

        return Contains(question, chosen) == true;
    }

    /// <summary>Does the choice hold the expected words, wherever it is from? Null where there are none to look for.</summary>
    private static bool? Contains(TrainingQuestion question, IReadOnlyList<ScoredSentence> chosen) =>
        AnswerMeasures.Containment(string.Join(' ', chosen.Select(candidate => candidate.Sentence.Text)), question.Expected.Answers, question.Expected.AnswersAll) is { } contained ? contained > 0 : null;

    /// <summary>Whether an article can be expected to say it in these words: not a verdict, and not a summary that somebody wrote.</summary>
    private static bool StandsInTexts(string answer) => !Verdicts.Contains(answer.Trim('.', ' ')) && answer.Count(' ') < MostWordsSearched;

    private static TrainingScores Scores(IReadOnlyList<Judged> rows)
    {
        var whole = rows.Where(row => row.Question.Kind == TrainingKind.Whole).ToList();
        double? Auroc(TrainingKind kind) => AbstentionMeasures.Auroc(
            [.. whole.Concat(rows.Where(row => row.Question.Kind == kind)).Select(row => new Judgement(row.Confidence, row.Question.Kind == TrainingKind.Whole))]);
        double Share(IEnumerable<Judged> some, double threshold) => some.Select(row => row.Confidence >= threshold ? 1.0 : 0).DefaultIfEmpty().Average();
        double? Rate(Func<Judged, bool?> of) => whole.Select(of).OfType<bool>().ToList() is { Count: > 0 } judged ? judged.Average(right => right ? 1.0 : 0) : null;
        return new TrainingScores(
            whole.Count,
            Round(Rate(row => row.Right)),
            Round(Rate(row => row.Contained)),
            whole.Count > 0 ? whole.Select(row => row.Words).Order().ElementAt(whole.Count / 2) : 0,
            Round(Auroc(TrainingKind.Removed)),
            Round(Auroc(TrainingKind.Foreign)),
            Round(Auroc(TrainingKind.Unanswerable)),
            new[] { 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6 }.ToDictionary(
                threshold => threshold.ToString(System.Globalization.CultureInfo.InvariantCulture),
                threshold => (double[])[
                    Round(Share(whole, threshold))!.Value,
                    Round(Share(rows.Where(row => row.Question.Kind == TrainingKind.Foreign), threshold))!.Value,
                    Round(Share(rows.Where(row => row.Question.Kind == TrainingKind.Unanswerable), threshold))!.Value]));
    }

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;

    /// <summary>One question as answered by weights that were not learnt from it.</summary>
    public sealed record Judged(TrainingQuestion Question, float[] Features, bool? Right, bool? Contained, int Words, double Confidence);
}

/// <param name="Right">Share of the questions with expected words whose answer holds them and cites a relevant paragraph.</param>
/// <param name="Contained">Share whose answer holds them, whatever it cites.</param>
/// <param name="AtThresholds">For each threshold: the share answered of answerable, foreign and unanswerable questions.</param>
public sealed record TrainingScores(
    int Questions, double? Right, double? Contained, int MedianWords, double? RemovedAuroc, double? ForeignAuroc, double? UnanswerableAuroc, IReadOnlyDictionary<string, double[]> AtThresholds);

public sealed record TrainingOutcome(AnsweringWeights Weights, IReadOnlyDictionary<string, TrainingScores> Scores, IReadOnlyList<AnsweringTrainer.Judged> Judged);
