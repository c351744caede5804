namespace CcgBot.Answering.Extractive;

/// <summary>The run of a sentence that answers by itself: who, when, how many. Shown in bold; null when nothing has the form that is asked for.</summary>
public static class ShortAnswerFinder
{
    public static TextSpan? Find(QuestionAnalysis question, QuestionMatch match, SentenceText sentence) =>
        TypeMatch.Of(question, match, sentence) is { Strength: >= 0.5, Span: { } span } ? span : null;
}
