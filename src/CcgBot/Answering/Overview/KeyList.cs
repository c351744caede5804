using System.Text.RegularExpressions;
using CcgBot.Articles;

namespace CcgBot.Answering.Overview;

/// <summary>The list in which an article gives its key points itself: "Key findings include:" and the items after it. Pure.</summary>
internal static partial class KeyList
{
    private const int Most = 12;

    /// <returns>Ordinals of the items; empty where the article has no such list.</returns>
    public static IReadOnlyList<Block> Of(Article article)
    {
        var blocks = article.Blocks.Where(block => block.Kind is BlockKind.Paragraph).ToList();
        // A heading "Key points" may have its lead-in below it: the list is that of the first of them that has items.
        return Enumerable.Range(0, blocks.Count)
            .Where(i => blocks[i].Text.Length < 200 && Lead().IsMatch(blocks[i].Text))
            .Select(i => ItemsAfter(blocks, i))
            .FirstOrDefault(items => items.Count > 0) ?? [];
    }

    private static List<Block> ItemsAfter(List<Block> blocks, int lead)
    {
        var items = blocks.Skip(lead + 1).TakeWhile(block => Item().IsMatch(block.Text)).Take(Most).ToList();

        if (items.Count == 0)
        {
            // The marks may be the layout's: a page's or a Word document's list.
            items = [.. blocks.Skip(lead + 1).TakeWhile(block => block.Layout?.Form == BlockForm.ListItem).Take(Most)];
        }

        // Without marks: what follows a colon up to the next heading, if these are short paragraphs.
        return items.Count > 0 ? items : blocks[lead].Text.TrimEnd().EndsWith(':')
            ? [.. blocks.Skip(lead + 1).TakeWhile(block => !BoilerplateFilter.IsHeading(block.Text)).Take(5)] : [];
    }

    [GeneratedRegex(@"\b(?:key|main|principal|headline|most important|major)\s{1,20}(?:findings?|points?|messages?|conclusions?|results?|facts?"
        + @"|recommendations?|outcomes?|takeaways?)\b|^\W{0,20}(?:summary|in short|at a glance|in brief|highlights|conclusions?)\W{0,20}$", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^\s{0,20}(?:[•·▪◦‣*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s{1,20}\S")]
    private static partial Regex Item();
}
