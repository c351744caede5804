namespace CcgBot.Articles;

/// <summary>A list or table whose items or rows are paragraphs of their own, with what introduces it.</summary>
/// <param name="LeadIn">Null = nothing does.</param>
/// <param name="Members">In order, at least one.</param>
internal sealed record BlockRun(Paragraph? LeadIn, IReadOnlyList<Paragraph> Members)
{
    /// <summary>The one that a paragraph is part of.</summary>
    /// <param name="around">The paragraphs around it, it included, in reading order.</param>
    /// <returns>Null where the paragraph is not among them.</returns>
    public static BlockRun? Of(IReadOnlyList<Paragraph> around, Paragraph member)
    {
        var at = IndexOf(around, member.Key);
        if (at < 0)
        {
            return null;
        }

        bool IsNext(int one) => around[one].Layout?.Form == member.Layout!.Form && around[one + 1].Layout?.Form == member.Layout.Form
            && around[one + 1].Key == around[one].Key + 1;
        var (first, last) = (at, at);
        while (first > 0 && IsNext(first - 1))
        {
            first--;
        }

        while (last + 1 < around.Count && IsNext(last))
        {
            last++;
        }

        var back = around[first].Layout!.LeadIn;
        return new BlockRun(
            back > 0 ? around.FirstOrDefault(paragraph => paragraph.Key == around[first].Key - back) : null, [.. around.Skip(first).Take(last - first + 1)]);
    }

    /// <summary>The list that a paragraph introduces; null where none follows.</summary>
    /// <inheritdoc cref="Of"/>
    public static BlockRun? IntroducedBy(IReadOnlyList<Paragraph> around, Paragraph lead) =>
        IndexOf(around, lead.Key + 1) is >= 0 and var next && around[next].Layout is { Form: BlockForm.ListItem, LeadIn: 1 } ? Of(around, around[next]) : null;

    private static int IndexOf(IReadOnlyList<Paragraph> paragraphs, long key)
    {
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (paragraphs[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
