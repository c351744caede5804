using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Answering.Dates;
using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>An answer as Markdown of our making: all article text escaped, every <c>[n]</c> that is ours has one citation and the reverse.</summary>
public static partial class AnswerMarkdown
{
    /// <summary>The longest name of a character has 31 letters.</summary>
    private const int MostOfEntity = 33;

    /// <param name="lineAClaim">Several claims are a list, however few; otherwise two of them run on.</param>
    public static string Of(Answer answer, bool lineAClaim = false) => answer switch
    {
        Answer.Grounded grounded => Grounded(grounded, lineAClaim ? 1 : 2),
        Answer.Abstention { Reason: AbstentionReason.Empty } => "Please ask a question about the articles.",
        Answer.Abstention abstention => Escape(AbstentionText.Of(abstention)),
        // The choices are named in the text too: not every place shows buttons.
        Answer.Clarification clarification => $"{Escape(clarification.Prompt)}\n\n{string.Join('\n', clarification.Options.Select(option => "- " + Escape(option.Label)))}",
        Answer.Reply reply => Escape(reply.Text),
        _ => throw new InvalidOperationException($"No text form for {answer.GetType().Name}."),
    };

    /// <summary>One claim with its short answer in bold, then its marks: <c>… **eight** … [1][2]</c>.</summary>
    public static string Of(Claim claim)
    {
        if (claim.Parts.Count == 0)
        {
            return $"{Words(claim, new TextSpan(0, claim.Text.Length))} {Marks(claim.Citations)}";
        }

        // One line: all marks at its end. A list: each line has its own.
        var lines = claim.Text.Split('\n');
        var start = 0;
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var end = start + line.Length;
            var parts = claim.Parts.Where(part => part.Span.Start >= start && part.Span.End <= end).ToList();
            var at = start;
            foreach (var part in parts)
            {
                text.Append(claim.Text, at, part.Span.Start - at).Append(Words(claim, part.Span));
                at = part.Span.End;
            }

            text.Append(claim.Text, at, end - at).Append(' ').Append(Marks(lines.Length == 1 ? claim.Citations : [.. parts.SelectMany(part => part.Citations).Distinct()])).Append('\n');
            start = end + 1;
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Marks(IEnumerable<int> citations) => string.Concat(citations.Select(n => string.Create(CultureInfo.InvariantCulture, $"[{n}]")));

    /// <summary>A run of a claim, escaped, with its short answer in bold.</summary>
    private static string Words(Claim claim, TextSpan run) => claim.ShortAnswer is { } bold && bold.Start >= run.Start && bold.End <= run.End
        ? $"{Escape(claim.Text[run.Start..bold.Start])}**{Escape(claim.Text[bold.Start..bold.End])}**{Escape(claim.Text[bold.End..run.End])}"
        : Escape(claim.Text[run.Start..run.End]);

    /// <summary>Text that shows as itself in Markdown: no emphasis, link, image, HTML, heading, list or citation mark can come of it.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~':
                    escaped.Append('\\').Append(c);
                    break;
                case '!' when i + 1 < text.Length && text[i + 1] == '[':
                case '&' when IsEntity(text, i):
                    escaped.Append('\\').Append(c);
                    break;
                case '+' or '-' when i == 0 && i + 1 < text.Length && char.IsWhiteSpace(text[i + 1]):
                case '.' or ')' when IsListNumber(text, i):
                    // At a line's start these would make a list of the words.
                    escaped.Append('\\').Append(c);
                    break;
                case '\r' when i + 1 < text.Length && text[i + 1] == '\n':
                    break;
                case '\n' or '\r' or '\u2028' or '\u2029' or '\u0085' or '\v' or '\f':
                    escaped.Append(' ');
                    break;
                default:
                    // Bidi controls could make quoted words read as others; nothing else in C0/C1 can be shown.
                    if (!char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E') and not (>= '\u2066' and <= '\u2069'))
                    {
                        escaped.Append(c);
                    }

                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>"&amp;nbsp;", "&amp;#38;": the name or number of a character; a plain "&amp;" stays plain.</summary>
    private static bool IsEntity(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && end - at <= MostOfEntity && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '#'))
        {
            end++;
        }

        return end > at + 1 && end < text.Length && text[end] == ';';
    }

    private static bool IsListNumber(string text, int at) =>
        at is > 0 and <= 9 && !text.AsSpan(0, at).ContainsAnyExceptInRange('0', '9') && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));

    private static string Grounded(Answer.Grounded answer, int mostRunningOn)
    {
        string Dated(Claim claim) => RelativeDates.Beside(claim, answer.Citations) is { } dates ? $"{Of(claim)} _({Dates(dates)})_" : Of(claim);
        // A list among the claims stands by itself.
        var text = answer.Claims.Any(claim => claim.Parts.Count > 0 && claim.Text.Contains('\n', StringComparison.Ordinal))
            ? string.Join("\n\n", answer.Claims.Select(Dated))
            : answer.Claims.Count > mostRunningOn
            ? string.Join('\n', answer.Claims.Select(claim => "- " + Dated(claim)))
            : string.Join(' ', answer.Claims.Select(Dated));
        foreach (var part in answer.Unanswered)
        {
            text += $"\n\nThe articles don't answer: {Escape(part)}";
        }

        foreach (var disagreement in answer.Disagreements)
        {
            text += $"\n\nThe sources differ on {Escape(disagreement.About)} {Marks(disagreement.Citations)}";
        }

        return text;
    }

    /// <summary>The marks in it are ours and stay marks.</summary>
    private static string Dates(string beside) => EscapedMark().Replace(Escape(beside), "[$1]");

    [GeneratedRegex(@"\\\[(\d{1,9})\\\]")]
    private static partial Regex EscapedMark();
}
