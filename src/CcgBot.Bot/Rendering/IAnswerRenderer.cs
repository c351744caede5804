using CcgBot.Answering;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot.Rendering;

/// <summary>
/// What a channel's people see, as pure functions: the same input gives the same activity, nothing is sent or stored. The activity
/// returned has its type and what is shown (text, entities, attachments, suggested actions, channel data) and no addresses: Bot Builder adds
/// sender, receiver, conversation and replyToId, and <see cref="LateReply"/>, at the end of a stream, the stream's marks.
/// </summary>
public interface IAnswerRenderer
{
    /// <summary>An answer, abstention or clarification; a reply looks like <see cref="Say"/>.</summary>
    Activity Render(Answer answer);

    /// <summary>The first message, with questions to start from.</summary>
    Activity Greet(Greeting greeting);

    /// <summary>A word of the bot itself (help, "started over", a reply to a picture): no AI label, no citations.</summary>
    /// <param name="markdown">Markdown of our making.</param>
    /// <param name="suggestions">Questions to offer as buttons.</param>
    Activity Say(string markdown, IReadOnlyList<string> suggestions);

    /// <summary>A paragraph with its neighbours.</summary>
    /// <param name="places">All that the answer cites and a channel may offer beside it; the one shown is among them.</param>
    Activity ShowParagraph(ParagraphView view, IReadOnlyList<CitedPlace> places);
}
