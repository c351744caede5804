using System.Globalization;
using CcgBot.Evaluation.Judging;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Pages;

/// <summary>The pages on which people judge which paragraph answers a question. They need no script.</summary>
internal static class JudgingPages
{
    public static Page Sets(Caller caller, IReadOnlyList<JudgingSet> sets) => OperatorPages.Frame(caller, "Test sets to judge", "/judge", Html.Of($"""
        <p>Questions that people liked or disliked the answer of, and those that were not answered, become a test set when someone says which paragraph answers each.</p>
        <form method="post" action="/judge"><p><button type="submit">Take in feedback and gaps</button></p></form>
        {(sets.Count == 0 ? Html.Of($"<p class=\"empty\">There is no set yet.</p>") : Html.Empty)}
        {sets.Select(Set)}
        """));

    public static Page Who(Caller caller, JudgingSet set) => OperatorPages.Frame(caller, $"Judge {set.Name}", "/judge", Html.Of($"""
        <form method="get" action="/judge/{Uri.EscapeDataString(set.Name)}">
        <p><label for="as">Your name, under which your judgements are kept</label></p>
        <p><input id="as" name="as" required maxlength="40" autocomplete="username"> <button type="submit">Begin</button></p>
        </form>
        """));

    /// <param name="candidate">Null = the judge has judged them all.</param>
    public static Page Question(Caller caller, JudgingSet set, string judge, Candidate? candidate)
    {
        var own = set.Judgements.Where(judgement => judgement.Judge == judge).ToDictionary(judgement => judgement.Question);
        return OperatorPages.Frame(caller, $"Judge {set.Name}", "/judge", Html.Of($"""
            <p class="source">{judge}: {FormattableString.Invariant($"{own.Count:N0} of {set.Candidates.Count:N0}")} judged. <a href="/judge">All sets</a></p>
            {(candidate is null ? Done(set) : Ask(set, judge, candidate, own.GetValueOrDefault(candidate.Id)))}
            {(own.Count == 0 ? Html.Empty : Html.Of($"""
                <details><summary>Judged so far</summary><ul>{set.Candidates.Where(one => own.ContainsKey(one.Id)).Select(one => Html.Of(
                    $"<li dir=\"auto\"><a href=\"/judge/{Uri.EscapeDataString(set.Name)}?as={Uri.EscapeDataString(judge)}&amp;q={Uri.EscapeDataString(one.Id)}\">{one.Question}</a></li>"))}</ul></details>
                """))}
            """), candidate?.Question);
    }

    private static Html Set(JudgingSet set)
    {
        var judgements = set.Judgements;
        return Html.Of($"""
            <article class="entry"><h2><a href="/judge/{Uri.EscapeDataString(set.Name)}">{set.Name}</a></h2>
            <p>{FormattableString.Invariant($"{set.Candidates.Count:N0}")} questions, {FormattableString.Invariant($"{set.Candidates.Count(candidate => set.Of(candidate.Id) is not null):N0}")} decided.</p>
            {Agreement.Of(judgements).Select(pair => Html.Of($"<p>{pair.A} and {pair.B}: {pair.Same} of {pair.Questions} alike, kappa {pair.Kappa?.ToString("0.00", CultureInfo.InvariantCulture) ?? "not defined"}.</p>"))}
            <p class="source">Saved as a test set: <code>ccgbot eval {set.Folder}</code></p></article>
            """);
    }

    private static Html Done(JudgingSet set) => Html.Of($"<p class=\"empty\">You have judged them all. The test set is in <code>{set.Folder}</code>.</p>");

    private static Html Ask(JudgingSet set, string judge, Candidate candidate, Judgement? before) => Html.Of($"""
        {(candidate.Answer is { } answer ? Html.Of($"<h2>Answered</h2><blockquote dir=\"auto\">{answer}</blockquote>") : Html.Of($"<p>It was not answered.</p>"))}
        <form method="post" action="/judge/{Uri.EscapeDataString(set.Name)}">
        <input type="hidden" name="as" value="{judge}"><input type="hidden" name="question" value="{candidate.Id}">
        <h2>Which paragraph answers it?</h2>
        {candidate.Paragraphs.Select(paragraph => Html.Of($"""
            <article class="entry"><p class="source">{paragraph.Title}, paragraph {paragraph.Paragraph} {(paragraph.Cited ? OperatorPages.Tag("", "cited") : Html.Empty)}{(before?.Paragraph == paragraph.Document ? OperatorPages.Tag("good", "your choice") : Html.Empty)}</p>
            <p dir="auto">{paragraph.Text}</p>
            <p><button type="submit" name="paragraph" value="{paragraph.Document}">This one answers it</button></p></article>
            """))}
        <p><button type="submit" name="paragraph" value="">None of them answers it</button>{(before is { Paragraph: null } ? OperatorPages.Tag("good", "your choice") : Html.Empty)}</p>
        </form>
        """);
}
