namespace CcgBot.Web.Pages;

/// <summary>Asks for the operator key.</summary>
internal static class SignInPage
{
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
