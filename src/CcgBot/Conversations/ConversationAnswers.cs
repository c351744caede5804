using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Questions;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Conversations;

/// <summary>Answers what is said to the bot itself: small talk and commands. Nothing of it is searched for.</summary>
public sealed class ConversationAnswers(ArticleStore articles, ParagraphIndex index, BotReplies replies)
{
    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>The reply to a message that is nothing but small talk or a command with nothing to go on; null for a question.</summary>
    public BotReply? Reply(Question said)
    {
        ArgumentNullException.ThrowIfNull(said);
        switch (ConversationCommands.Of(said.Text))
        {
            case ConversationCommand.Help:
                return new BotReply(BotReplies.Help, Starters: true);
            case ConversationCommand.StartOver:
                return new BotReply(BotReplies.StartedOver, Starters: true);
            case ConversationCommand.ShowParagraph:
                return Continuation.CanContinue(said.History) ? null : new BotReply(BotReplies.NothingCited);
            case ConversationCommand.More:
                return Continuation.CanContinue(said.History) ? null : new BotReply(BotReplies.NothingAsked);
        }

        var talk = SmallTalkReader.Read(said.Text, IsWordOfArticles);
        return talk.IsWhole && (!Continuation.Answers(talk) || !Continuation.IsOpen(said.History))
            ? new BotReply(replies.To(talk.Kinds, articles.CountArticles()),
                talk.Kinds[0] is SmallTalkKind.Greeting or SmallTalkKind.Abilities or SmallTalkKind.Identity or SmallTalkKind.Wellbeing)
            : null;
    }

    /// <summary>The question of a message without the small talk around it: "what is a CCG?" of "Hi, what is a CCG? Thanks!".</summary>
    public Question Question(Question said)
    {
        ArgumentNullException.ThrowIfNull(said);
        return SmallTalkReader.Read(said.Text, IsWordOfArticles) is { Kinds.Count: > 0, Rest.Length: > 0 } talk ? said with { Text = talk.Rest } : said;
    }

    /// <summary>The paragraph of a citation's id; null when there is none, or none that may be cited.</summary>
    public Paragraph? Find(string? cited) => ParagraphId.TryParse(cited, out var id) && articles.Find(id) is { Mark: ParagraphMark.Evidence } found ? found : null;

    private bool IsWordOfArticles(string word) => _analyzer.Terms(word).Any(term => index.DocumentFrequency(term) > 0);
}

/// <param name="Starters">Whether questions to start from go with it.</param>
public sealed record BotReply(string Text, bool Starters = false);
