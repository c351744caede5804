using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Answering.Dates;

namespace CcgBot.Answering;

/// <summary>An answer as Markdown of our making: all article text escaped, every <c>[n]</c> that is ours has one citation and the reverse.</summary>
public static partial class AnswerMarkdown
{
    public static string Of(Answer answer) => answer switch
    {
        Answer.Grounded grounded => Grounded(grounded),
        Answer.Abstention { Reason: AbstentionReason.Empty } => "Please ask a question about the articles.",
        Answer.Abstention { Nearest.Count: 0 } => "The articles don't answer this.",
        Answer.Abstention => "The articles don't answer this. The nearest paragraphs are close, but do not answer.",
        // The choices are named in the text too: not every place shows buttons.
        Answer.Clarification clarification => $"{Escape(clarification.Prompt)}\n\n{string.Join('\n', clarification.Options.Select(option => "- " + Escape(option.Label)))}",
        _ => throw new InvalidOperationException($"No text form for {answer.GetType().Name}."),
    };

    /// <summary>One claim with its short answer in bold, then its marks: <c>… **eight** … [1][2]</c>.</summary>
    public static string Of(Claim claim)
    {
        var text = claim.ShortAnswer is { } span
            ? $"{Escape(claim.Text[..span.Start])}**{Escape(claim.Text[span.Start..span.End])}**{Escape(claim.Text[span.End..])}"
            : Escape(claim.Text);
        return $"{text} {string.Concat(claim.Citations.Select(n => string.Create(CultureInfo.InvariantCulture, $"[{n}]")))}";
    }

    /// <summary>Text that shows as itself in Markdown: no emphasis, link, image, HTML, heading, list or citation mark can come of it.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            switch (c)
            {
                case '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '!':
                    escaped.Append('\\').Append(c);
                    break;
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '\r':
                    break;
                case '\n':
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

    private static string Grounded(Answer.Grounded answer)
    {
        string Dated(Claim claim) => RelativeDates.Beside(claim, answer.Citations) is { } dates ? $"{Of(claim)} _({Dates(dates)})_" : Of(claim);
        var text = answer.Claims.Count > 2
            ? string.Join('\n', answer.Claims.Select(claim => "- " + Dated(claim)))
            : string.Join(' ', answer.Claims.Select(Dated));
        foreach (var part in answer.Unanswered)
        {
            text += $"\n\nThe articles don't answer: {Escape(part)}";
        }

        foreach (var disagreement in answer.Disagreements)
        {
            var marks = string.Concat(disagreement.Citations.Select(n => string.Create(CultureInfo.InvariantCulture, $"[{n}]")));
            text += $"\n\nThe sources differ on {Escape(disagreement.About)} {marks}";
        }

        return text;
    }

    /// <summary>The marks in it are ours and stay marks.</summary>
    private static string Dates(string beside) => EscapedMark().Replace(Escape(beside), "[$1]");

    [GeneratedRegex(@"\\\[(\d{1,9})\\\]")]
    private static partial Regex EscapedMark();
}
