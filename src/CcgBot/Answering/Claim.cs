namespace CcgBot.Answering;

/// <summary>One statement of an answer, with its citations.</summary>
/// <param name="Text">Plain text: an article's own words, or a model's sentence that passed <see cref="SupportCheck"/>.</param>
/// <param name="Citations">Numbers of <see cref="Citation"/>s, from 1.</param>
/// <param name="ShortAnswer">Where in <paramref name="Text"/> the short answer stands (shown in bold); null when none was found.</param>
public sealed record Claim(string Text, IReadOnlyList<int> Citations, TextSpan? ShortAnswer = null);

/// <summary>A run of text by UTF-16 offsets: from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;
}
