namespace CcgBot.Web.Pages;

/// <summary>The page around Web Chat; the conversation in it is made by <c>chat.js</c>.</summary>
internal static class ChatPage
{
    /// <param name="embedded">In the widget's panel: no site header, and what it looks like comes in the address after #.</param>
    public static Page Of(string styleNonce, bool embedded) => new("Chat", Html.Of($"""
        <main id="content" class="chat" data-nonce="{styleNonce}">
        <div class="chatbar">
        <h1 id="chat-title">Ask the articles</h1>
        <button type="button" id="clear" class="plain">Clear</button>
        </div>
        <p id="chat-greeting" class="note">Answers come only from the indexed articles, each with its source. Please leave out patient data and other personal details.</p>
        <div id="webchat" role="region" aria-labelledby="chat-title"><p id="opening" class="opening">Opening the chat…</p></div>
        <p id="chat-problem" class="notice" role="alert" hidden></p>
        <p id="chat-note" class="note privacy" hidden></p>
        </main>
        <dialog id="source" aria-labelledby="source-name">
        <div class="sourcebar">
        <h2 id="source-name">Source</h2>
        <a id="source-open" class="button" target="_blank" rel="noopener">Open in a new tab</a>
        <button type="button" id="source-close">Close</button>
        </div>
        <iframe id="source-frame" title="The cited article"></iframe>
        </dialog>
        <noscript><p class="notice">The chat needs JavaScript. The <a href="/articles">articles</a> can be read and searched without.</p></noscript>
        """))
    {
        // Ours first: it asks for the conversation's token while the library, fifty times as large, is still on its way.
        Scripts = ["/chat.js", "/lib/webchat.js"],
        Class = embedded ? "chat embedded" : "chat",
        Bare = embedded,
        Section = "/",
    };
}
