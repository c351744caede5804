using System.ComponentModel;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Model.Composing;
using Microsoft.SemanticKernel;

namespace CcgBot.Model;

/// <summary>The bot for other kernels and agents: <c>kernel.Plugins.AddFromObject(new CcgBotPlugin(engine), "CcgBot")</c>. Results are JSON.</summary>
/// <param name="access">What whoever the agent works for may read; null = what everyone may.</param>
public sealed class CcgBotPlugin(BotEngine engine, Access? access = null)
{
    private readonly Access _access = access ?? Access.Public;

    private const int MostParagraphs = 50;

    [KernelFunction]
    [Description("Answers a question from the indexed articles, every sentence with its citations, or says that they don't answer it.")]
    public async Task<string> Ask(
        [Description("The question, standing alone.")] string question,
        CancellationToken cancellationToken = default) =>
        AnswerJson.From(await engine.AnswerAsync(new Question(question) { Access = _access }, cancellationToken: cancellationToken)).Serialize();

    [KernelFunction]
    [Description("Finds the paragraphs of the indexed articles nearest to a question, best first.")]
    public async Task<string> Search(
        [Description("What to look for.")] string query,
        [Description("How many paragraphs, 1 to 50.")] int top = 10,
        CancellationToken cancellationToken = default)
    {
        var found = await engine.View(_access).Retriever.RetrieveAsync(new Question(query), Math.Clamp(top, 1, MostParagraphs), cancellationToken);
        return PromptData.Line(found.Paragraphs.Select(scored => Shown(scored.Paragraph)));
    }

    [KernelFunction]
    [Description("Shows one paragraph by the paragraphId of a citation or a search result, in whatever version it was cited.")]
    public string ShowParagraph([Description("The paragraphId.")] string paragraphId) =>
        ParagraphId.TryParse(paragraphId, out var id) && engine.View(_access).Articles.Find(id) is { } paragraph
            ? PromptData.Line(Shown(paragraph))
            : PromptData.Line(new { error = "There is no such paragraph: give a paragraphId from a citation or a search result." });

    private static object Shown(Paragraph paragraph) => new
    {
        paragraphId = paragraph.Id.ToString(),
        articleId = paragraph.Id.ArticleId,
        paragraph = paragraph.Id.Ordinal,
        title = paragraph.Title,
        publisher = paragraph.Publisher,
        published = paragraph.Published,
        text = paragraph.Text,
        withdrawn = paragraph.Withdrawn,
    };
}
