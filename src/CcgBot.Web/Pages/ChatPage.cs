namespace CcgBot.Web.Pages;

/// <summary>The page around Web Chat, the conversation on one side and its sources on the other; what is in both is made by <c>chat.js</c> and <c>source.js</c>.</summary>
internal static class ChatPage
{
    /// <param name="embedded">In the widget's panel: no site header, and what it looks like comes in the address after #.</param>
    public static Page Of(string styleNonce, bool embedded) => new("Chat", Html.Of($"""
        <div class="panes">
        <main id="content" class="chat" data-nonce="{styleNonce}">
        <div class="chatbar">
        <h1 id="chat-title">Ask the articles</h1>
        <button type="button" id="past-open" class="plain" aria-expanded="false" aria-controls="past" hidden>Past chats</button>
        <button type="button" id="clear" class="plain">New chat</button>
        </div>
        <section id="past" aria-labelledby="past-name" hidden>
        <h2 id="past-name">Past chats</h2>
        <p id="past-note" class="source">This list is kept on this device only.</p>
        <ul id="past-list"></ul>
        <button type="button" id="past-remove" class="plain">Remove all</button>
        </section>
        <p id="offline" class="bar" role="status"></p>
        <p id="undo" class="bar" role="status" hidden></p>
        <p id="chat-greeting" class="note">Answers come only from the indexed articles, each with its source. Please leave out patient data and other personal details.</p>
        <div id="webchat" role="region" aria-labelledby="chat-title"><p id="opening" class="opening">Opening the chat…</p></div>
        <form id="early" class="early"><label class="quiet" for="early-text">Ask a question</label>
        <textarea id="early-text" rows="1" maxlength="4000" placeholder="Ask a question"></textarea><button>Send</button></form>
        <p id="chat-problem" class="notice" role="alert" hidden></p>
        <p id="chat-note" class="note privacy" hidden></p>
        </main>
        <aside id="source" aria-label="Source">
        <div id="divider" role="separator" tabindex="0" aria-orientation="vertical" aria-label="Width of the conversation" aria-controls="content" aria-valuemin="30" aria-valuemax="70" aria-valuenow="55"></div>
        <div id="source-bar" class="sourcebar" hidden>
        <button type="button" id="source-close" class="plain">‹ Answer</button>
        <h2 id="source-name" dir="auto" tabindex="-1">Source</h2>
        <p id="source-place" class="source"></p>
        <span id="source-steps" class="steps" hidden><button type="button" id="source-previous" class="plain" aria-label="Previous citation">‹</button>
        <span id="source-count" role="status"></span>
        <button type="button" id="source-next" class="plain" aria-label="Next citation">›</button></span>
        <a id="source-open" class="button" target="_blank" rel="noopener">↗</a>
        <button type="button" id="source-print" class="plain">Print</button>
        </div>
        <div id="source-body" tabindex="0" role="region" aria-label="The source's text"></div>
        </aside>
        </div>
        <p id="said" class="quiet" role="status"></p>
        <noscript><p class="notice">The chat needs JavaScript. The <a href="/articles">articles</a> can be read and searched without.</p></noscript>
        """))
    {
        // Ours first: one can type, and the conversation's token is asked for, while the library, fifty times as large, is still on its way.
        Scripts = ["/source.js", "/sheet.js", "/answer.js", "/past.js", "/chat.js", "/lib/webchat.js"],
        Class = embedded ? "chat embedded" : "chat",
        Bare = embedded,
        Section = "/",
    };
}
