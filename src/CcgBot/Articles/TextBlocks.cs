using System.Text.RegularExpressions;

namespace CcgBot.Articles;

/// <summary>Cuts plain text into blocks: at blank lines, at list items, and at every line end where lines are too long to be hard-wrapped.</summary>
public static partial class TextBlocks
{
    /// <summary>No editor wraps later than this, so a longer line is a paragraph of its own.</summary>
    private const int LongestWrappedLine = 100;

    /// <summary>The blocks, each trimmed of white space at its ends and otherwise to the letter.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var blocks = new List<string>();
        foreach (var chunk in BlankLines().Split(text))
        {
            var lines = chunk.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
            var wrapped = lines.TrueForAll(line => line.Length <= LongestWrappedLine);
            var block = new List<string>();
            foreach (var line in lines)
            {
                if (block.Count > 0 && (!wrapped || ListItem().IsMatch(line)))
                {
                    blocks.Add(Joined(block));
                    block.Clear();
                }

                block.Add(line);
            }

            if (block.Count > 0)
            {
                blocks.Add(Joined(block));
            }
        }

        return blocks;
    }

    private static string Joined(List<string> lines) => string.Join('\n', lines).Trim().Trim('\uFEFF');

    [GeneratedRegex(@"\r?\n[ \t]*(?:\r?\n[ \t]*)+")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^\s*(?:[•·▪◦‣*–-]|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s+\S")]
    private static partial Regex ListItem();
}
