using System.Collections.Frozen;
using System.Globalization;

namespace CcgBot.Text;

/// <summary>
/// The lines of a text, and which line ends are mere wrapping: a line that stopped although the next word had room was ended on purpose; one that
/// stopped because it was full runs on. Nothing but the lines' own lengths, marks and first letters is looked at.
/// </summary>
public sealed class TextLines
{
    /// <summary>Share of the lines that the width holds: a few may run over.</summary>
    private const double Within = 0.95;

    /// <summary>Up to so many lines the longest is the width.</summary>
    private const int FewLines = 12;

    /// <summary>A line of this share of the width that stops in mid-sentence runs on, though a word more had room: text wrapped by hand is ragged.</summary>
    private const double NearlyFull = 0.6;

    private const int ShortestNearlyFull = 25;
    private const int ShortestFull = 20;
    private const int ShortestUnspaced = 8;

    /// <summary>Words of a short line that is no entry.</summary>
    private const int FewestBrokenOff = 4;

    /// <summary>Narrower columns are seldom set; lines so short are entries.</summary>
    private const int NarrowestWrapped = 35;

    /// <summary>A full line this long before a capital is running text rather than one entry of several.</summary>
    private const int ShortestBeforeCapital = 60;

    /// <summary>No editor wraps later than this: longer lines are paragraphs, unless they break off in mid-sentence.</summary>
    internal const int WidestWrapping = 120;

    private const int LeastBrokenOff = 8;

    /// <summary>Lines before and after one that tell how wide the text is there.</summary>
    private const int Neighbours = 4;

    /// <summary>Words that no line is ended after on purpose, in the languages that have such words in common use here.</summary>
    private static readonly FrozenSet<string> Unfinished = """
        a an the of to in on at by for with from into than and or nor not no is are was were be been must should may might can could will would shall do does did has have had that which who whose this these those
        your their our its his her my as if when while because between about over under per very more less also only
        der die das den dem des ein eine einen einem einer und oder nicht kein keine keinen im am zum zur vom in zu mit von für ist sind war wird werden auf bei nach aus als dass wenn sich
        le la les de du des un une et ou ne pas à au aux est sont que qui pour avec dans sur par en
        el los del y o u un una en con por para es son que se al su sus
        il lo gli di da per che non e o un uno una con su
        в на с и не по из за от до для что как или при
        न के का की में से को और पर साथ
        في من على إلى مع لا أن عن
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same of Japanese particles and Chinese words of one sign.</summary>
    private const string OpenEnds = "にはをがとでのもへや的和与在是不或把被将";

    private readonly string _text;
    private readonly bool[] _row;
    private readonly ListMark?[] _marks;
    private readonly bool _wraps;

    private TextLines(string text, IReadOnlyList<TextLine> lines)
    {
        _text = text;
        Lines = lines;
        _row = Rows(text, lines);
        Width = WidthOf(lines.Where((line, i) => !line.IsBlank && !_row[i]).Select(line => line.Length).ToList());
        _marks = Marks();
        IsWrappedWide = WrapsWide();
        _wraps = Wraps();
    }

    public IReadOnlyList<TextLine> Lines { get; }

    /// <summary>The length at which lines are full, in UTF-16 units.</summary>
    public int Width { get; }

    /// <summary>Its lines are longer than anybody wraps, and break off in mid-sentence all the same: a text taken out of pages, each place as wide as it was there.</summary>
    public bool IsWrappedWide { get; }

    public static TextLines Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<TextLine>();
        for (var start = 0; start <= text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny(LineEnds.Characters);
            var end = length < 0 ? text.Length : start + length;
            var (from, to) = (start, end);
            while (from < to && IsBlank(text[from]))
            {
                from++;
            }

            while (to > from && IsBlank(text[to - 1]))
            {
                to--;
            }

            lines.Add(new TextLine(start, from, to));
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }

        return new TextLines(text, lines);
    }

    /// <summary>The mark that makes a line an item of a list; null for every other line.</summary>
    public ListMark? MarkOf(int line) => _marks[line];

    /// <summary>Whether a line is a row of a table: its neighbour has as many cells.</summary>
    public bool IsRow(int line) => _row[line];

    /// <summary>A line's end is mere wrapping: the next line goes on with it.</summary>
    public bool RunsOn(int line)
    {
        if (line + 1 >= Lines.Count || Lines[line].IsBlank || Lines[line + 1].IsBlank || _row[line] || _row[line + 1] || _marks[line + 1] is not null)
        {
            return false;
        }

        var (one, next) = (Lines[line], Lines[line + 1]);
        var last = _text[one.End - 1];
        var first = FirstLetter(next);
        if (last is '-' or '\u2010' or '\u00AD' && one.Length > 1 && char.IsLetter(_text[one.End - 2]) && char.IsLower(_text[next.Start]))
        {
            return true;
        }

        var full = !Fits(line);
        var ends = SentenceMarks.IsEnd(_text, one.Start, one.End);
        if (last is ':' or '：' || ends)
        {
            return full && _wraps && Width >= NarrowestWrapped;
        }

        if (EndsOpen(one))
        {
            return true;
        }

        if (full)
        {
            return !char.IsUpper(first) && one.Length >= (Scripts.IsUnspaced(first) ? ShortestUnspaced : ShortestFull) || _wraps && Width >= NarrowestWrapped || one.Length >= ShortestBeforeCapital;
        }

        return char.IsLower(first) && (one.Length >= ShortestNearlyFull && one.Length >= NearlyFull * WidthAt(line) || BreaksOff(line));
    }

    /// <summary>
    /// A short line that stops in mid-sentence: "Do not eat anything for 6⏎hours before". It has the beginning of a sentence in it, which an entry in lower case
    /// has not, and ends in a number, or the text is wrapped elsewhere.
    /// </summary>
    private bool BreaksOff(int at)
    {
        var line = Lines[at];
        var text = _text.AsSpan(line.Start, line.Length);
        return text.Count(' ') + 1 >= FewestBrokenOff && (_wraps || char.IsDigit(text[^1]))
            && (!char.IsLower(FirstLetter(line)) || HasSentenceEnd(line) || GoesOn(at));
    }

    /// <summary>A line in lower case that goes on with the sentence of the line before.</summary>
    private bool GoesOn(int at) => at > 0 && Lines[at - 1] is { IsBlank: false } before && !_row[at - 1]
        && _text[before.End - 1] is not (':' or '：') && !SentenceMarks.IsEnd(_text, before.Start, before.End)
        && (!char.IsLower(FirstLetter(before)) || !Fits(at - 1));

    private bool HasSentenceEnd(TextLine line)
    {
        for (var i = line.Start + 1; i + 1 < line.End; i++)
        {
            if (char.IsWhiteSpace(_text[i]) && SentenceMarks.IsEnd(_text, line.Start, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>White space that parts no lines.</summary>
    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B';

    private static int WidthOf(List<int> lengths)
    {
        lengths.Sort();
        return lengths.Count == 0 ? 0 : lengths.Count <= FewLines ? lengths[^1] : lengths[Math.Min(lengths.Count - 1, (int)(Within * lengths.Count))];
    }

    /// <summary>Runs of two lines and more that have the same number of cells, two at least.</summary>
    private static bool[] Rows(string text, IReadOnlyList<TextLine> lines)
    {
        var cells = lines.Select(line => TableRow.Cells(text, line.Start, line.End).Count).ToList();
        var rows = new bool[lines.Count];
        for (var from = 0; from < lines.Count;)
        {
            var to = from + 1;
            while (to < lines.Count && cells[from] >= 2 && (cells[to] == cells[from] || TableRow.IsRule(text, lines[to].Start, lines[to].End)))
            {
                to++;
            }

            // Two blanks may be justified setting: three lines in a row that have them in as many places are not.
            var certain = Enumerable.Range(from, to - from).Any(i => TableRow.IsParted(text, lines[i].Start, lines[i].End));
            for (var i = from; to - from >= (certain ? 2 : 3) && i < to; i++)
            {
                rows[i] = true;
            }

            from = to;
        }

        // A rule of dashes and bars belongs to its table.
        for (var i = 1; i < lines.Count; i++)
        {
            rows[i] |= (rows[i - 1] || (i + 1 < lines.Count && rows[i + 1])) && TableRow.IsRule(text, lines[i].Start, lines[i].End);
        }

        return rows;
    }

    /// <summary>The next line's first word would have had room on this line.</summary>
    private bool Fits(int line)
    {
        var next = Lines[line + 1];
        var end = next.Start;
        while (end < next.End && !char.IsWhiteSpace(_text[end]))
        {
            // Where words aren't parted by blanks a line may be broken anywhere.
            if (++end - next.Start == 1 && Scripts.IsUnspaced(_text[next.Start]))
            {
                break;
            }
        }

        return Lines[line].Length + (Scripts.IsUnspaced(_text[next.Start]) ? 0 : 1) + end - next.Start <= WidthAt(line);
    }

    private int WidthAt(int line)
    {
        if (!IsWrappedWide)
        {
            return Width;
        }

        var width = ShortestBeforeCapital;
        for (var i = Math.Max(0, line - Neighbours); i < Math.Min(Lines.Count, line + Neighbours + 1); i++)
        {
            width = Math.Max(width, _row[i] ? 0 : Lines[i].Length);
        }

        return Math.Min(width, Width);
    }

    private bool WrapsWide()
    {
        if (Width <= WidestWrapping)
        {
            return false;
        }

        var (all, brokenOff) = (0, 0);
        for (var i = 0; i + 1 < Lines.Count; i++)
        {
            if (Lines[i].Length >= ShortestBeforeCapital && !Lines[i + 1].IsBlank && !_row[i] && !_row[i + 1] && _marks[i + 1] is null)
            {
                all++;
                brokenOff += !SentenceMarks.IsEnd(_text, Lines[i].Start, Lines[i].End) && char.IsLower(FirstLetter(Lines[i + 1])) ? 1 : 0;
            }
        }

        return brokenOff >= LeastBrokenOff && 3 * brokenOff >= all;
    }

    private char FirstLetter(TextLine line)
    {
        for (var i = line.Start; i < line.End; i++)
        {
            if (char.IsLetterOrDigit(_text[i]))
            {
                return _text[i];
            }
        }

        return '\0';
    }

    private bool EndsOpen(TextLine line)
    {
        if (_text[line.End - 1] is ',' or '(' or '、' or '，' or '،' || OpenEnds.Contains(_text[line.End - 1]))
        {
            return true;
        }

        var start = line.End;
        while (start > line.Start && (char.IsLetter(_text[start - 1]) || char.GetUnicodeCategory(_text[start - 1]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
        {
            start--;
        }

        return start > line.Start && Unfinished.Contains(_text[start..line.End]);
    }

    /// <summary>Whether full lines break off in mid-sentence often enough for the text to be wrapped.</summary>
    private bool Wraps()
    {
        var (full, running) = (0, 0);
        for (var i = 0; i + 1 < Lines.Count; i++)
        {
            if (!Lines[i].IsBlank && !Lines[i + 1].IsBlank && !_row[i] && !_row[i + 1] && _marks[i + 1] is null && !Fits(i))
            {
                full++;
                running += char.IsUpper(FirstLetter(Lines[i + 1])) ? 0 : 1;
            }
        }

        return running > 0 && 5 * running >= 2 * full;
    }

    private ListMark?[] Marks()
    {
        var marks = new ListMark?[Lines.Count];
        ListMark? last = null;
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].IsBlank || _row[i] || ListMark.At(_text, Lines[i].Start, Lines[i].End) is not { } mark)
            {
                continue;
            }

            // "am⏎12. Februar", "– which": a mark in running text is no item. One that is follows an ended line or has a neighbour of its kind.
            var follows = i == 0 || Lines[i - 1].IsBlank || marks[i - 1] is not null || Ended(i - 1)
                ? !mark.IsLikeAnInitial || HasNext(i, mark) || (last is { } before && mark.Follows(before))
                : mark.IsBullet || HasNext(i, mark) || (last is { } other && mark.Follows(other));
            if (follows)
            {
                marks[i] = last = mark;
            }
        }

        return marks;
    }

    private bool Ended(int line) => !EndsOpen(Lines[line])
        && (_text[Lines[line].End - 1] is ':' or ';' or '：' or '；' or ',' || SentenceMarks.IsEnd(_text, Lines[line].Start, Lines[line].End) || Fits(line));

    private bool HasNext(int line, ListMark mark)
    {
        for (var i = line + 1; i < Math.Min(Lines.Count, line + 12); i++)
        {
            if (!Lines[i].IsBlank && ListMark.At(_text, Lines[i].Start, Lines[i].End) is { } other && other.Follows(mark))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One line by UTF-16 offsets: where it begins with its indent, and its first and last characters that are no blanks.</summary>
public readonly record struct TextLine(int LineStart, int Start, int End)
{
    public int Length => End - Start;

    public int Indent => Start - LineStart;

    public bool IsBlank => Start >= End;
}
