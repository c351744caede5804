using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Privacy;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

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

    private readonly ConversationQueue _queue = new();

    /// <summary>Answers a message, after those before it in its conversation.</summary>
    public Task HandleAsync(ITurnContext turn, CancellationToken cancellationToken) =>
        _queue.RunAsync(turn.Activity.ConversationKey, () => HandleNextAsync(turn, cancellationToken));

    /// <summary>Takes a deleted message and its answer out of what follow-ups lean on, once it is answered.</summary>
    public Task TakeBackAsync(IMessageDeleteActivity deleted) => _queue.RunAsync(deleted.ConversationKey, () =>
    {
        conversations.Remove(deleted.ConversationKey, deleted.Id ?? "");
        return Task.CompletedTask;
    });

    /// <summary>Whose history a message belongs to: in a group each person has one of their own; null = the conversation's.</summary>
    public string? Whose(IActivity incoming) => incoming.OneToOne || incoming.UserId is not { } user ? null : evidence.Pseudonym(user);

    private async Task HandleNextAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        // Before anything is looked for in it; a button's question counts as typed.
        var longest = options.Value.MaxQuestionLength;
        var text = turn.Activity.Text?.Length > longest ? null : MessageText.Of(turn.Activity);
        if (text is null || text.Length > longest)
        {
            await SayAsync(turn, BotWords.TooLong(longest), cancellationToken);
            return;
        }

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
                conversations.StartOver(turn.Activity.ConversationKey, Whose(turn.Activity));
                await SayAsync(turn, BotWords.StartedOver, cancellationToken);
                break;
            case ConversationCommand.ShowParagraph:
                await ShowLastParagraphAsync(turn, cancellationToken);
                break;
            case ConversationCommand.More when !Continuation.CanContinue(History(turn, before: null)):
                await SayAsync(turn, BotWords.NothingAsked, cancellationToken);
                break;
            default:
                await AskAsync(turn, text, cancellationToken);
                break;
        }
    }

    private async Task AskAsync(ITurnContext turn, string text, CancellationToken cancellationToken)
    {
        var late = new LateReply(turn, options.Value.NoticeAfter, time, logger);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var question = new Question(text, History(turn, before: turn.Activity.Id), User: turn.Activity.UserId)
        {
            Conversation = turn.Activity.ConversationKey,
            Access = turn.Access,
        };
        var answering = AnswerAsync(question, late.Progress, asking.Token);
        var delivered = await late.DeliverAsync(RenderAsync(answering, turn), cancellationToken);
        if (delivered.CanceledByUser)
        {
            await asking.CancelAsync();
            return;
        }

        if (await answering is { } given)
        {
            Remember(turn.Activity, text, given, delivered);
        }
    }

    private IReadOnlyList<Turn> History(ITurnContext turn, string? before) =>
        conversations.History(turn.Activity.ConversationKey, memory.Value.HistoryTurns, before, Whose(turn.Activity));

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

    private static async Task<Activity> RenderAsync(Task<Answer?> answering, ITurnContext turn)
    {
        var message = await answering is { } given ? turn.Renderer.Render(given) : turn.Renderer.Say(BotWords.Failed, []);

        // Nobody typed a question that a card's button asked: the conversation must still read as one.
        if (MessageText.OfButton(turn.Activity.Value) is { Length: > 0 } question)
        {
            message.Text = $"**{AnswerMarkdown.Escape(Words.Shorten(PersonalData.Mask(question).Text, MostQuoted))}**\n\n{message.Text}";
        }

        if (BotWords.NotRead(turn.Activity.Attachments) is { } notRead)
        {
            message.Text = $"_{notRead}_\n\n{message.Text}";
        }

        return message;
    }

    private void Remember(Activity incoming, string text, Answer given, Delivered delivered)
    {
        var evidenceId = given.EvidenceId.Length > 0 ? given.EvidenceId : null;
        if (evidenceId is not null && delivered.MessageId is { Length: > 0 } message)
        {
            feedback.Shown(incoming.MessageKey(message), evidenceId);
        }

        conversations.Add(new Exchange(
            incoming.ConversationKey,
            incoming.Id,
            incoming.UserId is { } user ? evidence.Pseudonym(user) : null,
            PersonalData.Mask(text).Text,
            AnswerMarkdown.Of(given),
            [.. (given as Answer.Grounded)?.Citations.Select(citation => citation.Paragraph.Id.ToString()) ?? []],
            evidenceId));
    }

    private async Task WithoutTextAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        // Where a client can't do Action.Execute, "Show paragraph" comes back as a message without text.
        if (ShowParagraphAction.Read(turn.Activity.Value) is { } action && paragraphs.Find(action.Shown, turn.Access) is { } view)
        {
            await turn.ReplyAsync(turn.Renderer.ShowParagraph(view, action.Places), cancellationToken);
            return;
        }

        await SayAsync(turn, BotWords.NotText(turn.Activity.Attachments), cancellationToken);
    }

    private async Task ShowLastParagraphAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var places = LastCited(turn.Activity);
        if (places.Count > 0 && paragraphs.Find(places[0], turn.Access) is { } view)
        {
            await turn.ReplyAsync(turn.Renderer.ShowParagraph(view, places), cancellationToken);
        }
        else
        {
            await SayAsync(turn, BotWords.NothingCited, cancellationToken);
        }
    }

    /// <summary>
    /// What the last answer relied on, or what came nearest: the words of its evidence record, else the paragraphs that are remembered with it.
    /// </summary>
    private List<CitedPlace> LastCited(Activity incoming)
    {
        var (conversation, whose) = (incoming.ConversationKey, Whose(incoming));
        var record = conversations.LastEvidence(conversation, whose) is { } id ? evidence.Find(id)?.Record : null;
        var cited = record is not null
            ? record.Citations.Select(citation => (citation.ParagraphId, citation.Start, citation.End))
            : (conversations.History(conversation, 1, user: whose).LastOrDefault()?.CitedParagraphs ?? []).Select(paragraph => (paragraph, 0, 0));
        var places = new List<CitedPlace>();
        foreach (var (text, start, end) in cited.Take(CardActions.MostParagraphs))
        {
            if (ParagraphId.TryParse(text, out var paragraph))
            {
                places.Add(new CitedPlace(paragraph, start, end));
            }
        }

        return places;
    }

    private async Task SayAsync(ITurnContext turn, string markdown, CancellationToken cancellationToken) =>
        await turn.ReplyAsync(turn.Renderer.Say(markdown, await starters(turn.Access, cancellationToken)), cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "A question could not be answered.")]
    private partial void AnsweringFailed(Exception error);
}
