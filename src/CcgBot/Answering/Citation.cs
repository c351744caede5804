using CcgBot.Articles;

namespace CcgBot.Answering;

/// <summary>A paragraph version and the exact words relied on: <c>Paragraph.Text[Start..End] == Quote</c>, always.</summary>
/// <param name="Number">The n of <c>[n]</c> in the answer, from 1.</param>
public sealed record Citation(int Number, Paragraph Paragraph, string Quote, int Start, int End)
{
    /// <summary>The address of the cited words in the source viewer, from the site's root.</summary>
    public string Url => ViewerAddress.Of(this);
}
