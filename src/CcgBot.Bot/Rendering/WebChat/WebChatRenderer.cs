using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Articles;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot.Rendering.WebChat;

/// <summary>
/// Answers as Bot Framework Web Chat shows them: each <c>[n]</c> a link by a Markdown definition, and a Message entity that names the
/// sources and offers feedback.
/// </summary>
/// <param name="site">The address links begin with, such as <c>https://bot.example.org</c>.</param>
/// <param name="label">Shown on every answer; null shows none.</param>
public sealed partial class WebChatRenderer(string site, SensitivityLabel? label = null) : IAnswerRenderer
{
    private const int MostCitations = 50;
    private const int NameLength = 120;
    private const int MostSuggestions = 6;

    public Activity Render(Answer answer)
    {
        if (answer is Answer.Reply)
        {
            return Say(AnswerMarkdown.Of(answer), answer.Suggestions);
        }

        var cited = CitedAnswer.Of(answer, MostCitations, lineAClaim: true);
        var message = Message(Definitions(cited), SuggestedChoices.Of(answer, MostSuggestions));
        // What is said aloud has no numbers in brackets and no addresses.
        message.Speak = Spoken(cited);
        message.Entities = [MessageEntity(answer, cited)];
        message.ChannelData = ActivityJson.Object(new { feedbackLoop = new { type = "default" }, evidenceId = answer.EvidenceId, answer = AnswerParts.Of(answer, cited.Citations) });
        return message;
    }

    public Activity Greet(Greeting greeting) => Say(
        greeting.Articles == 0
            ? $"Hello, I'm {AnswerMarkdown.Escape(greeting.BotName)}. There are no articles yet, so I can't answer anything."
            : $"Hello, I'm {AnswerMarkdown.Escape(greeting.BotName)}. I answer only from the indexed articles, and every sentence names the paragraph it "
              + $"comes from. When the articles don't answer, I say so. {Greeting.NoPatientData}",
        greeting.Starters);

    public Activity Say(string markdown, IReadOnlyList<string> suggestions) => Message(markdown, SuggestedChoices.Of(suggestions, MostSuggestions));

    public Activity ShowParagraph(ParagraphView view, IReadOnlyList<CitedPlace> places)
    {
        var paragraph = view.Paragraph;
        var citation = new Citation(1, paragraph, paragraph.Text, 0, paragraph.Text.Length);
        return Message(Definitions(new CitedAnswer($"{AnswerMarkdown.Escape(paragraph.Text)} [1]", [citation])), null);
    }

    private static Activity Message(string markdown, SuggestedActions? suggested) =>
        new() { Type = ActivityTypes.Message, TextFormat = "markdown", Text = markdown, InputHint = "acceptingInput", SuggestedActions = suggested };

    private static string Spoken(CitedAnswer cited)
    {
        var spoken = new StringBuilder(cited.Text.Replace("**", "", StringComparison.Ordinal));
        foreach (var citation in cited.Citations)
        {
            spoken.Replace(string.Create(CultureInfo.InvariantCulture, $" [{citation.Number}]"), "");
        }

        return spoken.Replace("\\", "").ToString();
    }

    /// <summary>The text with what its marks point at. "[1][2]" side by side would be one link in Markdown, so they are set apart.</summary>
    private string Definitions(CitedAnswer cited)
    {
        var text = new StringBuilder(Bare(cited.Text).Replace("][", "] [", StringComparison.Ordinal)).Append("\n\n");
        foreach (var citation in cited.Citations)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{citation.Number}]: {Link(citation)} \"{Title(Name(citation.Paragraph))}\"\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private Entity MessageEntity(Answer answer, CitedAnswer cited)
    {
        var entity = new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org",
            ["@id"] = "",
            ["@type"] = "Message",
            ["keywords"] = answer.Composer == Composer.Model ? (string[])["AIGeneratedContent", "AllowCopy"] : ["AllowCopy"],
            ["citation"] = cited.Citations.Select(Claim).ToList(),
        };
        if (answer.Composer == Composer.Model)
        {
            // Left out otherwise: a host that checks the entity (Agents Playground) refuses the message for an empty list.
            entity["additionalType"] = (string[])["AIGeneratedContent"];
        }

        if (answer is not Answer.Clarification)
        {
            entity["potentialAction"] = (object[])[Feedback("LikeAction"), Feedback("DislikeAction")];
        }

        if (label is not null)
        {
            entity["usageInfo"] = new Dictionary<string, object>
            {
                ["@id"] = "_:s1",
                ["@type"] = "CreativeWork",
                ["type"] = "https://schema.org/CreativeWork",
                ["name"] = label.Name,
                ["description"] = label.Description,
            };
        }

        return new Entity("https://schema.org/Message") { Properties = ActivityJson.Object(entity) };
    }

    private Dictionary<string, object> Claim(Citation citation) => new()
    {
        ["@type"] = "Claim",
        ["position"] = citation.Number,
        ["appearance"] = new Dictionary<string, object>
        {
            ["@type"] = "DigitalDocument",
            ["name"] = Name(citation.Paragraph),
            ["url"] = Link(citation),
            ["abstract"] = Words.Shorten(citation.Quote.ReplaceLineEndings(" "), 160),
            ["text"] = AnswerMarkdown.Escape(citation.Quote),
        },
    };

    /// <summary>
    /// Web Chat makes a link of every address it reads. An article's words are shown, not followed: the only links of an answer are those
    /// to its sources.
    /// </summary>
    private static string Bare(string text) => Address().Replace(text, @"\");

    private static Dictionary<string, object> Feedback(string type) => new()
    {
        ["@type"] = type,
        ["actionStatus"] = "PotentialActionStatus",
        ["target"] = new Dictionary<string, object>
        {
            ["@type"] = "EntryPoint",
            ["urlTemplate"] = $"ms-directline-postback://interaction?value={type}",
        },
    };

    private string Link(Citation citation) => site + citation.Url;

    /// <summary>"Title, paragraph 14 (16 November 2012)": where and when, for what is older is worth less.</summary>
    private static string Name(Paragraph paragraph)
    {
        var state = paragraph.Withdrawn ? ", withdrawn" : "";
        return $"{Words.Place(paragraph, NameLength)} ({Words.Date(paragraph)}{state})";
    }

    // Where an escape breaks it: before the colon of a scheme, the point after www, the sign in a mail address.
    [GeneratedRegex("(?<=https?|ftp|www|mailto|xmpp)(?=[:.])|(?=@)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    private static string Title(string name) => AnswerMarkdown.Escape(name).Replace("\"", "\\\"", StringComparison.Ordinal);
}
