using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>Articles and answers made by hand, so that what a channel does with an answer is tested apart from how answers are found.</summary>
internal static class TestArticles
{
    public static Article Boards { get; } = Of(
        "boards",
        "Health and wellbeing boards: an early look",
        new DateOnly(2012, 11, 16),
        "Boards were set up in every upper-tier council.",
        "Eight boards were visited in the first year. Most were chaired by an elected member.",
        "The visits will be repeated in two years.");

    public static Article Commissioning { get; } = Of(
        "commissioning",
        "Who buys care",
        null,
        "Clinical commissioning groups took over from primary care trusts in April 2013.");

    public static Article Of(string id, string title, DateOnly? published, params string[] paragraphs) => new(
        id,
        title,
        "The Institute",
        published,
        null,
        ContentHash.Of(string.Join('\n', paragraphs)),
        [.. paragraphs.Select((text, i) => new Block(BlockKind.Paragraph, text, i + 1))]);

    public static Paragraph Paragraph(this Article article, int ordinal, bool current = true, bool withdrawn = false)
    {
        var text = article.Paragraphs.ElementAt(ordinal - 1).Text;
        return new Paragraph(
            ordinal, new ParagraphId(article.Id, ordinal, ContentHash.Of(text)), text, article.Title, article.Publisher, article.Published, null, article.Version, current, withdrawn);
    }

    public static Citation Cite(this Paragraph paragraph, int number, string? quote = null)
    {
        quote ??= paragraph.Text;
        var start = paragraph.Text.IndexOf(quote, StringComparison.Ordinal);
        return new Citation(number, paragraph, quote, start, start + quote.Length);
    }

    public static Answer.Grounded Grounded(string question = "How many boards were visited?") =>
        new(
            [new Claim("Eight boards were visited in the first year.", [1], new TextSpan(0, 5)), new Claim("Boards were set up in every upper-tier council.", [2])],
            [Boards.Paragraph(2).Cite(1, "Eight boards were visited in the first year."), Boards.Paragraph(1).Cite(2)])
        {
            Question = question,
            Standalone = question,
            Suggestions = ["When will the visits be repeated?", "Who chaired the boards?"],
            EvidenceId = "0123456789abcdef0123456789abcdef",
        };

    public static Answer.Abstention Abstention(string question = "What is the capital of France?") =>
        new(AbstentionReason.NotInArticles, [Boards.Paragraph(3).Cite(1), Commissioning.Paragraph(1).Cite(2)]) { Question = question, Standalone = question, Missing = ["France"] };

    public static Answer.Clarification Clarification(string question = "How many?") =>
        new("Do you mean boards or groups?", [new ClarificationOption("Boards", "How many boards were visited?"), new ClarificationOption("Groups", "How many groups took over?")])
        {
            Question = question,
            Standalone = question,
        };
}
