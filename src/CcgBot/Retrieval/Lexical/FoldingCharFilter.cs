using CcgBot.Text;
using Lucene.Net.Analysis.CharFilters;

namespace CcgBot.Retrieval.Lexical;

/// <summary>Hands a tokenizer the folded copy of a text (<see cref="SearchFolding"/>) and leads its offsets back to the text.</summary>
internal sealed class FoldingCharFilter(TextReader input) : BaseCharFilter(input)
{
    private string? _folded;
    private int _at;

    public override int Read(char[] buffer, int index, int count)
    {
        // Lucene's reader of an empty text gives null.
        _folded ??= SearchFolding.Of(m_input.ReadToEnd() ?? "", AddOffCorrectMap);
        var length = Math.Min(count, _folded.Length - _at);
        _folded.CopyTo(_at, buffer, index, length);
        _at += length;
        return length;
    }

    public override int Read()
    {
        var one = new char[1];
        return Read(one, 0, 1) == 1 ? one[0] : -1;
    }
}
