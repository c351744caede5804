using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CcgBot.Articles;
using CcgBot.Documents.Html;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace CcgBot.Documents;

/// <summary>Markdown with the usual extensions → blocks, through the HTML that it stands for; front matter gives title, date, publisher and address.</summary>
internal static partial class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter().UsePipeTables().UseGridTables().UseEmphasisExtras().UseDefinitionLists().UseFootnotes().UseTaskLists().UseAutoLinks().UseAbbreviations().UseAlertBlocks().Build();

    private const int MostLinesOfFront = 1_000;

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        // A front matter below empty lines is one all the same: who may read the rest stands in it.
        var text = DocumentText.Decode(bytes, out var notice).TrimStart('\uFEFF', '\r', '\n');
        text = WithYaml(text);
        limits.Check();
        var document = Markdown.Parse(text, Pipeline);
        var front = FrontMatter(document, text);
        var page = new HtmlParser().ParseDocument(document.ToHtml(Pipeline));
        foreach (var mark in page.QuerySelectorAll("a.footnote-ref,a.footnote-back-ref").ToList())
        {
            mark.Remove();
        }

        limits.Check();
        var builder = new BlockBuilder();
        new HtmlBlocks(builder, limits).Add(page.Body!);
        var blocks = builder.Blocks;
        var title = front.GetValueOrDefault("title");
        if (title is null && blocks is [{ Layout.Form: BlockForm.Heading } first, ..] && page.QuerySelectorAll("h1").Length == 1)
        {
            title = first.Text;
        }

        return new ReadDocument("")
        {
            Blocks = blocks,
            Title = title,
            Publisher = front.GetValueOrDefault("publisher"),
            Published = front.GetValueOrDefault("date") is { } date ? DateOf(date) : front.GetValueOrDefault("published") is { } published ? DateOf(published) : null,
            Url = front.GetValueOrDefault("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? url : null,
            Notice = notice,
            Groups = FrontMatterGroups.Of(FrontMatterLines(document, text)) ?? FrontMatterGroups.OfUnclosed(text),
        };
    }

    private static DateOnly? DateOf(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : DateLine.TryParse(text, out var line) ? line : null;

    /// <summary>A front matter in TOML (between lines of +++) as one in YAML: of both only plain lines are read.</summary>
    private static string WithYaml(string text)
    {
        var lines = text.Split('\n', MostLinesOfFront);
        var end = lines[0].TrimEnd() == "+++" ? Array.FindIndex(lines, 1, line => line.TrimEnd() == "+++") : -1;
        return end < 0 ? text : string.Join('\n', lines.Select((line, place) => place == 0 || place == end ? "---"
            : place < end && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign ? $"{line[..sign].TrimEnd()}: {line[(sign + 1)..].TrimStart()}"
            : line));
    }

    private static Dictionary<string, string> FrontMatter(MarkdownDocument document, string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        // Only what stands at the margin, and no aliases: what else a front matter holds is not ours.
        foreach (var line in FrontMatterLines(document, text))
        {
            if (Pair().Match(line) is { Success: true } pair)
            {
                values.TryAdd(pair.Groups["name"].Value, Scalar(pair.Groups["value"].Value));
            }
        }

        return values;
    }

    private static IReadOnlyList<string> FrontMatterLines(MarkdownDocument document, string text) =>
        document.OfType<YamlFrontMatterBlock>().FirstOrDefault() is { } block
            ? [.. text.Substring(block.Span.Start, block.Span.Length).Split('\n').Select(line => line.TrimEnd('\r'))]
            : [];

    private static string Scalar(string yaml)
    {
        try
        {
            return new Deserializer().Deserialize<object?>(yaml) as string ?? yaml;
        }
        catch (YamlException)
        {
            return yaml;
        }
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z_-]{0,40}):[ \t]+(?<value>\S.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Pair();
}
