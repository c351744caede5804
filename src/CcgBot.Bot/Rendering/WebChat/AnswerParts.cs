using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Retrieval;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.Rendering.WebChat;

/// <summary>
/// What our own chat page lays out around an answer's text: the short answer, a card for each source, the words that no paragraph has. It goes as
/// <c>channelData.answer</c>; other Direct Line clients show the text alone.
/// </summary>
internal static class AnswerParts
{
    private const int OpeningWords = 20;
    private const int OpeningLength = 240;

    /// <param name="cited">The citations as the message numbers them.</param>
    public static JObject Of(Answer answer, IReadOnlyList<Citation> cited)
    {
        var first = (answer as Answer.Grounded)?.Claims is [var claim, ..] ? claim : null;
        var abstention = answer as Answer.Abstention;
        return ActivityJson.Object(new
        {
            kind = answer switch { Answer.Grounded => "grounded", Answer.Abstention { Reason: not AbstentionReason.Empty } => "abstention", _ => "clarification" },
            // The claim that is nothing but its short answer needs no line before it.
            shortAnswer = first?.ShortAnswer is { } run && run.Length < first.Text.Length ? first.Text[run.Start..run.End] : null,
            missing = abstention?.Missing ?? [],
            repaired = answer.Repairs.Select(repair => new { typed = repair.Typed, searched = repair.Searched }),
            // The question as it was searched, to be asked again as one meant it.
            meant = answer.Repairs.Count > 0 && abstention is not null ? SpellingRepair.Apply(answer.Question, answer.Repairs) : null,
            citations = cited.Select(Card).ToList(),
        });
    }

    // The citation as /api/ask gives it, whatever it may hold, and how its paragraph begins.
    private static JObject Card(Citation citation)
    {
        var card = ActivityJson.Read<JObject>(JsonSerializer.Serialize(CitationJson.From(citation), AnswerJson.Options));
        card["opening"] = Opening(citation.Paragraph.Text);
        return card;
    }

    private static string Opening(string text)
    {
        var words = text.Split((char[]?)null, OpeningWords + 1, StringSplitOptions.RemoveEmptyEntries);
        return Words.Shorten(string.Join(' ', words.Take(OpeningWords)) + (words.Length > OpeningWords ? " …" : ""), OpeningLength);
    }
}
