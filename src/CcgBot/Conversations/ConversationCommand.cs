using System.Text.RegularExpressions;

namespace CcgBot.Conversations;

/// <summary>What a message asks of the conversation itself rather than of the articles.</summary>
public enum ConversationCommand
{
    None,
    Help,
    StartOver,

    /// <summary>The paragraph that the last answer cited, with its neighbours.</summary>
    ShowParagraph,

    /// <summary>What else the articles have on the last question.</summary>
    More,
}

/// <summary>Tells commands from questions: only a message that is nothing but the command is one.</summary>
public static partial class ConversationCommands
{
    public static ConversationCommand Of(string text) => text.Trim() switch
    {
        var message when Help().IsMatch(message) => ConversationCommand.Help,
        var message when StartOver().IsMatch(message) => ConversationCommand.StartOver,
        var message when ShowParagraph().IsMatch(message) => ConversationCommand.ShowParagraph,
        var message when More().IsMatch(message) => ConversationCommand.More,
        _ => ConversationCommand.None,
    };

    [GeneratedRegex(@"^(/?help( me)?|what can (you|i) (do|ask)( here)?)\s{0,9}[.!?]{0,9}$", RegexOptions.IgnoreCase)]
    private static partial Regex Help();

    [GeneratedRegex(@"^/?(start (over|again)|restart|reset|new (conversation|chat)|forget (that|this|everything))\s{0,9}[.!?]{0,9}$", RegexOptions.IgnoreCase)]
    private static partial Regex StartOver();

    [GeneratedRegex(@"^(please )?(can you |could you )?(show|open|read)( me)? (the |that |this |its )?(whole |full |original )?(paragraph|source"
        + @"|passage)( please)?\s{0,20}[.!?]{0,60}$", RegexOptions.IgnoreCase)]
    private static partial Regex ShowParagraph();

    [GeneratedRegex(@"^(please )?(can you |could you )?/?((show|tell|give)( me| us)? )?(some |a bit |any |say )?(more|anything else|what else|go on"
        + @"|continue)( (about|on) (it|that|this))?( please)?\s{0,20}[.!?]{0,60}$", RegexOptions.IgnoreCase)]
    private static partial Regex More();
}
