using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Answering.Extractive;

/// <summary>What is known of a sentence as an answer to a question: pure numbers, in the order of <see cref="Names"/>.</summary>
public static partial class SentenceFeatures
{
    /// <summary>Names of the features; the learnt weights go by them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "own", "ownWithBefore", "ownInParagraph", "context", "missingDetails", "missingDetailsInParagraph", "pairs",
        "type", "typePerson", "typePlace", "typeDate", "typeNumber", "typeMoney", "typeReason", "typeDefinition", "typeList", "typeOrganisation",
        "nearness", "focus", "firstRank", "scoreShare", "inverseRank", "length", "veryShort", "firstSentence", "isQuestion", "news", "cosine",
        "rarest", "headingLike", "ownSquared", "typeTimesOwn", "verb",
        "missingRarest", "missingCount", "negation", "missingSuperlative", "missingNumbers", "acronymDefined", "window", "lexicalOverIdf",
        "sentenceCosine", "sentenceCosineGap", "sentenceNearest", "sentenceNearestHere",
        "alike", "alikeWithBefore", "alikeInParagraph", "alikeWindow", "alikeMissingRarest",
        "readSpan", "readGap", "readNearest", "readNearestHere", "readAnswerable", "readRelevant", "unread",
    ];

    internal static bool IsNegative(string text) => Negation().IsMatch(text);

    /// <param name="affinity">Of the question to the passage.</param>
    /// <param name="topScore">The best paragraph's fused score.</param>
    /// <param name="nearest">The best cosine of any sentence with the question.</param>
    /// <param name="margin">The best <see cref="PassageText.MarginOf"/> of any sentence.</param>
    public static float[] Of(QuestionAnalysis question, QuestionMatch match, PassageText passage, SentenceText sentence, WordAffinity affinity, double topScore, double nearest, double margin)
    {
        var before = sentence.Index > 0 ? passage.Sentences[sentence.Index - 1].Terms : null;
        bool Here(string term) => sentence.Terms.ContainsKey(term);
        bool Near(string term) => Here(term) || passage.TitleTerms.Contains(term) || before?.ContainsKey(term) == true;
        bool Paragraph(string term) => passage.Terms.Contains(term) || passage.TitleTerms.Contains(term);

        var own = match.OwnShare(Here);
        var type = TypeMatch.Of(question, match, sentence);
        var rarest = match.Own.Count > 0 ? match.Own.MaxBy(QuestionMatch.Weight) : null;
        float Typed(AnswerType wanted) => question.Type == wanted ? (float)type.Strength : 0;
        var source = passage.Source;
        var cosine = passage.CosineOf(sentence);
        return
        [
            (float)own,
            (float)match.OwnShare(Near),
            (float)match.OwnShare(Paragraph),
            (float)match.ContextShare(Paragraph),
            (float)match.MissingDetails(Near),
            (float)match.MissingDetails(Paragraph),
            (float)Pairs(match, sentence),
            (float)type.Strength,
            Typed(AnswerType.Person),
            Typed(AnswerType.Place),
            Typed(AnswerType.Date),
            Typed(AnswerType.Number),
            Typed(AnswerType.Money),
            Typed(AnswerType.Reason),
            Typed(AnswerType.Definition),
            Typed(AnswerType.List),
            Typed(AnswerType.Organisation),
            (float)type.Nearness,
            (float)type.Focus,
            source.Rank == 1 ? 1 : 0,
            (float)(topScore > 0 ? source.Score / topScore : 0),
            1f / source.Rank,
            MathF.Log(1 + sentence.Tokens.Count),
            sentence.Tokens.Count < 4 ? 1 : 0,
            sentence.Index == 0 ? 1 : 0,
            sentence.Text.EndsWith('?') ? 1 : 0,
            (float)News(match, sentence),
            (float)(source.Cosine ?? 0),
            rarest is not null && QuestionMatch.Stands(rarest, Here) ? 1 : 0,
            EndMark().IsMatch(sentence.Text) ? 0 : 1,
            (float)(own * own),
            (float)(type.Strength * own),
            (float)LastWord(match, sentence),
            (float)match.MissingRarest(match.Standing(Near)),
            match.Own.Count(term => !QuestionMatch.Stands(term, Paragraph)),
            IsNegative(match.Text) != IsNegative(sentence.Text) ? 1 : 0,
            (float)MissingWords(Superlative(), match.Text, sentence.Text),
            (float)MissingWords(Digits(), match.Text, sentence.Text),
            DefinesAcronym(match, sentence) ? 1 : 0,
            (float)match.OwnShare(term => Here(term) || before?.ContainsKey(term) == true || After(passage, sentence)?.ContainsKey(term) == true),
            (float)source.Lexical / (float)Math.Max(1e-6, match.OwnIdf),
            (float)cosine,
            (float)(cosine - nearest),
            cosine > 0 && cosine >= nearest ? 1 : 0,
            cosine > 0 && passage.Sentences.All(other => passage.CosineOf(other) <= cosine) ? 1 : 0,
            (float)affinity.InSentence(sentence.Index),
            (float)affinity.WithBefore(sentence.Index),
            (float)affinity.InParagraph,
            (float)affinity.InWindow(sentence.Index),
            (float)affinity.MissingRarest(sentence.Index),
            .. Reading(passage, sentence, margin),
        ];
    }

    private static ReadOnlySpan<float> Reading(PassageText passage, SentenceText sentence, double best)
    {
        if (passage.ReadingOf(sentence) is not { } read)
        {
            return new float[] { 0, 0, 0, 0, 0, 0, 1 };
        }

        var (reading, margin) = (passage.Source.Reading!, passage.MarginOf(sentence));
        return new[]
        {
            (float)(read.Score - reading.NoSpan),
            (float)(margin - best),
            margin >= best ? 1 : 0,
            passage.Sentences.All(other => passage.MarginOf(other) <= margin) ? 1 : 0,
            (float)reading.Answerable,
            (float)reading.Relevant,
            0,
        };
    }

    /// <summary>Share of neighbouring question words that stand within three places of one another.</summary>
    private static double Pairs(QuestionMatch match, SentenceText sentence)
    {
        var (all, found) = (0.0, 0.0);
        for (var i = 1; i < match.Own.Count; i++)
        {
            var (first, second) = (match.Own[i - 1], match.Own[i]);
            var weight = Math.Min(first.Idf, second.Idf);
            all += weight;
            if (sentence.Tokens.Where(token => token.Term == first.Term)
                .Any(a => sentence.Tokens.Any(b => b.Term == second.Term && Math.Abs(a.Position - b.Position) <= 3)))
            {
                found += weight;
            }
        }

        return all > 0 ? found / all : 0;
    }

    /// <summary>Share of the sentence's words that the question does not have: an answer says something.</summary>
    private static double News(QuestionMatch match, SentenceText sentence) =>
        sentence.Terms.Count == 0 ? 0 : (double)sentence.Terms.Keys.Count(term => !match.All.Contains(term)) / sentence.Terms.Count;

    /// <summary>The question's last word, in English most often the verb or object that tells it from others of its subject.</summary>
    private static double LastWord(QuestionMatch match, SentenceText sentence) =>
        match.Own.Count > 1 && QuestionMatch.Stands(match.Own[^1], sentence.Terms.ContainsKey) ? 1 : 0;

    /// <summary>Share of the question's words of a kind that the sentence does not have; 0 when the question has none.</summary>
    private static double MissingWords(Regex kind, string question, string sentence)
    {
        var asked = kind.Matches(question).Select(word => word.Value.ToLowerInvariant()).Distinct().ToList();
        return asked.Count == 0 ? 0 : (double)asked.Count(word => !sentence.Contains(word, StringComparison.OrdinalIgnoreCase)) / asked.Count;
    }

    /// <summary>Introduces a short form together with its long form, of which the question has one.</summary>
    private static bool DefinesAcronym(QuestionMatch match, SentenceText sentence) =>
        match.HasAcronym && AcronymFinder.Find(sentence.Text).Any(acronym => match.Text.Contains(acronym.Short, StringComparison.OrdinalIgnoreCase)
            || match.Text.Contains(acronym.Long, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyDictionary<string, int>? After(PassageText passage, SentenceText sentence) =>
        sentence.Index + 1 < passage.Sentences.Count ? passage.Sentences[sentence.Index + 1].Terms : null;

    [GeneratedRegex(@"\b(?:not|never|no|none|nor|neither|without|unable|cannot|except|besides|fail(?:s|ed)?|lack(?:s|ed)?|\w{1,60}n[’']t)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\b(?:first|second|third|last|final|only|most|least|largest|biggest|smallest|highest|lowest|longest|shortest|oldest|youngest|newest|earliest|latest|best|worst|main|primary|major|original|current|former|previous|next|same|other|another|new|old|early|late|before|after|during|since|until)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Superlative();

    [GeneratedRegex(@"\d[\d.,]*", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex("""[.!?…:;]\s*["”’)\]]*$""", RegexOptions.NonBacktracking)]
    private static partial Regex EndMark();
}
