using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Web.Pages;

/// <summary>An article's blocks as its author made them: headings, lists within lists, tables; each paragraph numbered, the cited words marked.</summary>
internal static class ArticleBlocks
{
    private const string PathMark = " › ";
    private const int MostColumns = 40;

    public static IEnumerable<Html> Of(Article article, CitedWords? cited)
    {
        var blocks = article.Blocks;
        for (var i = 0; i < blocks.Count;)
        {
            var end = i + 1;
            switch (blocks[i])
            {
                case { Kind: BlockKind.Paragraph, Layout.Form: BlockForm.ListItem }:
                    end = EndOf(blocks, i, BlockForm.ListItem);
                    yield return List([.. blocks.Take(end).Skip(i)], cited);
                    break;
                case { Kind: BlockKind.Paragraph, Layout.Form: BlockForm.TableRow } when TableOf(blocks, i, cited) is { } table:
                    end = table.End;
                    yield return table.Markup;
                    break;
                default:
                    yield return Single(blocks[i], article, cited);
                    break;
            }

            i = end;
        }
    }

    private static int EndOf(IReadOnlyList<Block> blocks, int from, BlockForm form)
    {
        var end = from;
        while (end < blocks.Count && blocks[end].Kind == BlockKind.Paragraph && blocks[end].Layout?.Form == form && blocks[end].Section == blocks[from].Section)
        {
            end++;
        }

        return end;
    }

    private static Html Single(Block block, Article article, CitedWords? cited) => block.Kind switch
    {
        // The heading already says it.
        BlockKind.Title when block.Text.Trim() == article.Title => Html.Empty,
        BlockKind.Paragraph => Paragraph(block, cited),
        BlockKind.Boilerplate => Html.Of($"<p class=\"boilerplate\" dir=\"auto\">{Html.Visible(block.Text)}</p>\n"),
        _ => Html.Of($"<p class=\"aside\" dir=\"auto\">{Html.Visible(block.Text)}</p>\n"),
    };

    private static Html Paragraph(Block block, CitedWords? cited)
    {
        var text = Marked(block, 0, block.Text.Length, cited);
        return Html.Of($"""
            <div class="{Class(block, cited)}" id="p{block.Ordinal!.Value}">
            {Number(block)}
            {(block.Layout?.Form == BlockForm.Heading ? Heading(block, text) : Html.Of($"<p dir=\"auto\">{text}</p>"))}
            {Copy(block)}
            </div>

            """);
    }

    private static Html Heading(Block block, Html text) => (block.Section?.Split(PathMark).Length ?? 0) switch
    {
        0 => Html.Of($"<h2 dir=\"auto\">{text}</h2>"),
        1 => Html.Of($"<h3 dir=\"auto\">{text}</h3>"),
        2 => Html.Of($"<h4 dir=\"auto\">{text}</h4>"),
        _ => Html.Of($"<h5 dir=\"auto\">{text}</h5>"),
    };

    private static Html List(IReadOnlyList<Block> items, CitedWords? cited)
    {
        var at = 0;
        return Level(1);

        Html Level(int level)
        {
            var entries = new List<Html>();
            while (at < items.Count && items[at].Layout!.Level >= level)
            {
                var item = items[at++];
                var marked = ListMark.At(item.Text, 0, item.Text.Length) is not null || item.Text is [var sign, ' ', ..] && !char.IsLetterOrDigit(sign);
                var below = at < items.Count && items[at].Layout!.Level > level ? Level(level + 1) : Html.Empty;
                entries.Add(Html.Of($"<li class=\"{(marked ? "marked" : "bullet")}\">{Paragraph(item, cited)}{below}</li>\n"));
            }

            return Html.Of($"<ul class=\"items\">\n{entries}</ul>\n");
        }
    }

    /// <summary>Rows whose cells can be told apart, under the columns' names where each cell has one; null where these are no such rows.</summary>
    private static (int End, Html Markup)? TableOf(IReadOnlyList<Block> blocks, int from, CitedWords? cited)
    {
        var end = EndOf(blocks, from, BlockForm.TableRow);
        var rows = blocks.Take(end).Skip(from).Select(block => WordedRow.Cells(block.Text)).ToList();
        var named = rows.TrueForAll(row => row.All(cell => cell.Name is not null));
        List<string> columns = named ? [.. rows.SelectMany(row => row.Select(cell => cell.Name!)).Distinct()] : [];
        var width = named ? columns.Count : rows.Max(row => row.Count);
        // Of a list of terms every row has a name of its own: no table's columns.
        if (width is < 2 or > MostColumns || named && (rows.Exists(row => row.Select(cell => cell.Name).Distinct().Count() < row.Count) || columns.Count > 2 * rows.Max(row => row.Count)) || !named && rows.Exists(row => row.Count != width))
        {
            return null;
        }

        var head = named ? Html.Of($"<thead><tr><td></td>{columns.Select(name => Html.Of($"<th scope=\"col\" dir=\"auto\">{Html.Visible(name)}</th>"))}<td></td></tr></thead>\n") : Html.Empty;
        var body = rows.Select((cells, i) =>
        {
            var block = blocks[from + i];
            var byColumn = named ? columns.Select(name => cells.FirstOrDefault(cell => cell.Name == name)) : cells;
            return Html.Of($"""
                <tr class="{Class(block, cited)}" id="p{block.Ordinal!.Value}"><td>{Number(block)}</td>{byColumn.Select(cell => Html.Of($"<td dir=\"auto\">{(cell is null ? Html.Empty : Marked(block, named ? cell.Value : cell.Start, cell.End, cited))}</td>"))}<td>{Copy(block)}</td></tr>

                """);
        });
        return (end, Html.Of($"<div class=\"table\"><table>\n{head}<tbody>\n{body}</tbody></table></div>\n"));
    }

    private static string Class(Block block, CitedWords? cited) => cited?.Ordinal == block.Ordinal ? "paragraph cited" : "paragraph";

    private static Html Number(Block block) =>
        Html.Of($"<a class=\"number\" href=\"#p{block.Ordinal!.Value}\" aria-label=\"Paragraph {block.Ordinal.Value}\">{block.Ordinal.Value}</a>");

    private static Html Copy(Block block) =>
        Html.Of($"<button type=\"button\" class=\"copy\" data-paragraph=\"p{block.Ordinal!.Value}\" aria-label=\"Copy link to paragraph {block.Ordinal.Value}\" hidden>Copy link</button>");

    /// <summary>A part of a block's text, the cited words in it marked.</summary>
    private static Html Marked(Block block, int from, int to, CitedWords? cited)
    {
        if (cited?.Ordinal != block.Ordinal || cited!.Start >= cited.End || cited.End > block.Text.Length)
        {
            return Html.Visible(block.Text.AsSpan(from, to - from));
        }

        var (start, end) = (Math.Clamp(cited.Start, from, to), Math.Clamp(cited.End, from, to));
        return start >= end ? Html.Visible(block.Text.AsSpan(from, to - from))
            : Html.Of($"{Html.Visible(block.Text.AsSpan(from, start - from))}<mark>{Html.Visible(block.Text.AsSpan(start, end - start))}</mark>{Html.Visible(block.Text.AsSpan(end, to - end))}");
    }
}
