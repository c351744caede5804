using CcgBot.Answering;
using CcgBot.Articles;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>The one <c>https://schema.org/Message</c> entity of an answer: AI label, citations and sensitivity label together, as Teams wants them.</summary>
public static class MessageEntity
{
    private const string LabelId = "sensitivity1";

    /// <param name="composer">Only what a model composed is labelled as generated: an article's own words are not.</param>
    public static Entity Of(IReadOnlyList<Citation> citations, Composer composer, RenderingOptions options)
    {
        var usage = options.SensitivityLabel is { } label
            ? new Dictionary<string, object> { ["@type"] = "CreativeWork", ["@id"] = LabelId, ["name"] = label.Name, ["description"] = label.Description }
            : null;
        var entity = new Dictionary<string, object>
        {
            ["@type"] = "Message",
            ["@context"] = "https://schema.org",
            ["@id"] = "",
        };
        if (composer == Composer.Model)
        {
            entity["additionalType"] = (string[])["AIGeneratedContent"];
        }

        if (usage is not null)
        {
            entity["usageInfo"] = usage;
        }

        if (citations.Count > 0)
        {
            entity["citation"] = citations.Select(citation => Claim(citation, usage, options)).ToList();
        }

        return new Entity("https://schema.org/Message") { Properties = ActivityJson.Object(entity) };
    }

    private static Dictionary<string, object> Claim(Citation citation, Dictionary<string, object>? usage, RenderingOptions options)
    {
        var paragraph = citation.Paragraph;
        var appearance = new Dictionary<string, object>
        {
            ["@type"] = "DigitalDocument",
            ["name"] = Name(paragraph),
            ["abstract"] = Words.Shorten(citation.Quote.ReplaceLineEndings(" "), TeamsLimits.CitationAbstract),
            ["image"] = new Dictionary<string, string> { ["@type"] = "ImageObject", ["name"] = "Text" },
        };
        if (Keywords(paragraph) is { Count: > 0 } keywords)
        {
            appearance["keywords"] = keywords;
        }

        if (options.Link(citation.Url) is { } url)
        {
            appearance["url"] = url;
        }

        if (usage is not null)
        {
            appearance["usageInfo"] = usage;
        }

        return new Dictionary<string, object> { ["@type"] = "Claim", ["position"] = citation.Number, ["appearance"] = appearance };
    }

    // "Title, paragraph 14 (16 November 2012)": the title gives way, for Teams has no field for the date.
    private static string Name(Paragraph paragraph)
    {
        var date = $" ({Words.Date(paragraph)})";
        return Words.Place(paragraph, TeamsLimits.CitationName - date.Length) + date;
    }

    private static List<string> Keywords(Paragraph paragraph)
    {
        List<string> keywords = [];
        if (paragraph.Withdrawn)
        {
            keywords.Add("withdrawn");
        }

        if (!string.IsNullOrWhiteSpace(paragraph.Publisher))
        {
            keywords.Add(Words.Shorten(paragraph.Publisher, TeamsLimits.Keyword));
        }

        return keywords;
    }
}
