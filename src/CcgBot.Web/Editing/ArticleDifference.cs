using System.Text.Json.Serialization;
using CcgBot.Articles;
using DiffPlex;
using DiffPlex.Chunkers;

namespace CcgBot.Web.Editing;

/// <summary>What a new version of an article changes of the one that stands: by paragraphs, and by words within those that were rewritten.</summary>
/// <param name="Paragraphs">In reading order; those that stay as they are aren't among them.</param>
/// <param name="Same">How many stay.</param>
public sealed record ArticleDifference(IReadOnlyList<ParagraphDifference> Paragraphs, int Same)
{
    /// <summary>Between longer articles it is only said which paragraphs are new and which are gone: comparing takes the product of both.</summary>
    private const int MostParagraphs = 3_000;

    /// <summary>The words of a longer paragraph are not compared.</summary>
    private const int MostCharacters = 5_000;

    /// <summary>How many of the old paragraphs are looked at for each new one.</summary>
    private const int Reach = 8;

    /// <summary>The share of words that a rewritten paragraph keeps; with less it is another one.</summary>
    private const double Rewritten = 0.4;

    internal static ArticleDifference Between(Article before, Article after)
    {
        var (old, now) = (before.Paragraphs.ToList(), after.Paragraphs.ToList());
        if (Math.Max(old.Count, now.Count) > MostParagraphs || old.Count == 0 || now.Count == 0)
        {
            var (had, has) = (old.Select(block => block.Text).ToHashSet(StringComparer.Ordinal), now.Select(block => block.Text).ToHashSet(StringComparer.Ordinal));
            return new ArticleDifference(
                [.. old.Where(block => !has.Contains(block.Text)).Select(Removed), .. now.Where(block => !had.Contains(block.Text)).Select(Added)],
                now.Count(block => had.Contains(block.Text)));
        }

        var differences = new List<ParagraphDifference>();
        var diff = Differ.Instance.CreateDiffs(Joined(old), Joined(now), ignoreWhiteSpace: false, ignoreCase: false, Paragraphwise);
        foreach (var block in diff.DiffBlocks)
        {
            Add(differences, old.GetRange(block.DeleteStartA, block.DeleteCountA), now.GetRange(block.InsertStartB, block.InsertCountB));
        }

        return new ArticleDifference(differences, now.Count - diff.DiffBlocks.Sum(block => block.InsertCountB));
    }

    private static readonly CustomFunctionChunker Paragraphwise = new(text => text.Split('\u001e'));

    /// <summary>Parted by a sign that no text has, and without it at the end, where it would part off one more.</summary>
    private static string Joined(List<Block> blocks) => string.Join('\u001e', blocks.Select(block => block.Text.Replace('\u001e', ' ')));

    /// <summary>Each new paragraph goes with the first of the next few old ones that it keeps enough words of; in order.</summary>
    private static void Add(List<ParagraphDifference> differences, List<Block> gone, List<Block> come)
    {
        var from = 0;
        foreach (var block in come)
        {
            var at = Enumerable.Range(from, Math.Min(Reach, gone.Count - from)).FirstOrDefault(i => Kept(gone[i].Text, block.Text) >= Rewritten, -1);
            if (at < 0)
            {
                differences.Add(Added(block));
                continue;
            }

            differences.AddRange(gone.GetRange(from, at - from).Select(Removed));
            differences.Add(new ParagraphDifference(DifferenceKind.Changed, gone[at].Ordinal, block.Ordinal, Words(gone[at].Text, block.Text)));
            from = at + 1;
        }

        differences.AddRange(gone.Skip(from).Select(Removed));
    }

    private static ParagraphDifference Added(Block block) => new(DifferenceKind.Added, null, block.Ordinal, [new DifferentWords(DifferenceKind.Added, block.Text)]);

    private static ParagraphDifference Removed(Block block) => new(DifferenceKind.Removed, block.Ordinal, null, [new DifferentWords(DifferenceKind.Removed, block.Text)]);

    private static IReadOnlyList<DifferentWords> Words(string before, string after)
    {
        if (before.Length > MostCharacters || after.Length > MostCharacters)
        {
            return [new DifferentWords(DifferenceKind.Removed, before), new DifferentWords(DifferenceKind.Added, after)];
        }

        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, WordChunker.Instance);
        IReadOnlyList<string> now = diff.PiecesNew;
        var (words, at) = (new List<DifferentWords>(), 0);
        foreach (var block in diff.DiffBlocks)
        {
            Say(DifferenceKind.Same, diff.PiecesNew, at, block.InsertStartB);
            Say(DifferenceKind.Removed, diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Say(DifferenceKind.Added, diff.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            at = block.InsertStartB + block.InsertCountB;
        }

        Say(DifferenceKind.Same, now, at, now.Count);
        return words;

        void Say(DifferenceKind kind, IReadOnlyList<string> pieces, int start, int end)
        {
            if (end > start)
            {
                words.Add(new DifferentWords(kind, string.Concat(pieces.Skip(start).Take(end - start))));
            }
        }
    }

    /// <summary>The share of the words of both that both have.</summary>
    private static double Kept(string before, string after)
    {
        var (had, has) = (Counted(before), Counted(after));
        return 2.0 * had.Sum(word => Math.Min(word.Value, has.GetValueOrDefault(word.Key))) / Math.Max(1, had.Values.Sum() + has.Values.Sum());

        static Dictionary<string, int> Counted(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
    }
}

/// <param name="Before">Its number in the version that stands; null for one that is added.</param>
/// <param name="After">Its number in the new version; null for one that is removed.</param>
/// <param name="Words">Its text in runs; of a changed one what stays, what goes and what comes.</param>
public sealed record ParagraphDifference(DifferenceKind Kind, int? Before, int? After, IReadOnlyList<DifferentWords> Words);

public sealed record DifferentWords(DifferenceKind Kind, string Text);

[JsonConverter(typeof(JsonStringEnumConverter<DifferenceKind>))]
public enum DifferenceKind
{
    [JsonStringEnumMemberName("same")]
    Same,

    [JsonStringEnumMemberName("added")]
    Added,

    [JsonStringEnumMemberName("removed")]
    Removed,

    [JsonStringEnumMemberName("changed")]
    Changed,
}
