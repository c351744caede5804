using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Retrieval.Reading;

/// <summary>What is read for a paragraph: the paragraph, and of a list the lead-in and the items together, wherever it is stored in pieces.</summary>
internal sealed class ReadingUnits(Func<Paragraph, IReadOnlyList<Paragraph>>? near)
{
    /// <summary>Of a longer list, no more than the lead-in and the item itself is read: the others would push it out of the window.</summary>
    private const int MostCharacters = 1_200;

    public ReadingUnit Of(Paragraph paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return paragraph.Layout?.Form switch
        {
            BlockForm.ListItem when near is not null => OfItem(paragraph, near(paragraph)),
            BlockForm.LeadIn when near is not null => OfLead(paragraph, near(paragraph)),
            _ => null,
        } ?? new ReadingUnit(paragraph.Introduction, paragraph.Text, 0, SentenceSplitter.Split(paragraph.Text), Opens: false);
    }

    private static ReadingUnit? OfItem(Paragraph item, IReadOnlyList<Paragraph> around)
    {
        if (BlockRun.Of(around, item) is not { } list)
        {
            return null;
        }

        Paragraph[] lead = list.LeadIn is null ? [] : [list.LeadIn];
        return Joined(item, [.. lead, .. list.Members]) ?? Joined(item, [.. lead, item]);
    }

    private static ReadingUnit? OfLead(Paragraph lead, IReadOnlyList<Paragraph> around)
    {
        var length = lead.Text.Length;
        return BlockRun.IntroducedBy(around, lead) is { } list
            ? Joined(lead, [lead, .. list.Members.TakeWhile(item => (length += item.Text.Length + 1) <= MostCharacters)])
            : null;
    }

    /// <returns>Null where it is too long.</returns>
    private static ReadingUnit? Joined(Paragraph of, IReadOnlyList<Paragraph> parts)
    {
        var text = string.Join('\n', parts.Select(part => part.Text));
        if (text.Length > MostCharacters)
        {
            return null;
        }

        var start = parts.TakeWhile(part => part.Key != of.Key).Sum(part => part.Text.Length + 1);
        List<TextSpan> sentences = [.. SentenceSplitter.Split(of.Text).Select(span => new TextSpan(span.Start + start, span.End + start))];
        var opens = start == 0 && of.Text.Length < text.Length && of.Layout?.Form == BlockForm.LeadIn;
        return new ReadingUnit(of.Title, text, start, opens ? [.. sentences, new TextSpan(of.Text.Length + 1, text.Length)] : sentences, opens);
    }
}

/// <param name="Start">Where the paragraph's own text begins in <see cref="Text"/>, characters.</param>
/// <param name="Sentences">Of the paragraph, as offsets into <see cref="Text"/>; where it opens a list, the last one is the list.</param>
/// <param name="Opens">Whether the paragraph is what introduces a list.</param>
internal sealed record ReadingUnit(string Title, string Text, int Start, IReadOnlyList<TextSpan> Sentences, bool Opens)
{
    /// <summary>A reading of the unit as one of the paragraph: offsets into its own text, and what the list answers counts for the sentence that introduces it.</summary>
    public PassageReading Own(PassageReading reading)
    {
        List<SentenceReading> sentences = [.. reading.Sentences.Select(sentence => sentence with { Start = sentence.Start - Start, End = sentence.End - Start })];
        if (Opens && sentences.Count > 1)
        {
            var (lead, list) = (sentences[^2], sentences[^1]);
            var span = Sentences[^2];
            sentences.RemoveAt(sentences.Count - 1);
            sentences[^1] = list.Score > lead.Score ? new SentenceReading(list.Score, span.Start, span.End) : lead;
        }

        return reading with { Sentences = sentences };
    }
}
