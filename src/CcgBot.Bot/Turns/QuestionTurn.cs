using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Privacy;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Turns;

/// <summary>A message: a question, a word to the bot itself, or something that is neither.</summary>
public sealed partial class QuestionTurn(
    AnswerQuestion answer,
    ConversationStore conversations,
    ParagraphViews paragraphs,
    EvidenceLog evidence,
    FeedbackStore feedback,
    PromptStarters starters,
    IOptions<BotOptions> options,
    IOptions<ConversationOptions> memory,
    TimeProvider time,
    ILogger<QuestionTurn> logger)
{
    private const int MostQuoted = 300;

    private readonly ConversationGate _gate = new();

    public async Task HandleAsync(BotTurn turn, CancellationToken cancellationToken)
    {
        using var entered = await _gate.EnterAsync(turn.Conversation, cancellationToken);
        var text = MessageText.Of(turn.Incoming);
        if (text.Length == 0)
        {
            await WithoutTextAsync(turn, cancellationToken);
            return;
        }

        switch (ConversationCommands.Of(text))
        {
            case ConversationCommand.Help:
                await SayAsync(turn, BotWords.Help, cancellationToken);
                break;
            case ConversationCommand.StartOver:
                conversations.StartOver(turn.Conversation);
                await SayAsync(turn, BotWords.StartedOver, cancellationToken);
                break;
            case ConversationCommand.ShowParagraph:
                await ShowLastParagraphAsync(turn, cancellationToken);
                break;
            case ConversationCommand.More when !Continuation.CanContinue(conversations.History(turn.Conversation, memory.Value.HistoryTurns)):
                await SayAsync(turn, BotWords.NothingAsked, cancellationToken);
                break;
            default:
                await AskAsync(turn, text, cancellationToken);
                break;
        }
    }

    private async Task AskAsync(BotTurn turn, string text, CancellationToken cancellationToken)
    {
        var history = conversations.History(turn.Conversation, memory.Value.HistoryTurns, before: turn.Incoming.Id);
        var late = new LateReply(turn, options.Value.NoticeAfter, time, logger);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = AnswerAsync(new Question(text, history, User: turn.User), late.Progress, asking.Token);
        var delivered = await late.DeliverAsync(RenderAsync(answering, turn), cancellationToken);
        if (delivered.CanceledByUser)
        {
            await asking.CancelAsync();
            return;
        }

        if (await answering is { } given)
        {
            Remember(turn, text, given, delivered);
        }
    }

    /// <returns>Null when answering failed: a person is told so, and the log why.</returns>
    private async Task<Answer?> AnswerAsync(Question question, IProgress<AnsweringStep> progress, CancellationToken cancellationToken)
    {
        try
        {
            // Off this thread: an answer computed in one go would keep the first notice from going out.
            return await Task.Run(() => answer(question, progress, cancellationToken), cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            AnsweringFailed(error);
            return null;
        }
    }

    private static async Task<Activity> RenderAsync(Task<Answer?> answering, BotTurn turn)
    {
        var message = await answering is { } given ? turn.Channel.Renderer.Render(given) : turn.Channel.Renderer.Say(BotWords.Failed, []);

        // Nobody typed a question that a card's button asked: the conversation must still read as one.
        return MessageText.OfButton(turn.Incoming.Value) is { Length: > 0 } question
            ? message with { Text = $"**{AnswerMarkdown.Escape(Words.Shorten(PersonalData.Mask(question).Text, MostQuoted))}**\n\n{message.Text}" }
            : message;
    }

    private void Remember(BotTurn turn, string text, Answer given, Delivered delivered)
    {
        var evidenceId = given.EvidenceId.Length > 0 ? given.EvidenceId : null;
        if (evidenceId is not null && delivered.MessageId is { Length: > 0 } message)
        {
            feedback.Shown(turn.MessageKey(message), evidenceId);
        }

        conversations.Add(new Exchange(
            turn.Conversation,
            turn.Incoming.Id,
            turn.User is { } user ? evidence.Pseudonym(user) : null,
            PersonalData.Mask(text).Text,
            AnswerMarkdown.Of(given),
            [.. (given as Answer.Grounded)?.Citations.Select(citation => citation.Paragraph.Id.ToString()) ?? []],
            evidenceId));
    }

    private async Task WithoutTextAsync(BotTurn turn, CancellationToken cancellationToken)
    {
        // Where a client can't do Action.Execute, "Show paragraph" comes back as a message without text.
        if (ShowParagraphAction.Read(turn.Incoming.Value) is { } action && paragraphs.Find(action.Shown) is { } view)
        {
            await turn.ReplyAsync(turn.Channel.Renderer.ShowParagraph(view), cancellationToken);
            return;
        }

        await SayAsync(turn, BotWords.NotText(turn.Incoming.Attachments), cancellationToken);
    }

    private async Task ShowLastParagraphAsync(BotTurn turn, CancellationToken cancellationToken)
    {
        var cited = conversations.History(turn.Conversation, 1).LastOrDefault()?.CitedParagraphs?.FirstOrDefault();
        if (ParagraphId.TryParse(cited, out var id) && paragraphs.Find(id) is { } view)
        {
            await turn.ReplyAsync(turn.Channel.Renderer.ShowParagraph(view), cancellationToken);
        }
        else
        {
            await SayAsync(turn, BotWords.NothingCited, cancellationToken);
        }
    }

    private async Task SayAsync(BotTurn turn, string markdown, CancellationToken cancellationToken) =>
        await turn.ReplyAsync(turn.Channel.Renderer.Say(markdown, await starters(cancellationToken)), cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "A question could not be answered.")]
    private partial void AnsweringFailed(Exception error);
}
