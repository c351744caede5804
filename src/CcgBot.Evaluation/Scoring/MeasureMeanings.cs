namespace CcgBot.Evaluation.Scoring;

/// <summary>What each measure says, in a sentence for people who don't know its name.</summary>
internal static class MeasureMeanings
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ndcg@10"] = "How high the relevant paragraphs stand among the first ten found: 1 when they come first.",
        ["recall@1"] = "Share of the relevant paragraphs that are the first one found.",
        ["recall@10"] = "Share of the relevant paragraphs among the first ten found.",
        ["recall@100"] = "Share of the relevant paragraphs among the first hundred found: what no later step can make up for.",
        ["mrr@10"] = "1 divided by the place of the first relevant paragraph, 0 below the tenth.",
        ["map"] = "Precision at the place of each relevant paragraph, averaged.",
        ["containment"] = "Share of the answerable questions whose given answer has the expected words in it; an answer not given counts as none.",
        ["containment-given"] = "The same, of the questions that were answered.",
        ["f1"] = "Words that the given and the expected answer share, as SQuAD counts them. Whole sentences score low against a name or a number.",
        ["words"] = "Half of the answers are shorter than this.",
        ["citation-precision"] = "Share of an answer’s citations that point to a paragraph judged relevant.",
        ["citation-recall"] = "Share of an answer’s sentences with at least one such citation.",
        ["answered"] = "Share of the questions that were answered, rightly or not.",
        ["auroc"] = "Chance that an answerable question has more confidence than an unanswerable one: 0.5 is guessing, 1 is perfect.",
        ["recall@p90"] = "Share of the answerable questions that could be answered while at most 1 in 10 of those answered is unanswerable.",
        ["recall@p95"] = "Share of the answerable questions that could be answered while at most 1 in 20 of those answered is unanswerable.",
        ["abstention-precision"] = "Of the questions abstained from, the share that has no answer.",
        ["abstention-recall"] = "Of the questions without an answer, the share abstained from.",
        ["abstention-f1"] = "The two above in one number.",
        ["right"] = "Of the answers given, the share that is right: the expected words are in it or, where these can’t be looked for, it cites a judged paragraph.",
        ["coverage@p90"] = "Share of the questions that could be answered with 9 of 10 answers right, by raising the threshold.",
        ["coverage@p95"] = "Share of the questions that could be answered with 19 of 20 answers right, by raising the threshold.",
        ["ece"] = "How far confidence is from the share of right answers, on average: 0 is perfect.",
        ["judge"] = "A language model’s opinion of the answers given: it goes into no other measure.",
        ["latency-p50"] = "Half of the questions took less time than this. The first question’s loading is not counted.",
        ["latency-p95"] = "95 % of the questions took less time than this.",
        ["latency-p99"] = "99 % of the questions took less time than this.",
    };
}
