using System.Text;
using CcgBot.Answering.Extractive;
using CcgBot.Articles;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;

namespace CcgBot.Answering.Units;

/// <summary>
/// What is shown for chosen sentences, so that none is cut out of what gives it its meaning: the sentence; a list with its lead-in; an
/// item with its lead-in; a row of a table with the names of its columns; after a colon what follows it.
/// </summary>
/// <param name="near">The paragraphs around one, it included, in reading order; null = only the paragraph itself is known.</param>
public sealed class AnswerUnits(EnglishTextAnalyzer analyzer, Func<Paragraph, IReadOnlyList<Paragraph>>? near = null)
{
    private readonly EntryReader _reader = new(near);
    private readonly EntryChoice _choice = new(analyzer);
    private readonly EntryAnswers _answers = new(analyzer, new EntryReader(near), near);
    private readonly Func<Paragraph, IReadOnlyList<Paragraph>>? _near = near;

    /// <summary>What a list or table among the paragraphs answers by its form, with how sure that is; null where none does.</summary>
    /// <param name="paragraphs">The best first.</param>
    public (DraftClaim Claim, double Confidence)? ByForm(QuestionAnalysis question, QuestionMatch match, IEnumerable<Paragraph> paragraphs) =>
        _answers.Of(question, match, paragraphs) is { } answer ? (Listed(answer.Entries, answer.Shown, [], _ => null), answer.Confidence) : null;

    /// <summary>One claim for each unit that the sentences are of, in their order; none for a sentence that can't be shown by itself or is about another amount.</summary>
    /// <param name="same">Other places where the articles say a sentence, to the word; <see cref="DraftClaim.Sources"/> names them all.</param>
    /// <param name="bold">The short answer within a sentence's text.</param>
    public IReadOnlyList<DraftClaim> Of(
        QuestionMatch match, IReadOnlyList<ScoredSentence> chosen, Func<ScoredSentence, IEnumerable<SourceQuote>> same, Func<ScoredSentence, TextSpan?> bold)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(chosen);
        var claims = new List<DraftClaim>();
        var done = new HashSet<(long, int)>();
        foreach (var sentence in chosen)
        {
            var paragraph = sentence.Passage.Source.Paragraph;
            if (_reader.Around(paragraph, sentence.Sentence.Span) is { } entries)
            {
                if (done.Add((entries.Items[0].Paragraph.Key, entries.Items[0].Span.Start)))
                {
                    var of = chosen.SelectMany(one => entries.Items.Where(item => item.Holds(one.Passage.Source.Paragraph, one.Sentence.Span))).Distinct().ToList();
                    if (_choice.Of(match, paragraph.Title, entries, of) is { } shown)
                    {
                        claims.Add(Listed(entries, shown, chosen, bold));
                    }
                }
            }
            else if (EndsOpen(sentence.Sentence.Text))
            {
                if (Continued(sentence) is { } whole)
                {
                    claims.Add(whole);
                }
            }
            else
            {
                claims.Add(new DraftClaim(Folded.Of(sentence.Sentence.Text), [Quote(sentence), .. same(sentence)], Shifted(bold(sentence), sentence.Sentence.Text)));
            }
        }

        return claims;
    }

    private static SourceQuote Quote(ScoredSentence sentence) => new(sentence.Passage.Source.Paragraph, sentence.Sentence.Span.Start, sentence.Sentence.Span.End);

    private static bool EndsOpen(string sentence) => sentence.AsSpan().TrimEnd() is [.., ':' or '：'];

    /// <summary>A sentence that ends in a colon says nothing without the next.</summary>
    private DraftClaim? Continued(ScoredSentence open)
    {
        var (passage, lead) = (open.Passage, Quote(open));
        var next = open.Sentence.Index + 1 < passage.Sentences.Count
            ? new SourceQuote(lead.Paragraph, passage.Sentences[open.Sentence.Index + 1].Span.Start, passage.Sentences[open.Sentence.Index + 1].Span.End)
            : _near?.Invoke(lead.Paragraph).FirstOrDefault(paragraph => paragraph.Key == lead.Paragraph.Key + 1) is { } following && SentenceSplitter.Split(following.Text) is [var first, ..]
                ? new SourceQuote(following, first.Start, first.End)
                : null;
        if (next is null)
        {
            return null;
        }

        var writer = new PartWriter();
        writer.Add(lead);
        writer.Text.Append(' ');
        writer.Add(next);
        return writer.Claim([lead, next]);
    }

    private static DraftClaim Listed(Entries entries, IReadOnlyList<Entry> shown, IReadOnlyList<ScoredSentence> chosen, Func<ScoredSentence, TextSpan?> bold)
    {
        var writer = new PartWriter();
        if (entries.LeadIn is { } lead)
        {
            writer.Add(lead);
            if (lead.Text.AsSpan().TrimEnd() is not [.., ':' or '：' or '?' or '？' or '.' or '。' or ';' or ','])
            {
                writer.Text.Append(':');
            }
        }

        if (shown.Count > 1)
        {
            foreach (var item in shown)
            {
                writer.Text.Append(writer.Text.Length > 0 ? "\n" : "").Append(' ', 2 * (item.Level - 1)).Append(MarkOf(item)).Append(' ');
                AddWords(writer, entries, item);
            }

            return writer.Claim([.. entries.LeadIn is { } first ? [first] : (SourceQuote[])[], .. shown.Select(item => item.Quote), .. HeadOf(entries)]);
        }

        writer.Text.Append(writer.Text.Length > 0 ? " " : "");
        var start = writer.Text.Length;
        AddWords(writer, entries, shown[0]);
        // The item comes first among the sources: it is what was asked for.
        var claim = writer.Claim([shown[0].Quote, .. entries.LeadIn is { } before ? [before] : (SourceQuote[])[], .. HeadOf(entries)]);
        var sentence = chosen.FirstOrDefault(one => shown[0].Holds(one.Passage.Source.Paragraph, one.Sentence.Span));
        return entries.IsTable || sentence is null || bold(sentence) is not { } run ? claim
            : claim with { ShortAnswer = Within(claim.Text, start, sentence.Sentence.Text[run.Start..run.End]) };
    }

    private static IEnumerable<SourceQuote> HeadOf(Entries entries) => entries.Head is { } head ? [head.Quote] : [];

    /// <summary>Ours: a number as written where Markdown takes it for one, else a dash and what is written.</summary>
    private static string MarkOf(Entry item) => item.Mark == "-" || item.Mark.Length <= 3 && item.Mark[^1] == '.' && char.IsAsciiDigit(item.Mark[0]) ? item.Mark : "-";

    private static void AddWords(PartWriter writer, Entries entries, Entry item)
    {
        if (item.Cells.Count < 2 || item.IsWordedRow)
        {
            if (MarkOf(item) == "-" && item.Mark != "-")
            {
                writer.Text.Append(item.Mark).Append(' ');
            }

            writer.Add(item.Quote);
            return;
        }

        var first = true;
        for (var column = 0; column < item.Cells.Count; column++)
        {
            if (item.Cells[column].Length == 0)
            {
                continue;
            }

            var name = entries.Head is { } head && column < head.Cells.Count && head.Cells[column].Length > 0 ? head : null;
            writer.Text.Append(first ? "" : entries.Head is null && column == 1 ? ": " : "; ");
            if (name is not null)
            {
                writer.Add(name.Quote, name.Cells[column]);
                writer.Text.Append(name.Cell(column)[^1] is ':' ? " " : ": ");
            }

            writer.Add(item.Quote, item.Cells[column]);
            first = false;
        }
    }

    private static TextSpan? Shifted(TextSpan? bold, string sentence) => bold is { } run
        ? new TextSpan(Folded.Of(sentence[..run.Start]).Length, Folded.Of(sentence[..run.End]).Length)
        : null;

    private static TextSpan? Within(string text, int from, string words) =>
        text.IndexOf(Folded.Of(words), from, StringComparison.Ordinal) is >= 0 and var at ? new TextSpan(at, at + Folded.Of(words).Length) : null;

    /// <summary>Puts a claim together from runs of articles, keeping where each came from.</summary>
    private sealed class PartWriter
    {
        private readonly List<DraftPart> _parts = [];

        public StringBuilder Text { get; } = new();

        public void Add(SourceQuote source) => Add(source, new TextSpan(source.Start, source.End));

        /// <param name="run">What of the source's paragraph is shown.</param>
        public void Add(SourceQuote source, TextSpan run)
        {
            var start = Text.Length;
            Text.Append(Folded.Of(source.Paragraph.Text[run.Start..run.End].Trim()));
            _parts.Add(new DraftPart(new TextSpan(start, Text.Length), [source]));
        }

        public DraftClaim Claim(IReadOnlyList<SourceQuote> sources) => new(Text.ToString(), sources) { Parts = [.. _parts] };
    }
}
