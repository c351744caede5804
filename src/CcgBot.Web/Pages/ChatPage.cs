namespace CcgBot.Web.Pages;

/// <summary>The page around Web Chat; everything in it is made by <c>chat.js</c>.</summary>
internal static class ChatPage
{
    // The library's version is part of its address, so that a browser keeps it for a year and still gets the next one at once.
    private const string WebChat = "/lib/webchat.js?v=4.18.1";

    public static Page Of(string styleNonce) => new("Chat", Html.Of($"""
        <main id="content" class="chat" data-nonce="{styleNonce}">
        <h1 class="quiet">Ask the articles</h1>
        <div id="webchat"></div>
        </main>
        """))
    {
        Scripts = [WebChat, "/chat.js"],
        Class = "chat",
    };
}
