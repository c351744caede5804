using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Retrieval;

namespace CcgBot.Cli.Commands;

internal static class SearchCommand
{
    private const int MostParagraphs = 100;
    private const int LongestQuery = 4_000;

    public static Command Create()
    {
        var common = new CommonOptions();
        var query = new Argument<string>("QUERY");
        var top = new Option<int>("--top") { Description = $"How many paragraphs, 1 to {MostParagraphs}; default: 10.", DefaultValueFactory = _ => 10 };
        var json = new Option<bool>("--json") { Description = "One JSON object a paragraph." };
        var groups = GroupOptions.Asker();
        var command = new Command("search", "Finds the paragraphs nearest to a question, best first.") { query, top, json, groups };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (asked, access) = (parsed.GetValue(query)!, GroupOptions.Access(parsed.GetValue(groups)));
            if (asked.Length > LongestQuery || parsed.GetValue(top) is < 1 or > MostParagraphs)
            {
                throw new ArgumentException($"A search has at most {LongestQuery} characters, and --top is 1 to {MostParagraphs}.");
            }

            using var engine = common.Open(parsed, cancellationToken, answersSoon: true);
            var found = await engine.View(access).Retriever.RetrieveAsync(new Question(asked) { IsSearch = true }, parsed.GetValue(top), cancellationToken);
            foreach (var hit in found.Paragraphs)
            {
                Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(Shown(hit), AnswerJson.Options) : Line(hit));
            }

            return 0;
        });
        return command;
    }

    private static object Shown(ScoredParagraph hit) => new
    {
        rank = hit.Rank,
        score = hit.Order,
        paragraphId = hit.Paragraph.Id.ToString(),
        articleId = hit.Paragraph.Id.ArticleId,
        paragraph = hit.Paragraph.Id.Ordinal,
        title = hit.Paragraph.Title,
        published = hit.Paragraph.Published,
        text = hit.Paragraph.Text,
    };

    private static string Line(ScoredParagraph hit) => string.Create(
        CultureInfo.InvariantCulture, $"{hit.Rank,3}  {hit.Paragraph.Id}  {hit.Paragraph.Title}\n     {hit.Paragraph.Text.ReplaceLineEndings(" ")}\n");
}
