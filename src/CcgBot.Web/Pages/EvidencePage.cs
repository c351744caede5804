using System.Globalization;
using CcgBot.Answering;
using CcgBot.Answering.Dates;
using CcgBot.Articles;
using CcgBot.Evidence;

namespace CcgBot.Web.Pages;

/// <summary>One answer's record for people: the question, each claim with its verdict, the paragraphs as they were.</summary>
internal static class EvidencePage
{
    /// <param name="paragraphs">The retrieved paragraphs in the version recorded; null where the store has them no longer to the letter.</param>
    public static Page Of(StoredEvidence evidence, IReadOnlyList<Feedback> feedback, Func<string, Paragraph?> paragraphs) =>
        OperatorPages.Frame("Evidence", evidence.Record is { } record ? Record(evidence, record, feedback, paragraphs) : Html.Of($"""
            <p>Given on {OperatorPages.When(evidence.At)}.</p>
            <p class="notice">What was asked and answered has been deleted (forgotten, or past its retention days). The record's place in the chain remains.</p>
            """));

    private static Html Record(StoredEvidence evidence, EvidenceRecord record, IReadOnlyList<Feedback> feedback, Func<string, Paragraph?> paragraphs) => Html.Of($"""
        <dl class="record">
        <dt>Asked</dt><dd dir="auto">{record.Question ?? "The question was not stored."}</dd>
        {(record.Standalone is { } alone && alone != record.Question ? Html.Of($"<dt>Understood as</dt><dd dir=\"auto\">{alone}</dd>") : Html.Empty)}
        <dt>When</dt><dd>{OperatorPages.When(evidence.At)}, in {record.ElapsedMs:0.0} ms</dd>
        <dt>Outcome</dt><dd>{record.Kind}{(record.Reason is { } reason ? $", {reason}" : "")}, by {record.Composer}, confidence {record.Confidence:0.00}</dd>
        <dt>Record</dt><dd><code>{evidence.Id}</code>, number {evidence.Seq}, settings <code>{record.SettingsHash}</code>{record.PromptHashes.Select(prompt => Html.Of($", prompt {prompt.Key} <code>{prompt.Value}</code>"))}</dd>
        </dl>
        {(record.Readings.Count == 0 ? Html.Empty : Html.Of($"<h2>Asked back</h2><p dir=\"auto\">{record.Prompt}</p><ul>{record.Readings.Select(reading => Html.Of($"<li dir=\"auto\">{reading.Label ?? "(not stored)"}</li>"))}</ul>"))}
        <h2>Claims</h2>
        {(record.Claims.Count == 0 ? Html.Of($"<p>None: nothing was claimed.</p>") : Html.Empty)}
        <ol class="found">{record.Claims.Select(claim => Html.Of($"<li><p dir=\"auto\">{claim.Text} {string.Concat(claim.Citations.Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]")))}</p><span class=\"source\">{(claim.Withheld ? "Withheld, " : "")}{claim.Verdict}{(claim.Reason is { } why ? $": {why}" : "")}</span></li>"))}</ol>
        {(record.Disagreements.Count == 0 ? Html.Empty : Html.Of($"<h2>The sources differ</h2><ul>{record.Disagreements.Select(item => Html.Of($"<li dir=\"auto\">{item.About} {string.Concat(item.Citations.Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]")))}</li>"))}</ul>"))}
        <h2>{(record.Kind == "grounded" ? "Words relied on" : "Nearest words")}</h2>
        <ol class="found">{record.Citations.Select(cited => Html.Of($"<li><p dir=\"auto\">“{cited.Quote}”</p><span class=\"source\"><a href=\"{Address(cited)}\">[{cited.Number}] {cited.ParagraphId}</a>{Dated(cited, paragraphs(cited.ParagraphId))}</span></li>"))}</ol>
        <h2>Paragraphs found, as they were</h2>
        <ol class="found">{record.Retrieved.Select(item => Retrieved(item, record, paragraphs(item.Id)))}</ol>
        {(record.ModelReplies.Count == 0 ? Html.Empty : Html.Of($"<h2>What the model replied</h2>{record.ModelReplies.Select(reply => Html.Of($"<pre dir=\"auto\">{reply}</pre>"))}"))}
        {(feedback.Count == 0 ? Html.Empty : Html.Of($"<h2>Feedback</h2><ul>{feedback.Select(said => Html.Of($"<li dir=\"auto\">{(said.Reaction == Reaction.Like ? "Liked" : "Disliked")} {said.Text}</li>"))}</ul>"))}
        <p class="version"><code>ccgbot audit replay {evidence.Id}</code> answers again from these paragraphs.</p>
        """);

    /// <summary>The article's date, and what words such as "next April" in the quote were written by.</summary>
    private static Html Dated(Evidence.CitedWords cited, Paragraph? paragraph) => paragraph is null
        ? Html.Empty
        : Html.Of($" · {Dates.LongOrUndated(paragraph.Published)}{(RelativeDates.Beside(new Citation(cited.Number, paragraph, cited.Quote, cited.Start, cited.End)) is { } dates ? Html.Of($" · {dates}") : Html.Empty)}");

    private static Html Retrieved(RetrievedParagraph item, EvidenceRecord record, Paragraph? paragraph)
    {
        var scores = string.Create(CultureInfo.InvariantCulture, $"score {item.Score:0.000}, words {item.Lexical:0.00}")
            + (item.Cosine is { } cosine ? string.Create(CultureInfo.InvariantCulture, $", meaning {cosine:0.000}") : "");
        return paragraph is null
            ? Html.Of($"<li><p class=\"notice\">The store no longer holds this paragraph to the letter.</p><span class=\"source\">{item.Id} · {scores}</span></li>")
            : Html.Of($"<li><p dir=\"auto\">{Marked(paragraph.Text, record.Citations.Where(cited => cited.ParagraphId == item.Id))}</p><span class=\"source\">{paragraph.Title}, paragraph {paragraph.Id.Ordinal}, version {item.Version}{(paragraph.Withdrawn ? ", withdrawn since" : "")} · {scores}</span></li>");
    }

    private static Html Marked(string text, IEnumerable<Evidence.CitedWords> cited)
    {
        var (parts, from) = (new List<Html>(), 0);
        foreach (var words in cited.Where(words => words.Start >= 0 && words.End <= text.Length && words.Start < words.End).OrderBy(words => words.Start))
        {
            if (words.Start >= from)
            {
                parts.Add(Html.Of($"{text[from..words.Start]}<mark>{text[words.Start..words.End]}</mark>"));
                from = words.End;
            }
        }

        parts.Add(Html.Of($"{text[from..]}"));
        return Html.Join(parts);
    }

    private static string Address(Evidence.CitedWords cited) => ParagraphId.TryParse(cited.ParagraphId, out var id)
        ? string.Create(CultureInfo.InvariantCulture, $"{ArticlePage.Address(id.ArticleId)}?v={cited.Version}&p={id.Ordinal}&q={cited.Start}-{cited.End}#p{id.Ordinal}")
        : "/articles";
}
