namespace CcgBot.Web.Pages;

/// <summary>How operators come in: asks for the key or, where none is set, says where the one-time link is.</summary>
internal static class SignInPage
{
    public static Page ByLink { get; } = new("For operators", Html.Of($"""
        <main id="content" class="text">
        <h1>For operators</h1>
        <p>This bot has no operator key. When it starts it prints a link on its console that opens these pages and works once. Where the last link
        is used, opening <a href="/operator">/operator</a> makes it print another.</p>
        <p>To sign in with a key instead, set <code>Web:OperatorKey</code> and start the bot again.</p>
        </main>
        """));

    /// <param name="next">Where to go on to: a path of this site.</param>
    public static Page Of(string next, bool failed) => new("For operators", Html.Of($"""
        <main id="content" class="text">
        <h1>For operators</h1>
        {(failed ? Html.Of($"<p class=\"notice\" role=\"alert\">That is not the operator key.</p>") : Html.Empty)}
        <form action="/operator" method="post" class="search">
        <input type="hidden" name="next" value="{next}">
        <label for="key">Operator key</label>
        <span class="row"><input id="key" name="key" type="password" autocomplete="current-password" required><button>Open</button></span>
        </form>
        </main>
        """));
}
