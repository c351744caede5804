namespace CcgBot.Text;

/// <summary>A run of text by UTF-16 offsets: from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
}
