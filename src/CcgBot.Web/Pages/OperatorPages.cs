using System.Globalization;
using CcgBot.Evidence;

namespace CcgBot.Web.Pages;

/// <summary>What operators read: answers given, gaps, feedback, curated answers.</summary>
internal static class OperatorPages
{
    private const int Examples = 5;

    public static Page Answers(IReadOnlyList<StoredEvidence> answers, EvidenceHead head, int page, bool more) => Frame("Answers given", Html.Of($"""
        <p>{head.Seq} records in the evidence log{(head.Seq > 0 ? Html.Of($", head <code>{head.Hash}</code>") : Html.Empty)}. <code>ccgbot audit verify</code> checks them all.</p>
        <div class="scroll"><table><thead><tr><th scope="col">When</th><th scope="col">Question</th><th scope="col">Outcome</th></tr></thead><tbody>
        {answers.Select(answer => Html.Of($"<tr><td>{When(answer.At)}</td><td dir=\"auto\"><a href=\"/evidence/{answer.Id}\">{Question(answer)}</a></td><td>{answer.Kind}</td></tr>\n"))}</tbody></table></div>
        <nav class="pages" aria-label="Pages">{(page > 1 ? Html.Of($"<a href=\"/evidence?page={page - 1}\" rel=\"prev\">Newer</a> ") : Html.Empty)}{(more ? Html.Of($"<a href=\"/evidence?page={page + 1}\" rel=\"next\">Older</a>") : Html.Empty)}</nav>
        """));

    public static Page Gaps(GapReport report) => Frame("Not answered", Html.Of($"""
        {(report.Groups.Count == 0 ? Html.Of($"<p>Nothing was left unanswered.</p>") : Html.Empty)}
        {(report.Unstored == 0 ? Html.Empty : Html.Of($"<p>{report.Unstored} more were not answered; their questions were not stored.</p>"))}
        {report.Groups.Select(Group)}
        """));

    public static Page Feedback(IReadOnlyList<(Feedback Said, EvidenceRecord? About)> feedback) => Frame("Feedback", Html.Of($"""
        {(feedback.Count == 0 ? Html.Of($"<p>There is none yet.</p>") : Html.Empty)}
        {feedback.Select(item => Html.Of($"""
            <article><h2>{(item.Said.Reaction == Reaction.Like ? "Liked" : "Disliked")} · {When(item.Said.At)}</h2>
            {(item.Said.Text is { } text ? Html.Of($"<p dir=\"auto\">“{text}”</p>") : Html.Empty)}
            <p class="source" dir="auto">{item.About?.Question ?? "The question was not stored, or is deleted."}</p>
            {(item.About?.Claims ?? []).Where(claim => !claim.Withheld).Select(claim => Html.Of($"<p dir=\"auto\">{claim.Text}</p>"))}
            {(item.Said.EvidenceId is { } id ? Html.Of($"<p><a href=\"/evidence/{id}\">The answer's record</a></p>") : Html.Of($"<p>Its answer is not known any more.</p>"))}</article>
            """))}
        """));

    public static Page Curated(IReadOnlyList<CheckedAnswer> answers, string? problem) => Frame("Curated answers", Html.Of($"""
        {(problem is null ? Html.Empty : Html.Of($"<p class=\"notice\" role=\"alert\">{problem}</p>"))}
        {(answers.Count == 0 && problem is null ? Html.Of($"<p>There are none.</p>") : Html.Empty)}
        {answers.Select(answer => Html.Of($"""
            <article><h2 dir="auto">{answer.Source.Questions[0]}</h2>
            {(answer.Problem is { } why ? Html.Of($"<p class=\"notice\">Not shown: {why}</p>") : Html.Empty)}
            {answer.Source.Claims.Select(claim => Html.Of($"<p dir=\"auto\">{claim.Text} {string.Concat(claim.Citations.Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]")))}</p>"))}
            <ol>{answer.Source.Citations.Select(citation => Html.Of($"<li dir=\"auto\">“{citation.Quote}” <span class=\"source\">{citation.Article}</span></li>"))}</ol></article>
            """))}
        """));

    internal static Page Frame(string title, Html body) => new(title, Html.Of($"""
        <main id="content" class="text">
        <nav class="pages" aria-label="Operator"><a href="/evidence">Answers</a> <a href="/gaps">Not answered</a> <a href="/feedback">Feedback</a> <a href="/curated">Curated</a></nav>
        <h1>{title}</h1>
        {body}
        </main>
        """));

    internal static string When(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    internal static string Question(StoredEvidence answer) => answer.Record switch
    {
        null => "(deleted)",
        { Question: null } => "(question not stored)",
        { Question: var question } => question,
    };

    private static Html Group(GapGroup group) => Html.Of($"""
        <section><h2 dir="auto">{group.Topic} ({group.Questions.Count})</h2><ul>
        {group.Questions.DistinctBy(question => question.Text).Take(Examples).Select(question => Html.Of($"<li dir=\"auto\"><a href=\"/evidence/{question.EvidenceId}\">{question.Text}</a> <span class=\"source\">{When(question.At)}</span></li>"))}
        </ul></section>
        """);
}
