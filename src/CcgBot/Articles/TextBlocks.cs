using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Articles;

/// <summary>
/// Cuts plain text into blocks: at blank lines, at list items, around tables, and at every line end that is not wrapping where lines are
/// too long or too many for one paragraph.
/// </summary>
public static partial class TextBlocks
{
    /// <summary>No editor wraps later than this, so a longer line is a paragraph of its own; a text that is wrapped may run over it now and then.</summary>
    private const int LongestWrappedLine = 100;

    /// <summary>More lines than this without a blank one are no single paragraph.</summary>
    private const int MostLinesOfParagraph = 12;

    private const int MostWordsOfHeading = 8;
    private const int MostWordsOfTitle = 15;

    /// <summary>The blocks, each trimmed of white space at its ends and otherwise to the letter.</summary>
    public static IReadOnlyList<TextBlock> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = TextLines.Of(text);
        var blocks = new List<Range>();
        for (var first = 0; first < lines.Lines.Count;)
        {
            if (lines.Lines[first].IsBlank)
            {
                first++;
                continue;
            }

            var end = first + 1;
            while (end < lines.Lines.Count && !lines.Lines[end].IsBlank)
            {
                end++;
            }

            Cut(text, lines, first, end, blocks);
            first = end;
        }

        return WithLayout(text, lines, blocks);
    }

    /// <summary>Cuts lines that no blank line parts.</summary>
    private static void Cut(string text, TextLines lines, int first, int end, List<Range> blocks)
    {
        var longest = lines.Lines.Skip(first).Take(end - first).Max(line => line.Length);
        var atEveryEnd = longest > LongestWrappedLine && lines.Width > TextLines.WidestWrapping && !lines.IsWrappedWide;
        var atEndsOnPurpose = longest > LongestWrappedLine || end - first > MostLinesOfParagraph;
        var start = first;
        for (var i = first + 1; i <= end; i++)
        {
            var cut = i == end
                || lines.MarkOf(i) is not null
                || lines.IsRow(i) != lines.IsRow(i - 1)
                || !lines.IsRow(i) && (atEveryEnd
                    || !lines.RunsOn(i - 1) && (atEndsOnPurpose || (lines.MarkOf(start) is not null ? LeavesItem(text, lines, start, i) : IsTitle(text, lines, first, i)))
                    || IsTitle(text, lines, first, i) && Imprint.Of(text[lines.Lines[i].Start..lines.Lines[i].End]) is not null);
            if (cut)
            {
                blocks.Add(new Range(start, i));
                start = i;
            }
        }
    }

    /// <summary>A line after an item's that is neither set in like it nor goes on in lower case.</summary>
    private static bool LeavesItem(string text, TextLines lines, int item, int line) =>
        lines.Lines[line].Indent <= lines.Lines[item].Indent && !char.IsLower(text[lines.Lines[line].Start]);

    /// <summary>The text's first line, without an end mark, over a paragraph.</summary>
    private static bool IsTitle(string text, TextLines lines, int first, int line) =>
        line == first + 1 && lines.Lines.Take(first).All(before => before.IsBlank)
        && lines.Lines[first] is var title && !EndMark().IsMatch(text[title.Start..title.End])
        && BoilerplateFilter.Words(text[title.Start..title.End]).Count <= MostWordsOfTitle;

    private static List<TextBlock> WithLayout(string text, TextLines lines, List<Range> ranges)
    {
        var blocks = new List<TextBlock>();
        var open = new List<(int Block, int Indent, ListMark Mark)>();
        for (var i = 0; i < ranges.Count; i++)
        {
            var (first, last) = (lines.Lines[ranges[i].Start.Value], lines.Lines[ranges[i].End.Value - 1]);
            var words = text[first.Start..last.End];
            if (lines.MarkOf(ranges[i].Start.Value) is { } mark)
            {
                // An item further in, or of another kind of mark at the same place after a colon, stands under the one before.
                while (open.Count > 0 && (open[^1].Indent > first.Indent || open[^1].Indent == first.Indent && (open[^1].Mark.Style == mark.Style || open.Exists(other => other.Mark.Style == mark.Style))))
                {
                    open.RemoveAt(open.Count - 1);
                }

                var introduces = open.Count > 0 ? open[^1].Block : First(i);
                blocks.Add(new TextBlock(words, new BlockLayout(BlockForm.ListItem, introduces < 0 ? 0 : i - introduces, open.Count + 1)));
                open.Add((i, first.Indent, mark));
                continue;
            }

            open.Clear();
            var table = lines.IsRow(ranges[i].Start.Value);
            blocks.Add(new TextBlock(words, table
                ? new BlockLayout(BlockForm.Table, i > 0 && Introduces(blocks[i - 1], lines, ranges, i) ? 1 : 0)
                : IsHeading(words) && i + 1 < ranges.Count ? new BlockLayout(BlockForm.Heading) : null));
        }

        // What introduces something is known once that has been read.
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Layout is { LeadIn: > 0 } layout && blocks[i - layout.LeadIn] is { Layout: null } lead)
            {
                blocks[i - layout.LeadIn] = lead with { Layout = new BlockLayout(BlockForm.LeadIn) };
            }
        }

        return blocks;

        // The block that introduces the list which the item begins or goes on with; -1 where none does.
        int First(int item)
        {
            if (item > 0 && blocks[item - 1].Layout is { Form: BlockForm.ListItem } before)
            {
                var place = item - 1;
                while (blocks[place].Layout is { Form: BlockForm.ListItem, Level: > 1 } inner)
                {
                    place -= inner.LeadIn;
                }

                return blocks[place].Layout!.LeadIn is > 0 and var distance ? place - distance : -1;
            }

            return item > 0 && Introduces(blocks[item - 1], lines, ranges, item) ? item - 1 : -1;
        }
    }

    /// <summary>Ends in a colon, is a heading or a question, or stands right over the list without a blank line or speaks of what follows.</summary>
    private static bool Introduces(TextBlock block, TextLines lines, List<Range> ranges, int next) =>
        block.Layout is null or { Form: BlockForm.Heading }
        && (block.Layout is not null
            || SpeaksOfWhatFollows(block.Text)
            || ranges[next - 1].End.Value == ranges[next].Start.Value);

    /// <summary>Ends in a colon or a question mark, or says that something follows.</summary>
    internal static bool SpeaksOfWhatFollows(string block) => LeadInEnd().IsMatch(block) || Following().IsMatch(LeadInOf(block));

    private static string LeadInOf(string block)
    {
        var span = LeadInText.Span(block);
        return block[span.Start..span.End];
    }

    private static bool IsHeading(string block) =>
        !block.AsSpan().ContainsAny(LineEnds.Characters) && BoilerplateFilter.Words(block).Count is > 0 and <= MostWordsOfHeading && !EndMark().IsMatch(block);

    [GeneratedRegex("""[.!?:;,…。！？：]["”’')\]]*\s*$""", RegexOptions.NonBacktracking)]
    private static partial Regex EndMark();

    [GeneratedRegex(@"[:：?？]\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex LeadInEnd();

    [GeneratedRegex(@"\b(?:following|as follows|below|folgende[nrsm]?|suivante?s?|siguientes?|seguenti)\b|следующ|以下|次の|下列", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Following();
}

/// <summary>A run of a text, trimmed, and what it is in the text's layout; null = plain running text.</summary>
public sealed record TextBlock(string Text, BlockLayout? Layout);
