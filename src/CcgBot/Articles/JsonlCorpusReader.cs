using System.Text.Json;

namespace CcgBot.Articles;

/// <summary>
/// A corpus in JSON Lines, BEIR's layout: <c>{"_id","title","text"}</c>, <c>url</c> and <c>groups</c> (a list of names: who may read it) optional. Each
/// line is one article of one paragraph, kept whole, line ends included.
/// </summary>
public static class JsonlCorpusReader
{
    /// <summary>Reads line by line; a bad line comes with what is wrong with it and the rest go on.</summary>
    public static IEnumerable<CorpusLine> Read(string path)
    {
        using var lines = JsonLines.Read(path, Article).GetEnumerator();
        while (true)
        {
            CorpusLine line;
            try
            {
                if (!lines.MoveNext())
                {
                    yield break;
                }

                line = new CorpusLine(lines.Current.Number, lines.Current.Value, lines.Current.Problem);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                line = new CorpusLine(0, null, $"can't be read: {error.Message}");
            }

            yield return line;
            if (line.Number == 0)
            {
                yield break;
            }
        }
    }

    private static Article Article(JsonElement line) => TextArticleReader.Create(
        line.RequiredText("_id"), line.Text("title") ?? "", null, null, line.Text("url"), [new Block(BlockKind.Paragraph, line.RequiredText("text"), 1)]) with
    {
        Groups = Groups(line),
    };

    private static GroupSet? Groups(JsonElement line)
    {
        if (!line.TryGetProperty("groups", out var groups) || groups.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return groups.ValueKind == JsonValueKind.Array && groups.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? GroupSet.Of(groups.EnumerateArray().Select(name => name.GetString()))
            : throw new InvalidDataException("\"groups\" must be a list of names, such as [\"cardiology\"]");
    }
}

/// <param name="Number">The line's number from 1; 0 when the file itself can't be read.</param>
/// <param name="Problem">What is wrong with it when there is no article.</param>
public sealed record CorpusLine(int Number, Article? Article, string? Problem);
