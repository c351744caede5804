using System.Globalization;
using System.Text;
using CcgBot.Answering;
using CcgBot.Answering.Dates;

namespace CcgBot.Cli.Rendering;

/// <summary>An answer as plain text for a terminal: the claims, then each source with its date and exact words.</summary>
internal static class ConsoleText
{
    public static string Of(Answer answer)
    {
        var text = new StringBuilder();
        foreach (var notice in answer.Notices.Where(notice => notice.Text != (answer as Answer.Reply)?.Text))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Note: {Printable(notice.Text)}").AppendLine();
        }

        switch (answer)
        {
            case Answer.Grounded grounded:
                Grounded(text, grounded);
                break;
            case Answer.Clarification clarification:
                text.AppendLine(Printable(clarification.Prompt));
                foreach (var option in clarification.Options)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"  - {Printable(option.Label)}: ask “{Printable(option.Question)}”");
                }

                break;
            case Answer.Reply reply:
                text.AppendLine(Printable(reply.Text));
                break;
            case Answer.Abstention abstention:
                text.AppendLine(Printable(AbstentionText.Of(abstention)));
                Sources(text, abstention.Nearest, "Nearest paragraphs:");
                break;
        }

        if (answer.Suggestions.Count > 0)
        {
            text.AppendLine().AppendLine("You could ask:");
            foreach (var suggestion in answer.Suggestions)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Printable(suggestion)}");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Grounded(StringBuilder text, Answer.Grounded answer)
    {
        foreach (var claim in answer.Claims)
        {
            var dates = RelativeDates.Beside(claim, answer.Citations) is { } beside ? $" ({Printable(beside)})" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"{Printable(claim.Text)} {string.Concat(claim.Citations.Select(n => $"[{n}]"))}{dates}");
        }

        foreach (var part in answer.Unanswered)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"The articles don't answer: {Printable(part)}");
        }

        foreach (var disagreement in answer.Disagreements)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"The sources differ on {Printable(disagreement.About)}: {string.Concat(disagreement.Citations.Select(n => $"[{n}]"))}");
        }

        Sources(text, answer.Citations, "Sources:");
    }

    private static void Sources(StringBuilder text, IReadOnlyList<Citation> citations, string heading)
    {
        if (citations.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine(heading);
        foreach (var citation in citations)
        {
            var paragraph = citation.Paragraph;
            var date = paragraph.Published?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "undated";
            var place = paragraph.Place is { } named ? $", {Printable(named)}" : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"[{citation.Number}] {Printable(paragraph.Title)}, paragraph {paragraph.Id.Ordinal}{place} ({date})");
            text.AppendLine(CultureInfo.InvariantCulture, $"    “{Printable(citation.Quote)}”");
            if (RelativeDates.Beside(citation) is { } dates)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    {Printable(dates)}");
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"    {paragraph.Id}");
        }
    }

    /// <summary>Article text could hold escape sequences: nothing but printable characters reaches the terminal.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => c is '\n' or '\r' or '\t' ? ' ' : char.IsControl(c) ? '\uFFFD' : c));
}
