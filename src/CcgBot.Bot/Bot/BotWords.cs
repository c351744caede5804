using CcgBot.Answering;
using CcgBot.Bot.Rendering;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot;

/// <summary>What the bot says of itself, as Markdown that reads the same where none is shown.</summary>
internal static class BotWords
{
    public const string Help =
        "Ask a question in your own words. I answer only from the indexed articles: every sentence carries the number of its source, and "
        + "a click on it shows the exact words. When the articles don't answer, I say so and show what comes nearest.\n\n"
        + "You can follow up (“and in Wales?”), say “more” for what else the articles have on it, “show the paragraph” for the source of the last answer, "
        + "or “start over” to begin anew.";

    public const string StartedOver = "Started over: what was said before is forgotten. What would you like to know?";

    public const string Failed = "Something went wrong here, and there is no answer to your question. Please ask it again in a moment.";

    public const string NothingCited = "There is no answer with a source yet: ask a question first.";

    public const string NothingAsked = "There is no question to go on from yet: ask one first.";

    private const int MostNamed = 3;
    private const int LongestName = 60;

    public static string TooLong(int longest) => $"Your message is too long: I read at most {longest} characters. Please ask a shorter question.";

    /// <summary>The reply to a message without text.</summary>
    public static string NotText(IList<Attachment?>? attachments)
    {
        var kind = attachments?.Select(attachment => attachment?.ContentType).FirstOrDefault(type => type is not null) switch
        {
            { } type when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => "I can't look at pictures.",
            { } type when type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => "I can't listen to recordings.",
            { } type when type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => "I can't watch videos.",
            { } type when type.Contains(".card.", StringComparison.OrdinalIgnoreCase) => "There was nothing in that card I could read.",
            { } type when type.Contains("file", StringComparison.OrdinalIgnoreCase) => "I can't read files sent in the chat.",
            null => "That message had no text.",
            _ => "I can only read text.",
        };
        return $"{kind} Please type your question: I answer from the indexed articles.";
    }

    /// <summary>What is said beside an answer of what was attached to its question; null when nothing was.</summary>
    public static string? NotRead(IList<Attachment?>? attachments)
    {
        // Teams adds each message's text once more as HTML.
        var attached = attachments?.OfType<Attachment>()
            .Where(attachment => attachment.ContentType is { } type && !type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (attached is null or { Count: 0 })
        {
            return null;
        }

        var names = attached.Select(attachment => attachment.Name).Where(name => !string.IsNullOrWhiteSpace(name)).ToList();
        var named = names.Take(MostNamed).Select(name => AnswerMarkdown.Escape(Words.Shorten(name.ReplaceLineEndings(" ").Trim(), LongestName)));
        return names.Count == 0
            ? "I can't read attachments: what came with your question was not looked at."
            : $"I can't read attachments: {string.Join(", ", named)}{(names.Count > MostNamed ? " and others" : "")} "
              + $"{(attached.Count == 1 ? "was" : "were")} not looked at.";
    }
}
