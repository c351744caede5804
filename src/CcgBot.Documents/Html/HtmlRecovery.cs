using CcgBot.Articles;

namespace CcgBot.Documents.Html;

/// <summary>Puts back the lists and tables that finding the article lost: it takes short entries for menus, and guidance is full of them.</summary>
internal static class HtmlRecovery
{
    private const int LeastWordsOfOpening = 12;

    /// <param name="article">The blocks found.</param>
    /// <param name="page">All blocks of the page, what stands around the article taken out as far as its elements say so.</param>
    public static IReadOnlyList<Block> WithLists(IReadOnlyList<Block> article, IReadOnlyList<Block> page)
    {
        var known = article.Select(block => block.Text).ToHashSet(StringComparer.Ordinal);
        var blocks = new List<Block>();
        var places = new int[article.Count];
        var at = 0;
        for (var i = 0; i < article.Count; i++)
        {
            places[i] = blocks.Count;
            var lead = article[i].Layout is { LeadIn: > 0 } layout ? blocks.Count - places[i - layout.LeadIn] : 0;
            blocks.Add(article[i].Layout is { } own ? article[i] with { Layout = own with { LeadIn = lead } } : article[i]);
            var found = IndexOf(page, article[i].Text, at);
            if (found < 0)
            {
                continue;
            }

            at = found + 1;
            // After the article's last words only what they introduce.
            if (i == article.Count - 1 && article[i].Layout is not { Form: BlockForm.Heading } && !TextBlocks.SpeaksOfWhatFollows(article[i].Text))
            {
                break;
            }

            for (var next = at; next < page.Count && !known.Contains(page[next].Text) && BelongsToList(page, next, known); next++)
            {
                var block = page[next];
                blocks.Add(block.Layout is { } inner && inner.LeadIn > next - found ? block with { Layout = inner with { LeadIn = 0 } } : block);
            }
        }

        return blocks;
    }

    /// <summary>Puts back the paragraph that opens an article between its headline and what was found of it: set apart by its look, it is lost now and then.</summary>
    public static IReadOnlyList<Block> WithOpening(IReadOnlyList<Block> article, IReadOnlyList<Block> page, string? title)
    {
        if (title is null || article.Count == 0 || IndexOf(page, article[0].Text, 0) is not (> 0 and var begins))
        {
            return article;
        }

        var headline = page.Take(begins).ToList().FindLastIndex(block => IsHeadline(block, title));
        return headline < 0 ? article
            : [.. page.Skip(headline + 1).Take(begins - headline - 1).Where(block => block is { Kind: BlockKind.Paragraph, Layout: null }
                && BoilerplateFilter.Words(block.Text).Count >= LeastWordsOfOpening && Text.SentenceMarks.IsEnd(block.Text, 0, block.Text.Length)), .. article];
    }

    /// <summary>The title's heading, alone or after a line over it ("Interview: …").</summary>
    public static bool IsHeadline(Block block, string title) => block.Layout is { Form: BlockForm.Heading } && block.Text.Contains(title, StringComparison.OrdinalIgnoreCase);

    private static bool BelongsToList(IReadOnlyList<Block> page, int at, HashSet<string> known) => page[at].Layout?.Form switch
    {
        BlockForm.ListItem or BlockForm.TableRow => true,
        // A heading, a lead-in, and then the list.
        BlockForm.Heading or BlockForm.LeadIn => at + 1 < page.Count && !known.Contains(page[at + 1].Text) && page[at + 1].Layout?.Form is not null and not BlockForm.Text
            && BelongsToList(page, at + 1, known),
        _ => false,
    };

    private static int IndexOf(IReadOnlyList<Block> page, string text, int from)
    {
        for (var i = from; i < page.Count; i++)
        {
            if (page[i].Text == text)
            {
                return i;
            }
        }

        return -1;
    }
}
