using CcgBot.Questions;

namespace CcgBot.Conversations;

/// <summary>What the bot says of itself and to the person. No sentence of it is a question: a "yes" after it would have nothing to answer.</summary>
public sealed class BotReplies(BotIdentity identity)
{
    public const string Help =
        "Ask a question in your own words. I answer only from the indexed articles: every sentence carries the number of its source. When the articles "
            + "don't answer, "
        + "I say so and show what comes nearest. You can follow up (“and in Wales?”), say “more” for what else the articles have on it, “show the "
        + "paragraph” for the source "
        + "of the last answer, “list the articles” for what I answer from, or “start over” to begin anew.";

    public const string StartedOver = "Started over: what was said before no longer counts. Ask your next question.";

    public const string NothingAsked = "There is no question to go on from yet: ask one first.";

    public const string NothingCited = "There is no answer with a source yet: ask a question first.";

    public const string NothingMore = "The articles have nothing more on that question than what was shown.";

    /// <summary>The reply to a message that is nothing but small talk.</summary>
    /// <param name="kinds">The weightiest first.</param>
    /// <param name="articles">How many articles stand behind the answers.</param>
    public string To(IReadOnlyList<SmallTalkKind> kinds, long articles) => kinds[0] switch
    {
        SmallTalkKind.Person => identity.Contact.Length > 0
            ? $"I'm a program and can't put you through. To reach a person, turn to {identity.Contact.TrimEnd('.')}."
            : "I'm a program: no person reads this chat, and I have nobody's contact details. Please ask the people who offer this chat.",
        SmallTalkKind.Abilities => $"{Help} {Sources(articles)}",
        SmallTalkKind.Identity =>
            $"I'm {identity.Name}, a program and not a person. I answer questions only in words of the indexed articles: every sentence names the "
                + $"paragraph it comes from, "
            + $"and when the articles don't answer, I say so. {Sources(articles)}",
        SmallTalkKind.Complaint =>
            "I'm sorry that this didn't help. Try other words, say “show the paragraph” to read the source yourself, or “more” for what else there is."
            + (identity.Contact.Length > 0 ? $" You can also turn to {identity.Contact.TrimEnd('.')}." : ""),
        SmallTalkKind.Compliment => "Thank you. I'm glad that it helped.",
        SmallTalkKind.Farewell => kinds.Contains(SmallTalkKind.Thanks) ? "You're welcome. Goodbye." : "Goodbye.",
        SmallTalkKind.Thanks => "You're welcome.",
        SmallTalkKind.Wellbeing => $"I'm a program, so always well, thank you. {Invitation(articles)}",
        SmallTalkKind.Greeting => $"Hello. {Invitation(articles)}",
        SmallTalkKind.No => "All right. Ask me whenever you have a question about the articles.",
        SmallTalkKind.Yes => "I'm not waiting for an answer from you. Ask me a question about the articles.",
        _ => "Good. Ask me whenever you have another question about the articles.",
    };

    private static string Invitation(long articles) => articles == 0
        ? "There are no articles yet, so I can't answer anything." : "Ask me a question, and I'll answer it from the indexed articles.";

    private static string Sources(long articles) => articles switch
    {
        0 => "There are no articles yet.",
        1 => "There is one article.",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"There are {articles:N0} articles."),
    };
}
