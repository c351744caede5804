using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Rendering.WebChat;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Rendering;

/// <summary>A citation of a document names its page and section, as the command line does.</summary>
public sealed class CitedPlaceNameTests
{
    [Theory]
    [InlineData("Care", 4, "Dosage", "Care, paragraph 1, page 4 · Dosage (undated)")]
    [InlineData("Care", 4, null, "Care, paragraph 1, page 4 (undated)")]
    [InlineData("Care", null, "Treatment › Dosage", "Care, paragraph 1, Treatment › Dosage (undated)")]
    [InlineData("Care", null, null, "Care, paragraph 1 (undated)")]
    [InlineData("A guide to the care of people with burns", 12, "Treatment in the first two days › Dosage", "A guide to the care of people with…, paragraph 1, page 12 · Dosage (undated)")]
    [InlineData("A guide to the care of people with burns", 12, "Everything that a ward keeps in its cupboards for the night", "A guide to the care of people with burns, paragraph 1, page 12 (undated)")]
    public void In_Teams_within_eighty_characters(string title, int? page, string? section, string expected)
    {
        var name = TeamsName(Answer(title, page, section));

        name.ShouldBe(expected);
        name.Length.ShouldBeLessThanOrEqualTo(TeamsLimits.CitationName);
    }

    [Fact]
    public void In_Direct_Line_and_on_the_paragraph_card()
    {
        var answer = Answer("Care", 4, "Treatment › *Dosage*");
        WireJson.Write(new WebChatRenderer("https://bot.example").Render(answer).AsWire()).ShouldContain("\"name\":\"Care, paragraph 1, page 4 · Treatment › *Dosage* (undated)\"");

        var paragraph = answer.Citations[0].Paragraph;
        var card = new TeamsRenderer(new RenderingOptions(null, null)).ShowParagraph(new ParagraphView(paragraph, null, null), [new CitedPlace(paragraph.Id)]);
        WireJson.Write(card.AsWire()).ShouldContain(@"Paragraph 1 · page 4 · Treatment › \\*Dosage\\* · undated");
    }

    private static string TeamsName(Answer answer)
    {
        var written = WireJson.Write(new TeamsRenderer(new RenderingOptions(null, null)).Render(answer).AsWire());
        var from = written.IndexOf("\"name\":\"", StringComparison.Ordinal) + 8;
        return written[from..written.IndexOf('"', from)];
    }

    private static Answer.Grounded Answer(string title, int? page, string? section)
    {
        var paragraph = TestArticles.Of("care", title, null, "Give 5 mg.").Paragraph(1) with { Page = page, Section = section };
        return new Answer.Grounded([new Claim("Give 5 mg.", [1])], [paragraph.Cite(1)]) { Question = "q", Standalone = "q" };
    }
}
