using System.Text.RegularExpressions;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;

namespace CcgBot.Answering.Extractive;

/// <summary>Does a sentence hold something of the kind that is asked for, that the question does not say itself?</summary>
/// <param name="Strength">0..1: how surely it is of that kind.</param>
/// <param name="Nearness">1 / (1 + words between it and the nearest rare word of the question); 0 without one.</param>
/// <param name="Focus">1 when it stands with the noun that is counted or chosen ("eight … CCGs" for "how many CCGs").</param>
/// <param name="Span">Where it stands in the sentence; null for kinds that no single run of text answers.</param>
public sealed partial record TypeMatch(double Strength, double Nearness, double Focus, TextSpan? Span)
{
    private const int FocusReach = 4;

    private static readonly EnglishTextAnalyzer Analyzer = new();

    private static readonly TypeMatch None = new(0, 0, 0, null);

    public static TypeMatch Of(QuestionAnalysis question, QuestionMatch match, SentenceText sentence)
    {
        switch (question.Type)
        {
            case AnswerType.Reason:
                return Cue(ReasonCue().Match(sentence.Text));
            case AnswerType.List:
                return ListOf(question, match, sentence);
            case AnswerType.Definition:
                return Cue(DefinitionCue().Match(sentence.Text));
            case AnswerType.YesNo:
                return None;
        }

        var focus = match.FocusTerms(question, Analyzer);
        var best = None;
        var bestValue = 0.0;
        foreach (var entity in sentence.Entities)
        {
            var strength = StrengthOf(entity.Kind, question.Type, sentence.Text.AsSpan(entity.Span.Start, entity.Span.Length));
            if (strength <= 0 || !IsNew(entity, match, sentence))
            {
                continue;
            }

            var nearness = NearnessOf(entity, match, sentence);
            var withFocus = focus is not null && StandsWith(entity, focus, sentence) ? 1.0 : 0;
            var value = strength + nearness + withFocus;
            if (value > bestValue)
            {
                (best, bestValue) = (new TypeMatch(strength, nearness, withFocus, entity.Span), value);
            }
        }

        return best;
    }

    /// <summary>
    /// Things joined by commas and "and". A choice of named things ("which three universities") wants as many names that the question
    /// does not have.
    /// </summary>
    private static TypeMatch ListOf(QuestionAnalysis question, QuestionMatch match, SentenceText sentence)
    {
        var joins = sentence.Text.Count(c => c == ',') + ListJoin().Count(sentence.Text);
        var names = sentence.Entities.Count(entity => entity.Kind is EntityKind.Name or EntityKind.Person or EntityKind.Organisation or EntityKind.Place && IsNew(entity, match, sentence));
        return question.Count > 1
            ? new TypeMatch(Math.Min(1, (double)names / question.Count), 0, 0, null)
            : joins > 0 ? new TypeMatch(Math.Min(1, 0.4 + 0.2 * joins), 0, 0, null) : None;
    }

    private static TypeMatch Cue(Match cue) => cue.Success ? new TypeMatch(1, 0, 0, null) : None;

    private static double StrengthOf(EntityKind kind, AnswerType type, ReadOnlySpan<char> text) => (type, kind) switch
    {
        (AnswerType.Person, EntityKind.Person) => 1,
        (AnswerType.Person, EntityKind.Name) => text.Contains(' ') ? 0.9 : 0.6,
        (AnswerType.Person, EntityKind.Organisation) => 0.4,
        (AnswerType.Person, EntityKind.Place) => 0.3,
        (AnswerType.Organisation, EntityKind.Organisation) => 1,
        (AnswerType.Organisation, EntityKind.Name or EntityKind.Place) => 0.6,
        (AnswerType.Place, EntityKind.Place) => 1,
        (AnswerType.Place, EntityKind.Address) => 0.9,
        (AnswerType.Place, EntityKind.Name) => 0.6,
        (AnswerType.Place, EntityKind.Organisation) => 0.5,
        (AnswerType.Date, EntityKind.Date) => 1,
        (AnswerType.Number, EntityKind.Number) => 1,
        (AnswerType.Number, EntityKind.Money) => 0.5,
        (AnswerType.Money, EntityKind.Money) => 1,
        (AnswerType.Money, EntityKind.Number) => 0.3,
        (AnswerType.Thing, EntityKind.Name or EntityKind.Organisation) => 0.3,
        _ => 0,
    };

    private static bool IsNew(Entity entity, QuestionMatch match, SentenceText sentence)
    {
        var (start, end) = (sentence.Span.Start + entity.Span.Start, sentence.Span.Start + entity.Span.End);
        var within = sentence.Tokens.Where(token => token.Start >= start && token.End <= end).ToList();
        return within.Count == 0 || within.Exists(token => !match.All.Contains(token.Term));
    }

    private static double NearnessOf(Entity entity, QuestionMatch match, SentenceText sentence)
    {
        var start = sentence.Span.Start + entity.Span.Start;
        var end = sentence.Span.Start + entity.Span.End;
        var place = 0;
        while (place < sentence.Tokens.Count && sentence.Tokens[place].Start < start)
        {
            place++;
        }

        var at = sentence.Tokens.Count == 0 ? 0 : sentence.Tokens[Math.Min(place, sentence.Tokens.Count - 1)].Position;
        var (sum, weights) = (0.0, 0.0);
        foreach (var term in match.Own)
        {
            weights += term.Idf;
            var nearest = sentence.Tokens.Where(token => token.Term == term.Term && (token.End <= start || token.Start >= end))
                .Select(token => Math.Abs(token.Position - at)).DefaultIfEmpty(int.MaxValue).Min();
            if (nearest < int.MaxValue)
            {
                sum += term.Idf / (1 + 0.2 * nearest);
            }
        }

        return weights > 0 ? sum / weights : 0;
    }

    private static bool StandsWith(Entity entity, IReadOnlySet<string> focus, SentenceText sentence)
    {
        var (start, end) = (sentence.Span.Start + entity.Span.Start, sentence.Span.Start + entity.Span.End);
        var before = sentence.Tokens.Where(token => token.End <= start).TakeLast(FocusReach / 2);
        var after = sentence.Tokens.Where(token => token.Start >= start).Take(FocusReach);
        return before.Concat(after).Any(token => focus.Contains(token.Term)) || end < start;
    }

    [GeneratedRegex(@"\b(?:because|due to|owing to|as a result|result(?:ed|s)? (?:in|from)|caus(?:e|es|ed|ing)|in order to|so (?:that|as to)|(?:led|leads|leading) to|therefore|thus|hence|since|forc(?:e|es|ed|ing)|reasons?|thanks to|attributed to|explains?|prompted|intended to|designed to|aim(?:s|ed)? to|to (?:avoid|allow|ensure|prevent|make|provide|help|protect|reduce|improve|enable|support|gain|increase))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReasonCue();

    [GeneratedRegex(@"\b(?:is|are|was|were|means?|refers? to|stands? for|defined as|known as|called|describes?)\b|\(|\s[–—-]\s", RegexOptions.IgnoreCase)]
    private static partial Regex DefinitionCue();

    [GeneratedRegex(@"\b(?:and|or|as well as|both)\b|;", RegexOptions.IgnoreCase)]
    private static partial Regex ListJoin();
}
