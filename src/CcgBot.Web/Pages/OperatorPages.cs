using System.Globalization;
using CcgBot.Evidence;
using CcgBot.Web.Admin;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Pages;

/// <summary>What operators read: answers given, gaps, feedback, curated answers.</summary>
internal static class OperatorPages
{
    private const int Examples = 5;

    public static Page Answers(Caller caller, IReadOnlyList<StoredEvidence> answers, EvidenceHead head, int page, bool more) => Frame(caller, "Answers given", "/evidence", Html.Of($"""
        {(answers.Count == 0 ? Html.Of($"<p class=\"empty\">No question has been answered yet.</p>") : Html.Of($"""
            <ul class="articles">{answers.Select(answer => Html.Of($"<li dir=\"auto\"><a href=\"/evidence/{answer.Id}\">{Question(answer)}</a><span class=\"source\">{(answer.Record is { } record ? Outcome(record) : Tag("", "deleted"))} {When(answer.At)}</span></li>\n"))}</ul>
            """))}
        <p class="version">{FormattableString.Invariant($"{head.Seq:N0}")} {(head.Seq == 1 ? "record" : "records")} in the evidence log{(head.Seq > 0 ? Html.Of($", head <code>{head.Hash}</code>") : Html.Empty)}. <code>ccgbot audit verify</code> checks them all.</p>
        <nav class="pages" aria-label="Pages">{(page > 1 ? Html.Of($"<a href=\"/evidence?page={page - 1}\" rel=\"prev\">Newer</a> ") : Html.Empty)}{(more ? Html.Of($"<a href=\"/evidence?page={page + 1}\" rel=\"next\">Older</a>") : Html.Empty)}</nav>
        """));

    /// <param name="notes">What people said of an answer, by its evidence id: their notes to the editors stand beside their question.</param>
    public static Page Gaps(Caller caller, GapReport report, Func<string, IReadOnlyList<Feedback>> notes) => Frame(caller, "Not answered", "/gaps", Html.Of($"""
        {(report.Groups.Count == 0 ? Html.Of($"<p class=\"empty\">Nothing was left unanswered.</p>") : Html.Of($"<p class=\"source\">What people asked and the articles did not answer, questions about one thing together, the most asked first.</p>"))}
        {(report.Unstored == 0 ? Html.Empty : Html.Of($"<p>{report.Unstored} more were not answered; their questions were not stored.</p>"))}
        {report.Groups.Where(group => group.Questions.Count > 1).Select(group => Group(group, notes))}
        {(report.Groups.Any(group => group.Questions.Count == 1) ? Html.Of($"<section><h2>Asked once</h2><ul class=\"articles\">{report.Groups.Where(group => group.Questions.Count == 1).Select(group => Asked(group.Questions[0], notes))}</ul></section>") : Html.Empty)}
        """));

    public static Page Feedback(Caller caller, IReadOnlyList<(Feedback Said, EvidenceRecord? About)> feedback) => Frame(caller, "Feedback", "/feedback", Html.Of($"""
        {(feedback.Count == 0 ? Html.Of($"<p class=\"empty\">There is none yet.</p>") : Html.Empty)}
        {feedback.Select(item => Html.Of($"""
            <article class="entry"><h2 dir="auto">{item.About?.Question ?? "The question was not stored, or is deleted."}</h2>
            <p>{Thumb(item.Said.Reaction)} <span class="source">{When(item.Said.At)}</span></p>
            {(item.Said.Text is { } text ? Html.Of($"<blockquote dir=\"auto\">{text}</blockquote>") : Html.Empty)}
            {(item.About?.Claims ?? []).Where(claim => !claim.Withheld).Select(claim => Html.Of($"<p dir=\"auto\">{claim.Text}</p>"))}
            {(item.Said.EvidenceId is { } id ? Html.Of($"<p><a href=\"/evidence/{id}\">The answer's record</a></p>") : Html.Of($"<p>Its answer is no longer known.</p>"))}</article>
            """))}
        """));

    public static Page Curated(Caller caller, IReadOnlyList<CheckedAnswer> answers, string? problem) => Frame(caller, "Curated answers", "/curated", Html.Of($"""
        {(problem is null ? Html.Empty : Html.Of($"<p class=\"notice\" role=\"alert\">{problem}</p>"))}
        {(answers.Count == 0 && problem is null ? Html.Of($"<p class=\"empty\">There are none. Operators write them in the file that <code>Curated:File</code> names.</p>") : Html.Empty)}
        {answers.Select(answer => Html.Of($"""
            <article class="entry"><h2 dir="auto">{answer.Source.Questions[0]}</h2>
            {(answer.Problem is { } why ? Html.Of($"<p class=\"notice\">Not shown: {why}</p>") : Html.Empty)}
            {answer.Source.Claims.Select(claim => Html.Of($"<p dir=\"auto\">{claim.Text} {Numbers(claim.Citations)}</p>"))}
            <ol>{answer.Source.Citations.Select(citation => Html.Of($"<li dir=\"auto\">“{citation.Quote}” <span class=\"source\">{citation.Article}</span></li>"))}</ol></article>
            """))}
        """));

    /// <param name="section">The page's entry of the console's navigation, by its address.</param>
    /// <param name="heading">Null = the title.</param>
    internal static Page Frame(Caller caller, string title, string section, Html body, string? heading = null) => new(title, Html.Of($"""
        <main id="content" class="text">
        <nav class="tabs" aria-label="Console">{ConsoleSections.Of(caller).Select(entry => Html.Of($"{Page.Link(entry.Address, entry.Name, entry.Address == section)} "))}
        <form action="{ConsoleSections.SignOut(caller)}" method="post"><button class="plain">Sign out</button></form></nav>
        <h1 dir="auto">{heading ?? title}</h1>
        {body}
        </main>
        """));

    /// <summary>One word or two about how something stands.</summary>
    /// <param name="kind"><c>good</c>, <c>warn</c>, <c>bad</c>, or empty for neither.</param>
    internal static Html Tag(string kind, string text) => Html.Of($"<span class=\"tag {kind}\">{text}</span>");

    internal static Html Thumb(Reaction reaction) => reaction == Reaction.Like ? Tag("good", "liked") : Tag("bad", "disliked");

    internal static Html Outcome(EvidenceRecord record) => record switch
    {
        { Kind: "grounded", Unanswered.Count: > 0 } => Tag("warn", "answered in part"),
        { Kind: "grounded" } => Tag("good", "answered"),
        { Kind: "clarification" } => Tag("", "asked back"),
        { Reason: "outOfScope" } => Tag("warn", "not answered: nothing like it in the articles"),
        { Reason: "empty" } => Tag("", "nothing was asked"),
        _ => Tag("warn", "not answered"),
    };

    internal static string Numbers(IEnumerable<int> citations) => string.Concat(citations.Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]")));

    internal static string When(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    internal static string Question(StoredEvidence answer) => answer.Record switch
    {
        null => "(deleted)",
        { Question: null } => "(question not stored)",
        { Question: var question } => question,
    };

    private static Html Group(GapGroup group, Func<string, IReadOnlyList<Feedback>> notes) => Html.Of($"""
        <section><h2 dir="auto">{group.Topic} {Tag("warn", FormattableString.Invariant($"{group.Questions.Count:N0} times"))}</h2>
        <ul class="articles">{group.Questions.DistinctBy(question => question.Text).Take(Examples).Select(question => Asked(question, notes))}</ul></section>
        """);

    private static Html Asked(GapQuestion question, Func<string, IReadOnlyList<Feedback>> notes) => Html.Of($"""
        <li dir="auto"><a href="/evidence/{question.EvidenceId}">{question.Text}</a><span class="source">{When(question.At)}</span>
        {notes(question.EvidenceId).Where(said => said.Text is not null).Select(said => Html.Of($"<blockquote dir=\"auto\">{said.Text}</blockquote>"))}</li>
        """);
}
