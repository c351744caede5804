using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CcgBot.Articles;

/// <summary>Plain text → <see cref="Article"/>: finds title and date at the head, sets boilerplate apart, numbers the rest.</summary>
public static class TextArticleReader
{
    private const int MostHeaderBlocks = 8;
    private const int MostWordsOfHeaderLine = 20;
    private const int LeastWordsOfStandfirst = 8;

    /// <summary>Reads one article.</summary>
    /// <param name="name">The file's name without its ending: the id and, failing all else, the title.</param>
    /// <param name="entry">What the manifest says of the file; it wins over what is inferred.</param>
    /// <exception cref="InvalidDataException">No paragraph is left.</exception>
    public static Article Read(string name, string text, ManifestEntry? entry = null)
    {
        var read = TextBlocks.Of(text);
        var texts = read.Select(block => block.Text).ToList();
        var kinds = Kinds(texts, entry?.Title, out var glued);
        var blocks = new List<Block>(texts.Count + 1);
        for (var i = 0; i < texts.Count; i++)
        {
            if (i == texts.Count - 1 && glued > 0 && kinds[i] == BlockKind.Paragraph)
            {
                blocks.Add(new Block(BlockKind.Paragraph, texts[i][..glued], Layout: read[i].Layout));
                blocks.Add(new Block(BlockKind.Boilerplate, texts[i][glued..]));
            }
            else
            {
                blocks.Add(new Block(kinds[i], texts[i], Layout: kinds[i] == BlockKind.Paragraph ? read[i].Layout : null));
            }
        }

        var numbered = Number(entry is null ? blocks : entry.Exclude(Number(blocks)));
        if (!numbered.Exists(block => block.Kind == BlockKind.Paragraph))
        {
            throw new InvalidDataException("no paragraph is left once title, date and boilerplate are set apart; say what is evidence in articles.yaml");
        }

        var title = entry?.Title ?? numbered.Find(block => block.Kind == BlockKind.Title)?.Text ?? name.Replace('_', ' ');
        var (published, publisher) = Published(numbered);
        return Create(entry?.Id ?? name, title, entry?.Publisher ?? publisher, entry?.Published ?? published, entry?.Url, numbered);
    }

    /// <summary>When and by whom the lines at an article's head say that it was published.</summary>
    internal static (DateOnly? Published, string? Publisher) Published(IReadOnlyList<Block> blocks)
    {
        var imprints = blocks.Take(MostHeaderBlocks).Where(block => block.Kind == BlockKind.Date
                || block.Kind == BlockKind.Paragraph && block.Ordinal is null or 1 && BoilerplateFilter.Words(block.Text).Count <= MostWordsOfHeaderLine)
            .Select(block => Imprint.Of(block.Text)).OfType<Imprint>().ToList();
        return (imprints.Find(imprint => imprint.Published is not null)?.Published, imprints.Find(imprint => imprint.Publisher is not null)?.Publisher);
    }

    /// <summary>An article with its version: the hash of everything in it.</summary>
    public static Article Create(string id, string title, string? publisher, DateOnly? published, string? url, IReadOnlyList<Block> blocks)
    {
        var content = new StringBuilder();
        content.Append(title).Append('\0').Append(publisher).Append('\0')
            .Append(published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Append('\0').Append(url);
        foreach (var block in blocks)
        {
            content.Append('\0').Append((int)block.Kind).Append('\0').Append(block.Text);
            if (block.Layout is { } layout)
            {
                content.Append('\0').Append((int)layout.Form).Append(',').Append(layout.LeadIn).Append(',').Append(layout.Level);
            }

            // Only where there are any, so that what was stored before keeps its version.
            if (block.Page is not null || block.Section is not null)
            {
                content.Append('\0').Append(CultureInfo.InvariantCulture, $"{block.Page}").Append('\0').Append(block.Section);
            }
        }

        return new Article(id, title, publisher, published, url, ContentHash.Of(content.ToString()), blocks);
    }

    internal static List<Block> Number(IEnumerable<Block> blocks)
    {
        var ordinal = 0;
        return [.. blocks.Select(block => block with { Ordinal = block.Kind == BlockKind.Paragraph ? ++ordinal : null })];
    }

    /// <summary>Parts of the way to a page: "Home › Health › Asthma".</summary>
    private static readonly SearchValues<char> TrailMarks = SearchValues.Create(">›»→/\\");

    private static readonly FrozenSet<string> Asking = FrozenSet.ToFrozenSet(["what", "when", "where", "which", "about", "with", "from", "your"], StringComparer.OrdinalIgnoreCase);

    private static BlockKind[] Kinds(IReadOnlyList<string> texts, string? knownTitle, out int glued)
    {
        var kinds = new BlockKind[texts.Count];
        var header = HeaderLength(texts);
        var body = texts.Skip(header).ToList();
        Head(texts, header, body, knownTitle, kinds);
        for (var i = header; i < texts.Count; i++)
        {
            kinds[i] = BoilerplateFilter.IsControl(texts[i]) ? BlockKind.Boilerplate : BlockKind.Paragraph;
        }

        for (var i = texts.Count - BoilerplateFilter.PromotionLength(body); i < texts.Count; i++)
        {
            kinds[i] = BlockKind.Boilerplate;
        }

        glued = texts.Count > 0 ? BoilerplateFilter.GluedLabel(texts[^1]) : -1;
        return kinds;
    }

    /// <summary>How many blocks stand before the first that reads as body text; none when nothing does.</summary>
    private static int HeaderLength(IReadOnlyList<string> texts)
    {
        var length = 0;
        while (length < texts.Count && length < MostHeaderBlocks && IsHeaderLine(texts[length]))
        {
            length++;
        }

        // All short lines (a list, a poem): the first is the title and the rest is body.
        return length == texts.Count ? Math.Clamp(length - 1, 0, 1) : length;
    }

    private static bool IsHeaderLine(string block) =>
        !block.Contains('\n')
        && BoilerplateFilter.Words(block).Count <= MostWordsOfHeaderLine
        && (block.TrimEnd()[^1] is not ('.' or ':' or ';' or ',' or '”' or '"') || BoilerplateFilter.IsControl(block) || IsImprint(block));

    private static bool IsImprint(string block) => Imprint.Of(block) is { IsWhole: true };

    /// <summary>
    /// "Storage" right over the text is a heading where "Brelin Syrup: Storage and Use" stands before it: the line that has all of its words and more, and is no
    /// trail of pages, is the title.
    /// </summary>
    private static int Fuller(IReadOnlyList<string> texts, int title, BlockKind[] kinds)
    {
        var own = title < 0 ? [] : Telling(texts[title]);
        for (var i = 0; i < title && own.Count > 0; i++)
        {
            if (kinds[i] == BlockKind.Boilerplate && !BoilerplateFilter.IsControl(texts[i]) && texts[i].AsSpan().IndexOfAny(TrailMarks) < 0
                && Telling(texts[i]) is var words && words.Count > own.Count && words.IsSupersetOf(own))
            {
                return i;
            }
        }

        return title;
    }

    private static HashSet<string> Telling(string line) =>
        BoilerplateFilter.Words(line).Where(word => word.Length > 3 && !Asking.Contains(word)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static void Head(IReadOnlyList<string> texts, int header, List<string> body, string? knownTitle, BlockKind[] kinds)
    {
        var bodyWords = body.SelectMany(BoilerplateFilter.Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var title = -1;
        var best = -1.0;
        for (var i = 0; i < header; i++)
        {
            kinds[i] = IsImprint(texts[i]) ? BlockKind.Date : BlockKind.Boilerplate;
            if (kinds[i] == BlockKind.Date || BoilerplateFilter.IsControl(texts[i]))
            {
                continue;
            }

            // A title speaks of what the body speaks of, and a date line usually follows it.
            var words = BoilerplateFilter.Words(texts[i]).Where(word => word.Length > 3 || word.All(char.IsUpper)).ToList();
            var score = (words.Count == 0 ? 0 : (double)words.Count(bodyWords.Contains) / words.Count)
                + (i + 1 < header && IsImprint(texts[i + 1]) ? 0.5 : 0)
                + (texts[i] == knownTitle ? 10 : 0);
            if (score > best)
            {
                (title, best) = (i, score);
            }
        }

        title = Fuller(texts, title, kinds);
        for (var i = 0; i < header; i++)
        {
            if (i == title)
            {
                kinds[i] = BlockKind.Title;
            }
            else if (i > title && title >= 0 && kinds[i] == BlockKind.Boilerplate && !BoilerplateFilter.IsControl(texts[i])
                && BoilerplateFilter.Words(texts[i]).Count >= LeastWordsOfStandfirst)
            {
                kinds[i] = BlockKind.Paragraph;
            }
        }
    }
}
