using System.Buffers;

namespace CcgBot.Text;

/// <summary>What ends a line: the marks of every system and Unicode's own.</summary>
public static class LineEnds
{
    public static SearchValues<char> Characters { get; } = SearchValues.Create("\n\r\v\f\u0085\u2028\u2029");

    public static bool Contains(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';
}
