using CcgBot.Text;

namespace CcgBot.Articles;

/// <summary>The words that introduce a list or table: of a paragraph that ends in them, its last sentence.</summary>
public static class LeadInText
{
    /// <summary>Where they stand in the block that introduces.</summary>
    public static TextSpan Span(string block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return SentenceSplitter.Split(block) is [.., var last] ? last : new TextSpan(0, block.Length);
    }

    /// <param name="outer">The block that introduces what <paramref name="block"/> is part of; null = none.</param>
    internal static string Of(string? outer, string block)
    {
        var span = Span(block);
        var words = block[span.Start..span.End];
        return outer is null ? words : $"{Of(null, outer)} {words}";
    }
}
