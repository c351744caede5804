using System.Text.Json;

namespace CcgBot.Articles;

/// <summary>
/// A corpus in JSON Lines, BEIR's layout: <c>{"_id","title","text"}</c>, <c>url</c> optional. Each line is one article of one
/// paragraph, kept whole, line ends included.
/// </summary>
public static class JsonlCorpusReader
{
    /// <summary>Reads line by line; a bad line comes with what is wrong with it and the rest go on.</summary>
    public static IEnumerable<CorpusLine> Read(string path)
    {
        IEnumerator<string> lines;
        CorpusLine? failure = null;
        try
        {
            lines = File.ReadLines(path).GetEnumerator();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            lines = Enumerable.Empty<string>().GetEnumerator();
            failure = new CorpusLine(0, null, $"can't be read: {error.Message}");
        }

        if (failure is not null)
        {
            yield return failure;
        }

        using (lines)
        {
            for (var number = 1; lines.MoveNext(); number++)
            {
                if (!string.IsNullOrWhiteSpace(lines.Current))
                {
                    yield return ReadLine(number, lines.Current);
                }
            }
        }
    }

    private static CorpusLine ReadLine(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new CorpusLine(number, null, "not a JSON object; each line is {\"_id\",\"title\",\"text\"}");
            }

            if (Text(root, "_id") is not { Length: > 0 } id)
            {
                return new CorpusLine(number, null, "no \"_id\"; each line is {\"_id\",\"title\",\"text\"}");
            }

            if (Text(root, "text") is not { } text || string.IsNullOrWhiteSpace(text))
            {
                return new CorpusLine(number, null, $"\"{id}\" has no text");
            }

            var title = Text(root, "title") ?? "";
            return new CorpusLine(
                number, TextArticleReader.Create(id, title, null, null, Text(root, "url"), [new Block(BlockKind.Paragraph, text, 1)]), null);
        }
        catch (JsonException error)
        {
            return new CorpusLine(number, null, $"not JSON: {error.Message}");
        }
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;
}

/// <param name="Number">The line's number from 1.</param>
/// <param name="Problem">What is wrong with it when there is no article.</param>
public sealed record CorpusLine(int Number, Article? Article, string? Problem);
