using CcgBot.Answering;
using CcgBot.Text;

namespace CcgBot.Retrieval.Reading;

/// <summary>What the reader makes of one passage for one question. All numbers are logits of the model, comparable between questions.</summary>
/// <param name="Answerable">That the passage answers the question.</param>
/// <param name="Relevant">That the passage is about what is asked.</param>
/// <param name="NoSpan">The score of "no words of it answer", on the scale of <see cref="SentenceReading.Score"/>.</param>
/// <param name="Sentences">One for each sentence of the passage, in order.</param>
public sealed record PassageReading(double Answerable, double Relevant, double NoSpan, IReadOnlyList<SentenceReading> Sentences)
{
    /// <summary>How far the best words are above none: positive where the reader would point at something.</summary>
    public double SpanMargin => (Sentences.Count == 0 ? SentenceReading.Unread : Sentences.Max(sentence => sentence.Score)) - NoSpan;
}

/// <summary>The words of a sentence that answer best.</summary>
/// <param name="Score">Start logit + end logit; <see cref="Unread"/> where the sentence was beyond what is read.</param>
/// <param name="Start">Offset into the passage's text (UTF-16).</param>
/// <param name="End">Exclusive.</param>
public sealed record SentenceReading(double Score, int Start, int End)
{
    /// <summary>Less than any score that the model gives.</summary>
    public const double Unread = -30;
}

/// <summary>A passage as the reader is given it.</summary>
/// <param name="Sentences">The sentences of the text, in order, as offsets.</param>
public sealed record PassageToRead(string Title, string Text, IReadOnlyList<TextSpan> Sentences);
