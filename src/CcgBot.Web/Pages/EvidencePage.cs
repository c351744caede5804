using System.Globalization;
using CcgBot.Answering;
using CcgBot.Answering.Dates;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Pages;

/// <summary>One answer's record for people: the question, each claim with its verdict, the paragraphs as they were.</summary>
internal static class EvidencePage
{
    /// <param name="paragraphs">The retrieved paragraphs in the version recorded; null where the store has them no longer to the letter.</param>
    public static Page Of(Caller caller, StoredEvidence evidence, IReadOnlyList<Feedback> feedback, Func<string, Paragraph?> paragraphs) =>
        evidence.Record is { } record
            ? OperatorPages.Frame(caller, "Evidence", "/evidence", Record(evidence, record, feedback, paragraphs, canReplay: caller.Is(Roles.Auditor)), record.Question ?? "The question was not stored.")
            : OperatorPages.Frame(caller, "Evidence", "/evidence", Html.Of($"""
                <p>Given on {OperatorPages.When(evidence.At)}.</p>
                <p class="notice">What was asked and answered has been deleted (forgotten, or past its retention days). The record's place in the chain remains.</p>
                """));

    private static Html Record(StoredEvidence evidence, EvidenceRecord record, IReadOnlyList<Feedback> feedback, Func<string, Paragraph?> paragraphs, bool canReplay) => Html.Of($"""
        <p>{OperatorPages.Outcome(record)} <span class="source">{By(record)}confidence {record.Confidence:0.00} · {OperatorPages.When(evidence.At)}, in {record.ElapsedMs:0.0} ms</span></p>
        {(record.Standalone is { } alone && alone != record.Question ? Html.Of($"<p class=\"source\" dir=\"auto\">Understood as “{alone}”</p>") : Html.Empty)}
        {(record.Unanswered.Count == 0 ? Html.Empty : Html.Of($"<p>Nothing was found for: {string.Join("; ", record.Unanswered)}</p>"))}
        {(record.Readings.Count == 0 ? Html.Empty : Html.Of($"<h2>Asked back</h2><p dir=\"auto\">{record.Prompt}</p><ul>{record.Readings.Select(reading => Html.Of($"<li dir=\"auto\">{reading.Label ?? "(not stored)"}</li>"))}</ul>"))}
        {Claims(record)}
        {(record.Disagreements.Count == 0 ? Html.Empty : Html.Of($"<h2>The sources differ</h2><ul>{record.Disagreements.Select(item => Html.Of($"<li dir=\"auto\">{item.About} {OperatorPages.Numbers(item.Citations)}</li>"))}</ul>"))}
        {Cited(record, paragraphs)}
        {(record.Retrieved.Count == 0 ? Html.Empty : Html.Of($"<h2>Paragraphs found, as they were</h2><ol class=\"found numbered\">{record.Retrieved.Select(item => Retrieved(item, record, paragraphs(item.Id)))}</ol>"))}
        {(record.ModelReplies.Count == 0 ? Html.Empty : Html.Of($"<h2>What the model replied</h2>{record.ModelReplies.Select(reply => Html.Of($"<pre dir=\"auto\">{reply}</pre>"))}"))}
        {(feedback.Count == 0 ? Html.Empty : Html.Of($"<h2>Feedback</h2><ul class=\"articles\">{feedback.Select(said => Html.Of($"<li dir=\"auto\">{OperatorPages.Thumb(said.Reaction)} {said.Text}</li>"))}</ul>"))}
        <h2>The record</h2>
        <dl class="record">
        <dt>Id</dt><dd><code>{evidence.Id}</code></dd>
        <dt>Number</dt><dd>{evidence.Seq}</dd>
        <dt>Settings</dt><dd><code>{record.SettingsHash}</code></dd>
        {record.PromptHashes.Select(prompt => Html.Of($"<dt>Prompt {prompt.Key}</dt><dd><code>{prompt.Value}</code></dd>"))}
        <dt>Answer again</dt><dd><code>ccgbot audit replay {evidence.Id}</code></dd>
        </dl>
        {(canReplay ? Html.Of($"<form action=\"/admin/audit/replay\" method=\"post\"><input type=\"hidden\" name=\"id\" value=\"{evidence.Id}\"><p><button class=\"plain\">Answer again from this record</button></p></form>") : Html.Empty)}
        """);

    /// <summary>What words such as "next April" in the quote were written by.</summary>
    private static Html Relative(Evidence.CitedWords cited, Paragraph? paragraph) =>
        paragraph is not null && RelativeDates.Beside(new Citation(cited.Number, paragraph, cited.Quote, cited.Start, cited.End)) is { } dates ? Html.Of($" · {dates}") : Html.Empty;

    private static string By(EvidenceRecord record) => (record.Kind, record.Composer) switch
    {
        (not "grounded", _) => "",
        (_, "model") => "worded by the model, checked sentence by sentence · ",
        (_, "curated") => "the operators' own answer · ",
        _ => "in the articles' own words · ",
    };

    private static Html Claims(EvidenceRecord record) => record.Claims.Count == 0
        ? Html.Of($"<h2>What was said</h2><p class=\"empty\">Nothing was claimed.</p>")
        : Html.Of($"""
            <h2>What was said</h2>
            <ol class="found">{record.Claims.Select(claim => Html.Of($"<li><p dir=\"auto\">{claim.Text} {OperatorPages.Numbers(claim.Citations)}</p><span class=\"source\">{Verdict(claim)}{(claim.Reason is { } why ? $" {why}" : "")}</span></li>"))}</ol>
            """);

    private static Html Verdict(JudgedClaim claim) => (claim.Withheld, claim.Verdict) switch
    {
        (false, EvidenceRecording.Supported) => OperatorPages.Tag("good", "supported"),
        (false, var verdict) => OperatorPages.Tag("warn", verdict),
        (true, var verdict) => OperatorPages.Tag("bad", $"withheld: {verdict}"),
    };

    private static Html Cited(EvidenceRecord record, Func<string, Paragraph?> paragraphs) => record.Citations.Count == 0 ? Html.Empty : Html.Of($"""
        <h2>{(record.Kind == "grounded" ? "Words relied on" : "Nearest words")}</h2>
        <ol class="found">{record.Citations.Select(cited => Html.Of($"<li><p dir=\"auto\">“{cited.Quote}”</p><span class=\"source\">[{cited.Number}] <a href=\"{Address(cited)}\" dir=\"auto\">{Place(paragraphs(cited.ParagraphId)) ?? cited.ParagraphId}</a>{Relative(cited, paragraphs(cited.ParagraphId))}</span></li>"))}</ol>
        """);

    private static string? Place(Paragraph? paragraph) => paragraph is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{paragraph.Title}, paragraph {paragraph.Id.Ordinal} ({Dates.LongOrUndated(paragraph.Published)})");

    private static Html Retrieved(RetrievedParagraph item, EvidenceRecord record, Paragraph? paragraph)
    {
        var scores = string.Create(CultureInfo.InvariantCulture, $"score {item.Score:0.000}, words {item.Lexical:0.00}")
            + (item.Cosine is { } cosine ? string.Create(CultureInfo.InvariantCulture, $", meaning {cosine:0.000}") : "");
        return paragraph is null
            ? Html.Of($"<li><p class=\"notice\">The store no longer holds this paragraph word for word.</p><span class=\"source\">{item.Id} · {scores}</span></li>")
            : Html.Of($"""
                <li><p dir="auto">{Marked(paragraph.Text, record.Citations.Where(cited => cited.ParagraphId == item.Id))}</p>
                <span class="source"><span dir="auto">{Place(paragraph)}</span>{(paragraph.Withdrawn ? Html.Of($" {OperatorPages.Tag("warn", "withdrawn since")}") : Html.Empty)} · {scores} · version <code>{item.Version}</code></span></li>
                """);
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
