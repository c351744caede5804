using CcgBot.Retrieval;

namespace CcgBot.Answering.Extractive;

/// <summary>What tells an answered question from one that the paragraphs only come near to: pure numbers, in the order of <see cref="Names"/>.</summary>
public static class ConfidenceFeatures
{
    /// <summary>The best sentence's features, then those of the question and the search as a whole.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. SentenceFeatures.Names,
        "sentenceLogit", "topOverIdf", "topOverIdfTimesCosine", "gap", "ownInAnswer", "unknownWords", "repairedWords", "ownWords",
        "missingDetailsInAnswer", "bestOwnAnywhere", "secondLogitGap", "yesNo", "untyped", "typedButMissing", "rarestUnknown", "ownInParagraphSquared",
    ];

    public static float[] Of(QuestionAnalysis question, QuestionMatch match, IReadOnlyList<QuestionTerm> terms, IReadOnlyList<ScoredSentence> ranked, IReadOnlyList<ScoredSentence> chosen)
    {
        var best = ranked[0];
        var top = best.Passage.Source;
        var topScore = ranked.Max(candidate => candidate.Passage.Source.Lexical);
        var scores = ranked.Select(candidate => candidate.Passage.Source).DistinctBy(source => source.Paragraph.Key).Select(source => source.Score).OrderDescending().ToList();
        bool InAnswer(string term) => chosen.Any(sentence => sentence.Sentence.Terms.ContainsKey(term)) || best.Passage.TitleTerms.Contains(term);
        var weightedIdf = terms.Where(term => term.Origin != TermOrigin.Acronym).Sum(term => term.Idf * term.Weight);
        var topOverIdf = weightedIdf > 0 ? topScore / weightedIdf : 0;
        var type = best.Features[SentenceFeatureIndex.Type];
        var paragraph = best.Features[SentenceFeatureIndex.OwnInParagraph];
        return
        [
            .. best.Features,
            (float)best.Logit,
            (float)topOverIdf,
            (float)(topOverIdf * Math.Max(0, top.Cosine ?? 0.5)),
            (float)(scores.Count > 1 && scores[0] > 0 ? (scores[0] - scores[1]) / scores[0] : 1),
            (float)match.OwnShare(InAnswer),
            Share(match, term => term.DocumentFrequency == 0),
            Share(match, term => term.Origin == TermOrigin.Repaired),
            MathF.Log(1 + match.Own.Count),
            (float)match.MissingDetails(InAnswer),
            ranked.Max(candidate => candidate.Features[SentenceFeatureIndex.Own]),
            (float)Math.Min(5, ranked.Count > 1 ? best.Logit - ranked[1].Logit : 5),
            question.Type == AnswerType.YesNo ? 1 : 0,
            question.Type == AnswerType.Thing ? 1 : 0,
            question.Type is AnswerType.Person or AnswerType.Date or AnswerType.Number or AnswerType.Money or AnswerType.Place ? 1 - type : 0,
            match.Own.Count > 0 && match.Own.MaxBy(term => term.Idf)!.DocumentFrequency == 0 ? 1 : 0,
            paragraph * paragraph,
        ];
    }

    private static float Share(QuestionMatch match, Func<QuestionTerm, bool> counts) =>
        match.OwnIdf > 0 ? (float)(match.Own.Where(counts).Sum(term => term.Idf) / match.OwnIdf) : 0;

    private static class SentenceFeatureIndex
    {
        public static readonly int Own = Index("own");
        public static readonly int OwnInParagraph = Index("ownInParagraph");
        public static readonly int Type = Index("type");

        private static int Index(string name) => SentenceFeatures.Names.ToList().IndexOf(name);
    }
}

/// <summary>A sentence with its features and the log-odds that it is the answer.</summary>
public sealed record ScoredSentence(PassageText Passage, SentenceText Sentence, float[] Features, double Logit);
