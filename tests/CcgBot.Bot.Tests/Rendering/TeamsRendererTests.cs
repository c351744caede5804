using System.Runtime.CompilerServices;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Rendering;

/// <summary>What Teams is sent, compared with approved files.</summary>
public sealed class TeamsRendererTests
{
    private static readonly RenderingOptions Options = new(
        new Uri("https://bot.example"), new SensitivityLabel { Name = "Official", Description = "For staff" });

    private readonly TeamsRenderer _renderer = new(Options);

    [Fact]
    public void A_grounded_answer() => Approve(_renderer.Render(TestArticles.Grounded() with
    {
        Notices = [new Notice(NoticeKind.Safety, "If someone is in danger, call 999."), new Notice(NoticeKind.OldSource, "Every source is older than ten years.")],
        Unanswered = ["what it cost"],
        Disagreements = [new Disagreement("how many boards", [1, 2])],
    }));

    [Fact]
    public void An_abstention() => Approve(_renderer.Render(TestArticles.Abstention()));

    [Fact]
    public void A_clarification() => Approve(_renderer.Render(TestArticles.Clarification()));

    [Fact]
    public void A_greeting() => Approve(_renderer.Greet(new Greeting("CcgBot", 2, ["How many boards were visited?"])));

    [Fact]
    public void A_paragraph_with_its_neighbours() => Approve(_renderer.ShowParagraph(new ParagraphView(
        TestArticles.Boards.Paragraph(2), TestArticles.Boards.Blocks[0], TestArticles.Boards.Blocks[2]), [new CitedPlace(TestArticles.Boards.Paragraph(2).Id)]));

    [Fact]
    public void Article_text_shows_as_itself()
    {
        var article = TestArticles.Of("evil", "A *title* [7] <script>", null, "See [3] and **bold** <img src=x onerror=alert(1)> [link](javascript:alert(1)).");
        var answer = new Answer.Grounded([new Claim(article.Paragraph(1).Text, [1])], [article.Paragraph(1).Cite(1)]) { Question = "q", Standalone = "q" };
        var text = _renderer.Render(answer).Text!;
        text.ShouldStartWith(@"See \[3\] and \*\*bold\*\* \<img src=x onerror=alert(1)\> \[link\](javascript:alert(1)).");
        Conformance.OutboundTests.Marks(text).ShouldBe([1]);
    }

    [Fact]
    public void The_cited_words_are_marked_in_the_paragraph()
    {
        var paragraph = TestArticles.Boards.Paragraph(2);
        var shown = _renderer.ShowParagraph(new ParagraphView(paragraph, null, null, 45, paragraph.Text.Length), [new CitedPlace(paragraph.Id)]).AsWire();
        var card = System.Text.Json.JsonSerializer.Serialize(shown.Attachments!.Single()!.Content);
        card.ShouldContain("""{"type":"TextRun","text":"Most were chaired by an elected member.","highlight":true}""");
        card.ShouldContain("""{"type":"TextRun","text":"Eight boards were visited in the first year. "}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_article_without_a_title_is_named_by_its_id(string title)
    {
        var article = TestArticles.Of("leaflet-7", title, null, "Boards were set up.");
        var answer = new Answer.Grounded([new Claim("Boards were set up.", [1])], [article.Paragraph(1).Cite(1)]) { Question = "q", Standalone = "q" };
        WireJson.Write(_renderer.Render(answer).AsWire()).ShouldContain("\"name\":\"leaflet-7, paragraph 1 (undated)\"");
        WireJson.Write(_renderer.ShowParagraph(new ParagraphView(article.Paragraph(1), null, null), [new CitedPlace(article.Paragraph(1).Id)]).AsWire()).ShouldContain("\"text\":\"leaflet-7\"");
    }

    [Theory]
    [InlineData("See “https://www.kingsfund.org.uk/reports”, it says.")]
    [InlineData("Its page is \"www.kingsfund.org.uk\".")]
    [InlineData("Write to “help@example.org”.")]
    [InlineData("siehe »https://example.org/a?b=c«")]
    public void An_address_in_quotation_marks_ends_before_the_mark(string text)
    {
        var article = TestArticles.Of("links", "Links", null, text);
        var answer = new Answer.Grounded([new Claim(text, [1])], [article.Paragraph(1).Cite(1)]) { Question = "q", Standalone = "q" };
        System.Text.RegularExpressions.Regex.IsMatch(_renderer.Render(answer).Text, "\u200A[”\"«]").ShouldBeTrue();
        System.Text.RegularExpressions.Regex.IsMatch(_renderer.Render(answer).Text, "(org|reports|uk|c)[”\"«]").ShouldBeFalse();
    }

    [Fact]
    public void A_mark_without_a_source_is_left_out()
    {
        var answer = new Answer.Grounded([new Claim("One.", [1, 9])], [TestArticles.Boards.Paragraph(1).Cite(1)]) { Question = "q", Standalone = "q" };
        Conformance.OutboundTests.Marks(_renderer.Render(answer).Text!).ShouldBe([1]);
    }

    [Fact]
    public void Sources_are_numbered_as_the_text_names_them()
    {
        var answer = new Answer.Grounded(
            [new Claim("Second first.", [7]), new Claim("Then the other.", [3])],
            [TestArticles.Boards.Paragraph(1).Cite(3), TestArticles.Boards.Paragraph(2).Cite(7), TestArticles.Boards.Paragraph(3).Cite(8)])
        {
            Question = "q",
            Standalone = "q",
        };
        var cited = CitedAnswer.Of(answer, 20);
        cited.Text.ShouldBe("Second first. [1] Then the other. [2]");
        cited.Citations.Select(citation => citation.Paragraph.Id.Ordinal).ShouldBe([2, 1]);
    }

    private static void Approve(Microsoft.Bot.Schema.Activity activity, [CallerMemberName] string name = "")
    {
        using var document = JsonDocument.Parse(WireJson.Write(activity.AsWire()));
        var written = JsonSerializer.Serialize(document, new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
        var file = Path.Combine(Repository.Root, "tests", "CcgBot.Bot.Tests", "Rendering", "Approved", name + ".json");
        if (!File.Exists(file) || File.ReadAllText(file) != written)
        {
            var received = Path.ChangeExtension(file, ".received.json");
            File.WriteAllText(received, written);
            Assert.Fail($"{name} is not as approved: compare {received} with {file}, and move it there if it is right.");
        }
    }
}
