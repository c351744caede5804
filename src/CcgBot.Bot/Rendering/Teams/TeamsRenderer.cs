using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>Answers as Teams shows them: bare <c>[n]</c> in the text, one root Message entity with AI label and citations, feedback buttons.</summary>
public sealed class TeamsRenderer(RenderingOptions options) : IAnswerRenderer
{
    public Activity Render(Answer answer)
    {
        for (var most = TeamsLimits.Citations; ; most /= 2)
        {
            var cited = Loose(CitedAnswer.Of(answer, most));
            var activity = Message(answer, cited, withCard: true);
            if (Fits(activity))
            {
                return activity;
            }

            if (most == 0)
            {
                return Shortened(answer, cited);
            }
        }
    }

    public Activity Greet(Greeting greeting) => Say(
        $"Hello, I'm {AnswerMarkdown.Escape(greeting.BotName)}. I answer questions only from {Count(greeting.Articles)}, and every sentence names the "
        + $"paragraph it comes from. When the articles don't answer, I say so. {Greeting.NoPatientData}",
        greeting.Starters);

    public Activity Say(string markdown, IReadOnlyList<string> suggestions) => new()
    {
        Type = ActivityTypes.Message,
        TextFormat = "markdown",
        Text = markdown,
        InputHint = "acceptingInput",
        SuggestedActions = Suggested([.. suggestions.Select(suggestion => (suggestion, suggestion))]),
    };

    public Activity ShowParagraph(ParagraphView view) => new()
    {
        Type = ActivityTypes.Message,
        InputHint = "acceptingInput",
        Summary = Words.Place(view.Paragraph, TeamsLimits.CitationName),
        Attachments = [Card(ParagraphCard.Of(view, [view.Paragraph.Id], options))],
    };

    /// <summary>An Adaptive Card as an attachment.</summary>
    public static Attachment Card(JsonElement card) => new() { ContentType = "application/vnd.microsoft.card.adaptive", Content = card };

    private Activity Message(Answer answer, CitedAnswer cited, bool withCard)
    {
        var card = withCard && cited.Citations.Count > 0 ? SourcesCard.Of(cited.Citations, answer.Suggestions) : (JsonElement?)null;
        return new Activity
        {
            Type = ActivityTypes.Message,
            TextFormat = "markdown",
            Text = cited.Text,
            InputHint = "acceptingInput",
            Entities = [MessageEntity.Of(cited.Citations, options)],
            ChannelData = ActivityJson.Element(new { feedbackLoop = new { type = "default" } }),
            Attachments = card is { } content ? [Card(content)] : null,
            // Teams shows no suggested actions beside an attachment: then they are in the card.
            SuggestedActions = card is null ? Suggested(Choices(answer)) : null,
        };
    }

    // A list with empty lines between its items: clients that look for citations paragraph by paragraph find them in its items too.
    private static CitedAnswer Loose(CitedAnswer cited) => cited with { Text = cited.Text.Replace("\n- ", "\n\n- ", StringComparison.Ordinal).Replace("\n\n\n", "\n\n", StringComparison.Ordinal) };

    private static IReadOnlyList<(string Title, string Value)> Choices(Answer answer) => answer is Answer.Clarification clarification
        ? [.. clarification.Options.Select(option => (option.Label, option.Question))]
        : [.. answer.Suggestions.Select(suggestion => (suggestion, suggestion))];

    private static SuggestedActions? Suggested(IReadOnlyList<(string Title, string Value)> choices) => choices.Count == 0
        ? null
        : new SuggestedActions
        {
            To = [],
            Actions =
            [
                .. choices.Take(TeamsLimits.SuggestedActions).Select(choice => new CardAction
                {
                    Type = "imBack",
                    Title = choice.Title,
                    Value = ActivityJson.Element(choice.Value),
                }),
            ],
        };

    private Activity Shortened(Answer answer, CitedAnswer cited)
    {
        const string rest = "\n\n_The answer is too long for Teams and is cut here._";
        var activity = Message(answer, cited with { Text = rest }, withCard: false);
        var room = TeamsLimits.MessageBytes - Size(activity);

        // A character can take six in JSON (\u003C); most take one.
        for (var length = Math.Min(cited.Text.Length, room / 2); ; length -= length / 8)
        {
            var cut = activity with { Text = Words.Shorten(cited.Text, length) + rest };
            if (Fits(cut))
            {
                return cut;
            }
        }
    }

    private static bool Fits(Activity activity) => Size(activity) <= TeamsLimits.MessageBytes;

    private static int Size(Activity activity) => ActivityJson.Write(activity).Length * sizeof(char);

    private static string Count(long articles) => articles switch
    {
        0 => "the indexed articles (there are none yet)",
        1 => "one indexed article",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{articles:N0} indexed articles"),
    };
}
