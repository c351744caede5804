namespace CcgBot.Text;

/// <summary>A line as the row of a table: cells parted by tabs, bars or two blanks and more.</summary>
public static class TableRow
{
    /// <summary>The cells, trimmed, as offsets into the text; an empty cell between two bars or tabs is a run of no length.</summary>
    public static IReadOnlyList<TextSpan> Cells(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.AsSpan(start, end - start);
        return line.Contains('|') ? Parted(text, start, end, '|')
            : line.Contains('\t') ? Parted(text, start, end, '\t')
            : line.IndexOf("  ", StringComparison.Ordinal) >= 0 ? ByBlanks(text, start, end)
            : [new TextSpan(start, end)];
    }

    /// <summary>Parted by more than two blanks: a bar, a tab, a wide gap.</summary>
    public static bool IsParted(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.AsSpan(start, end - start);
        return line.ContainsAny('|', '\t') || line.IndexOf("   ", StringComparison.Ordinal) >= 0;
    }

    /// <summary>A line of dashes, bars and the like, as is drawn under a table's head.</summary>
    public static bool IsRule(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.AsSpan(start, end - start);
        return line.Length > 2 && !line.ContainsAnyExcept("-–—=+|:_ \t") && line.ContainsAny("-–—=_");
    }

    private static List<TextSpan> Parted(string text, int start, int end, char mark)
    {
        // A bar at the line's ends parts nothing.
        if (mark == '|')
        {
            start = text[start] == '|' ? start + 1 : start;
            end = end > start && text[end - 1] == '|' ? end - 1 : end;
        }

        var cells = new List<TextSpan>();
        for (var from = start; from <= end;)
        {
            var at = text.IndexOf(mark, from, end - from);
            var to = at < 0 ? end : at;
            cells.Add(Trimmed(text, from, to));
            from = to + 1;
            // Several tabs in a row only line the columns up.
            while (mark == '\t' && from < end && text[from] == '\t')
            {
                from++;
            }
        }

        return cells;
    }

    private static List<TextSpan> ByBlanks(string text, int start, int end)
    {
        var cells = new List<TextSpan>();
        var from = start;
        for (var i = start; i < end; i++)
        {
            // Two blanks after a full stop are typewriting.
            if (text[i] == ' ' && i + 1 < end && text[i + 1] == ' ' && i > from && text[i - 1] is not ('.' or '!' or '?' or ':' or ';' or ','))
            {
                cells.Add(new TextSpan(from, i));
                while (i < end && text[i] == ' ')
                {
                    i++;
                }

                from = i;
            }
        }

        if (from < end)
        {
            cells.Add(new TextSpan(from, end));
        }

        return cells;
    }

    private static TextSpan Trimmed(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new TextSpan(start, end);
    }
}
