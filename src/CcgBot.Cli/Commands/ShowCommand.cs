using System.CommandLine;
using System.Globalization;
using CcgBot.Articles;

namespace CcgBot.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("PARAGRAPH-ID") { Description = "As 'ask --json' prints it: ARTICLE#pN@HASH; ARTICLE#pN is taken as the current text." };
        var command = new Command("show", "Shows a paragraph in its article, with its neighbours.") { id };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var engine = common.Open(parsed, cancellationToken);
            return Task.FromResult(Run(engine.Articles, parsed.GetValue(id)!));
        });
        return command;
    }

    private static int Run(ArticleStore articles, string text)
    {
        var (articleId, ordinal, paragraph) = Find(articles, text);
        var stored = articleId is null ? null : articles.Find(articleId, paragraph?.Version);
        if (stored is null || stored.Article.Paragraphs.All(block => block.Ordinal != ordinal))
        {
            Console.Error.WriteLine($"{text}: no such paragraph. Paragraph ids look like ARTICLE#p14@0123456789abcdef.");
            return CommandRunner.SomeFailed;
        }

        var article = stored.Article;
        var date = article.Published?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "undated";
        var state = stored.Withdrawn ? " · withdrawn" : stored.Current ? "" : " · an earlier version; this text has changed since";
        Console.WriteLine($"{article.Title} · {date} · version {article.Version}{state}");
        foreach (var block in article.Paragraphs.Where(block => Math.Abs(block.Ordinal!.Value - ordinal) <= 1))
        {
            Console.WriteLine();
            Console.WriteLine($"{(block.Ordinal == ordinal ? '>' : ' ')} {block.Ordinal,3}  {block.Text}");
        }

        return 0;
    }

    private static (string? ArticleId, int Ordinal, Paragraph? Paragraph) Find(ArticleStore articles, string text)
    {
        if (ParagraphId.TryParse(text, out var id))
        {
            return articles.Find(id) is { } paragraph ? (id.ArticleId, id.Ordinal, paragraph) : default;
        }

        return text.LastIndexOf("#p", StringComparison.Ordinal) is > 0 and var mark
            && int.TryParse(text.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? (text[..mark], ordinal, null)
            : default;
    }
}
