using CcgBot.Retrieval;

namespace CcgBot.Answering.Extractive;

/// <summary>
/// What tells an answered question from one that the paragraphs only come near to: pure numbers, in the order of <see cref="Names"/>.
/// Few on purpose: with all of the sentence's features the regression did worse on articles that it was not learnt from
/// (squad2-dev, gold removed: .818 against .840).
/// </summary>
public static class ConfidenceFeatures
{
    /// <summary>Taken from the best sentence as they are.</summary>
    private static readonly string[] OfSentence =
    [
        "window", "ownWithBefore", "ownInParagraph", "missingRarest", "lexicalOverIdf", "focus", "missingNumbers", "missingSuperlative", "negation", "acronymDefined",
        "alikeWindow", "alikeInParagraph", "alikeMissingRarest",
    ];

    private static readonly int[] SentenceIndexes = [.. OfSentence.Select(Index)];
    private static readonly int Own = Index("own");
    private static readonly int Alike = Index("alike");
    private static readonly int Type = Index("type");

    /// <summary>The best sentence's features, then those of the question and the search as a whole.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. OfSentence,
        "sentenceLogit", "topOverIdf", "topOverIdfTimesCosine", "gap", "cosineGap", "bestOwnAnywhere", "ownTimesCosine", "unknownWords", "maxMissing",
        "missingDetailsInAnswer", "typedButMissing",
        "sentenceCosine", "bestSentenceCosine", "sentenceMargin", "sentenceOverParagraph", "ownTimesSentence", "wordsAndMeaningAgree",
        "alikeMaxMissing", "bestAlikeAnywhere", "alikeTimesSentence",
        "readSpan", "readAnswerable", "readRelevant", "bestReadSpan", "bestReadAnswerable", "readAgrees", "readLead",
    ];

    public static float[] Of(QuestionAnalysis question, QuestionMatch match, IReadOnlyList<QuestionTerm> terms, IReadOnlyList<ScoredSentence> ranked, IReadOnlyList<ScoredSentence> chosen)
    {
        var best = ranked[0];
        var sources = ranked.Select(candidate => candidate.Passage.Source).DistinctBy(source => source.Paragraph.Key).ToList();
        var cosine = Math.Max(0, best.Passage.Source.Cosine ?? NeutralCosine);
        var idf = terms.Where(term => term.Origin != TermOrigin.Acronym).Sum(term => term.Idf * term.Weight);
        var topOverIdf = idf > 0 ? sources.Max(source => source.Lexical) / idf : 0;
        var chosenCosine = chosen.Max(sentence => sentence.Passage.CosineOf(sentence.Sentence));
        bool InAnswer(string term) => chosen.Any(sentence => sentence.Sentence.Terms.ContainsKey(term)) || best.Passage.TitleTerms.Contains(term);
        bool InParagraph(string term) => best.Passage.Terms.Contains(term) || best.Passage.TitleTerms.Contains(term);
        return
        [
            .. SentenceIndexes.Select(index => best.Features[index]),
            (float)best.Logit,
            (float)topOverIdf,
            (float)(topOverIdf * cosine),
            (float)Gap([.. sources.Select(source => source.Score)], relative: true),
            (float)Gap([.. sources.Select(source => source.Cosine ?? 0)], relative: false),
            ranked.Max(candidate => candidate.Features[Own]),
            (float)(best.Features[Own] * cosine),
            (float)UnknownWords(match),
            (float)match.MaxMissing(match.Standing(InParagraph)),
            (float)match.MissingDetails(InAnswer),
            question.Type is AnswerType.Person or AnswerType.Date or AnswerType.Number or AnswerType.Money or AnswerType.Place
                || question.Type == AnswerType.List && question.Count > 1 ? 1 - best.Features[Type] : 0,
            (float)chosenCosine,
            (float)ranked.Max(candidate => candidate.Passage.CosineOf(candidate.Sentence)),
            (float)(chosenCosine - ranked.Where(candidate => candidate.Passage != best.Passage).Select(candidate => candidate.Passage.CosineOf(candidate.Sentence)).DefaultIfEmpty(chosenCosine).Max()),
            (float)(chosenCosine - (best.Passage.Source.Cosine ?? 0)),
            (float)(best.Features[Own] * chosenCosine),
            sources.MaxBy(source => source.Lexical) == sources.MaxBy(source => source.Cosine ?? 0) ? 1 : 0,
            (float)best.Affinity.MaxMissing,
            ranked.Max(candidate => candidate.Features[Alike]),
            (float)(best.Features[Alike] * chosenCosine),
            .. Reading(ranked, chosen),
        ];
    }

    private static float[] Reading(IReadOnlyList<ScoredSentence> ranked, IReadOnlyList<ScoredSentence> chosen)
    {
        var read = ranked.Where(candidate => candidate.Passage.Source.Reading is not null).ToList();
        var shown = chosen.Where(candidate => candidate.Passage.Source.Reading is not null).MaxBy(candidate => candidate.Passage.MarginOf(candidate.Sentence));
        if (shown is null)
        {
            return new float[7];
        }

        static double Span(ScoredSentence candidate) => candidate.Passage.ReadingOf(candidate.Sentence) is { } sentence ? sentence.Score - candidate.Passage.Source.Reading!.NoSpan : 0;
        double Margin(ScoredSentence candidate) => candidate.Passage.MarginOf(candidate.Sentence);
        var nearest = read.MaxBy(Margin)!;
        var reading = shown.Passage.Source.Reading!;
        return
        [
            (float)Span(shown),
            (float)reading.Answerable,
            (float)reading.Relevant,
            (float)read.Max(Span),
            (float)read.Max(candidate => candidate.Passage.Source.Reading!.Answerable),
            nearest == shown ? 1 : 0,
            // How far the sentence shown is above the best one of another passage.
            (float)(Margin(shown) - read.Where(candidate => candidate.Passage != shown.Passage).Select(Margin).DefaultIfEmpty(Margin(shown) - 5).Max()),
        ];
    }

    /// <summary>Stands for the cosine where there are no vectors, so that words alone decide.</summary>
    private const double NeutralCosine = 0.5;

    /// <summary>How far the first is above the second.</summary>
    private static double Gap(List<double> values, bool relative)
    {
        values.Sort((a, b) => b.CompareTo(a));
        return values.Count < 2 ? relative ? 1 : 0 : relative ? values[0] > 0 ? (values[0] - values[1]) / values[0] : 0 : values[0] - values[1];
    }

    /// <summary>Share of the question's idf in words that no paragraph has.</summary>
    private static double UnknownWords(QuestionMatch match) =>
        match.OwnIdf > 0 ? match.Own.Where(term => term.DocumentFrequency == 0).Sum(term => term.Idf) / match.OwnIdf : 0;

    private static int Index(string name) => SentenceFeatures.Names.ToList().IndexOf(name);
}

/// <summary>A sentence with its features and the log-odds that it is the answer.</summary>
/// <param name="Affinity">Of the question to the sentence's passage.</param>
public sealed record ScoredSentence(PassageText Passage, SentenceText Sentence, WordAffinity Affinity, float[] Features, double Logit);
