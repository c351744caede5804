using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CcgBot.Bench;

/// <summary>
/// The passages that everything is measured on: the given ones first, then as many more as are asked for, each made of sentences of several given ones.
/// The same seed makes the same passages.
/// </summary>
internal static partial class Corpus
{
    private const int Seed = 20121116;

    /// <summary>Questions come from this many first passages, so that every size of corpus holds their words.</summary>
    private const int QuestionPassages = 10_000;

    /// <summary>Writes a JSONL corpus, the same as tab-separated lines for the peers, and questions of 5 to 12 words as they stand in its passages.</summary>
    public static void Write(string source, string corpus, int passages, string questions, int questionCount)
    {
        var given = Read(source).ToList();
        using (var output = new StreamWriter(corpus, append: false, new UTF8Encoding(false), 1 << 20))
        using (var plain = new StreamWriter(Path.ChangeExtension(corpus, ".tsv"), append: false, new UTF8Encoding(false), 1 << 20))
        {
            foreach (var passage in given.Take(passages).Concat(Recombined(given, Math.Max(0, passages - given.Count))))
            {
                output.WriteLine(JsonSerializer.Serialize(passage));
                plain.WriteLine($"{passage._id}\t{Blank().Replace(passage.title, " ")}\t{Blank().Replace(passage.text, " ")}");
            }
        }

        var random = new Random(Seed + 1);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        while (chosen.Count < questionCount)
        {
            var sentences = Sentences(given[random.Next(QuestionPassages)].text);
            var words = sentences[random.Next(sentences.Length)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var length = random.Next(5, 13);
            if (words.Length >= length && words.Count(word => word.Length > 1 && word.All(char.IsAsciiLetter)) >= 4)
            {
                var from = random.Next(words.Length - length + 1);
                var text = Unprintable().Replace(string.Join(' ', words.Skip(from).Take(length)), " ").Trim();
                if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length is >= 5 and <= 12)
                {
                    chosen.Add(text);
                }
            }
        }

        File.WriteAllLines(questions, chosen);
    }

    public static IEnumerable<Passage> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(plain, Encoding.UTF8, false, 1 << 20);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonSerializer.Deserialize<Passage>(line)!;
        }
    }

    /// <summary>Each takes its number of sentences from one passage, its title from the first and every sentence from another.</summary>
    private static IEnumerable<Passage> Recombined(List<Passage> given, int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var model = given[random.Next(given.Count)];
            var text = new StringBuilder();
            for (var left = Sentences(model.text).Length; left > 0; left--)
            {
                var sentences = Sentences(given[random.Next(given.Count)].text);
                text.Append(text.Length == 0 ? "" : " ").Append(sentences[random.Next(sentences.Length)]);
            }

            yield return new Passage($"recombined:{i}", model.title, text.ToString());
        }
    }

    private static string[] Sentences(string text) => SentenceEnd().Split(text);

    [GeneratedRegex(@"(?<=[.!?][”""']?)\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[\s\0]+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[^\p{L}\p{N}'’.,;:!?-]+")]
    private static partial Regex Unprintable();
}

/// <summary>A line of a corpus, named as in the file.</summary>
internal sealed record Passage(string _id, string title, string text);
