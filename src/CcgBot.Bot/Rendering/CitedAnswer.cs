using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Answering;

namespace CcgBot.Bot.Rendering;

/// <summary>
/// The text and citations of an answer as a channel may show them: so many citations and no more, numbered from 1 without gaps, every
/// <c>[n]</c> of the text among them and the reverse. Sources beyond the limit are named in the text instead.
/// </summary>
/// <param name="Text">Markdown; a mark of ours reads <c>[n]</c>, one in a source's own words is escaped.</param>
public sealed partial record CitedAnswer(string Text, IReadOnlyList<Citation> Citations)
{
    /// <param name="most">Citations the channel takes.</param>
    /// <param name="lineAClaim">Each of several claims on a line of its own.</param>
    public static CitedAnswer Of(Answer answer, int most, bool lineAClaim = false)
    {
        var (text, citations) = answer switch
        {
            Answer.Abstention { Nearest.Count: > 0 } abstention => (AnswerMarkdown.Of(answer) + Nearest(abstention), abstention.Nearest),
            Answer.Grounded grounded => (AnswerMarkdown.Of(answer, lineAClaim), grounded.Citations),
            _ => (AnswerMarkdown.Of(answer), []),
        };
        return Number(Notices(answer, text), citations, most);
    }

    // The text decides: what it cites first is [1], what it never cites is no citation of this message.
    private static CitedAnswer Number(string text, IReadOnlyList<Citation> citations, int most)
    {
        var shown = new List<Citation>();
        var beyond = new List<Citation>();
        var known = citations.ToDictionary(citation => citation.Number);
        var numbered = Mark().Replace(text, match =>
        {
            if (!int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !known.TryGetValue(number, out var citation))
            {
                return "";
            }

            var place = shown.FindIndex(each => each.Number == number);
            if (place < 0 && shown.Count < most)
            {
                place = shown.Count;
                shown.Add(citation);
            }

            if (place >= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"[{place + 1}]");
            }

            beyond.Add(citation);
            return "";
        });

        if (beyond.Count > 0)
        {
            var named = beyond.DistinctBy(citation => citation.Number)
                .Select(citation => $"{AnswerMarkdown.Escape(Words.Place(citation.Paragraph, 120))} ({Words.Date(citation.Paragraph)})");
            numbered += $"\n\nFurther sources: {string.Join("; ", named)}.";
        }

        return new CitedAnswer(numbered, [.. shown.Select((citation, i) => citation with { Number = i + 1 })]);
    }

    private static string Nearest(Answer.Abstention abstention)
    {
        var list = new StringBuilder("\n\n");
        foreach (var citation in abstention.Nearest)
        {
            list.Append(CultureInfo.InvariantCulture, $"- “{AnswerMarkdown.Escape(Words.Shorten(citation.Quote, 200))}” [{citation.Number}]\n");
        }

        return list.ToString().TrimEnd('\n');
    }

    // Safety first: a person in an emergency must not have to read past the answer. The rest explains what was shown.
    private static string Notices(Answer answer, string text)
    {
        if (answer is Answer.Reply)
        {
            // A reply to an emergency is the safety text itself, and nothing else.
            return text;
        }

        var safety = answer.Notices.Where(notice => notice.Kind == NoticeKind.Safety).Select(notice => $"**{AnswerMarkdown.Escape(notice.Text)}**");
        var rest = answer.Notices.Where(notice => notice.Kind != NoticeKind.Safety).Select(notice => $"_{AnswerMarkdown.Escape(notice.Text)}_");
        return string.Join("\n\n", [.. safety, text, .. rest]);
    }

    [GeneratedRegex(@"(?<!\\)\[(\d{1,9})\]")]
    private static partial Regex Mark();
}
