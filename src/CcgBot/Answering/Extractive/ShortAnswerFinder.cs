using CcgBot.Text;

namespace CcgBot.Answering.Extractive;

/// <summary>The run of a sentence that answers by itself: who, when, how many. Shown in bold; null when there is none.</summary>
public static class ShortAnswerFinder
{
    /// <summary>Longer words than these are the sentence, not a short answer in it.</summary>
    private const int MostWords = 8;

    /// <summary>The words that the reader points at; without a reading, those of the kind that is asked for.</summary>
    /// <returns>Offsets within the sentence.</returns>
    public static TextSpan? Find(QuestionAnalysis question, QuestionMatch match, ScoredSentence chosen)
    {
        var (passage, sentence) = (chosen.Passage, chosen.Sentence);
        if (passage.ReadingOf(sentence) is not { } read)
        {
            return TypeMatch.Of(question, match, sentence) is { Strength: >= 0.5, Span: { } span } ? span : null;
        }

        if (question.Type == AnswerType.YesNo || read.Score <= passage.Source.Reading!.NoSpan)
        {
            return null;
        }

        var words = passage.Source.Paragraph.Text.AsSpan(read.Start, read.End - read.Start);
        return words.Count(' ') < MostWords && words.Length < sentence.Text.Length * 3 / 4
            ? EntityFinder.WholeWords(sentence.Text, read.Start - sentence.Span.Start, read.End - sentence.Span.Start)
            : null;
    }
}
