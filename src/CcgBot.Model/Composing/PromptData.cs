using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Model.Composing;

/// <summary>
/// Texts from outside as a prompt shows them: each one line of JSON, so that no line end or quotation mark gets out of it, without
/// characters that can't be seen, between marks that whoever wrote the texts could not know.
/// </summary>
internal static class PromptData
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(object value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Numbered paragraphs, from 1.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Paragraph> paragraphs, int longest) =>
        [.. paragraphs.Select((paragraph, i) => Line(new
        {
            paragraph = i + 1,
            title = Clean(paragraph.Title),
            published = paragraph.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "undated",
            text = Clean(Cut(paragraph.Text, longest)),
        }))];

    public static string Asked(Question question, string standalone) => Line(new
    {
        history = question.History.TakeLast(4).Select(Shown),
        scenario = Clean(Cut(question.Scenario ?? "", 2000)),
        question = Clean(Cut(standalone, 2000)),
    });

    public static string Turn(Turn turn) => Line(Shown(turn));

    /// <summary>16 hex digits that depend on all of the data: the same question gives the same prompt, and no text can hold its own mark.</summary>
    public static string Fence(params IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];

    /// <summary>
    /// Without control, format (zero-width, direction, tag) and private characters and halves of surrogate pairs: what a reader of the
    /// article can't see, the model does not get.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t'
                || (rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF or (>= 0xE0000 and <= 0xE0FFF) or (>= 0xFE00 and <= 0xFE0F))
                    && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static object Shown(Turn turn) => new { role = turn.Role == Role.User ? "user" : "assistant", content = Clean(Cut(turn.Content, 500)) };

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = SentenceSplitter.Split(text).TakeWhile(span => span.End <= longest).Select(span => span.End).LastOrDefault(longest);
        return text[..(end > 0 ? end : longest)];
    }
}
