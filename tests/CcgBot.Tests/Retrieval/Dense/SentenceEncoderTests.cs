using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

public class SentenceEncoderTests
{
    private const float Tolerance = 1e-4f;

    private static SentenceEncoder Encoder => SentenceEncoder.Shared(SentenceEncoderFolder.Find()!);

    [EncoderFact]
    public void Pieces_are_those_of_the_packages_own_tokenizer() =>
        Assert.All(Reference(), line => Assert.Equal(line.Ids.Take(128), Encoder.Tokens(line.Text)));

    [EncoderFact]
    public void Vectors_equal_those_recorded_from_the_packages_own_runtime() =>
        Assert.All(Reference(), line => AssertEqual(line.Vector, Encoder.Encode([line.Text])[0]));

    [EncoderFact]
    public void A_text_has_the_same_vector_alone_and_among_others()
    {
        var lines = Reference();
        var together = Encoder.Encode([.. lines.Select(line => line.Text)]);
        Assert.All(lines.Zip(together), pair => AssertEqual(pair.First.Vector, pair.Second));
    }

    [EncoderFact]
    public async Task Many_threads_get_the_same_vectors()
    {
        var lines = Reference();
        var vectors = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => Encoder.Encode([lines[i % lines.Count].Text])[0])));
        Assert.All(vectors.Index(), item => AssertEqual(lines[item.Index % lines.Count].Vector, item.Item));
    }

    [EncoderFact]
    public void A_text_counts_up_to_its_128th_piece()
    {
        var vectors = Encoder.Encode([string.Join(' ', Enumerable.Repeat("word", 128)), string.Join(' ', Enumerable.Repeat("word", 5_000))]);
        AssertEqual(vectors[0], vectors[1]);
    }

    [EncoderFact]
    public void An_empty_text_has_the_zero_vector()
    {
        Assert.All(Encoder.Encode([""])[0], number => Assert.Equal(0, number));
        Assert.All(Encoder.Encode(["", "full", ""])[2], number => Assert.Equal(0, number));
        Assert.Empty(Encoder.Encode([]));
    }

    [EncoderFact]
    public void Sentences_that_mean_the_same_are_nearer_than_others()
    {
        var vectors = Encoder.Encode(["How old are you?", "What is your age?", "The train leaves at noon."]);
        Assert.True(Cosine(vectors[0], vectors[1]) > Cosine(vectors[0], vectors[2]) + 0.2);
    }

    [EncoderFact]
    public async Task Generator_gives_the_vectors_in_order()
    {
        var generated = await Encoder.GenerateAsync(["one", "two"]);
        Assert.Equal(Encoder.Encode(["two"])[0], generated[1].Vector.ToArray());
    }

    [EncoderFact]
    public void Cancelling_stops_a_batch() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Encoder.Encode(["a", "b"], new CancellationToken(true)));

    [Fact]
    public void A_folder_without_the_model_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("encoder");
        File.WriteAllText(Path.Combine(folder.FullName, "vocab.json"), "[[\"a\",0]]");
        File.WriteAllText(Path.Combine(folder.FullName, "model.json"), "{}");
        var error = Assert.Throws<InvalidDataException>(() => new SentenceEncoder(folder.FullName));
        Assert.Contains(folder.FullName, error.Message, StringComparison.Ordinal);
        Assert.Contains("npm ci", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [PeerFact]
    public async Task Vectors_equal_those_of_the_packages_own_runtime_now()
    {
        string[] texts = [.. Reference().Select(line => line.Text), .. RandomTexts(25)];
        var start = new ProcessStartInfo("node", "peer.js") { WorkingDirectory = PeerFactAttribute.Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        using var answer = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync());
        var theirs = answer.RootElement.GetProperty("vectors").Deserialize<float[][]>()!;
        var ids = answer.RootElement.GetProperty("ids").Deserialize<int[][]>()!;
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(ids[i].Take(128), Encoder.Tokens(texts[i]));
            AssertEqual(theirs[i], Encoder.Encode([texts[i]])[0]);
        }
    }

    /// <summary>Letters, marks, spaces and foreign signs in random order: where tokenizers part ways.</summary>
    private static IEnumerable<string> RandomTexts(int count)
    {
        const string Signs = "eeeeaaaottnsrhidl   ::,.'-()/0123éüñßµ½ﬁ①…“”’—€£™日本ю☃\u00a0\u2003\t\n\u0301\u0308";
        var random = new Random(20260101);
        for (var i = 0; i < count; i++)
        {
            yield return string.Concat(Enumerable.Range(0, random.Next(1, 400)).Select(_ => Signs[random.Next(Signs.Length)]));
        }
    }

    private static List<(string Text, int[] Ids, float[] Vector)> Reference() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Retrieval/Dense/encoder-vectors.jsonl")).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var vector = MemoryMarshal.Cast<byte, float>(root.GetProperty("vector").GetBytesFromBase64()).ToArray();
            return (root.GetProperty("text").GetString()!, root.GetProperty("ids").Deserialize<int[]>()!, vector);
        }),
    ];

    private static void AssertEqual(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - Tolerance, pair.First + Tolerance));
    }

    private static float Cosine(float[] left, float[] right) => left.Zip(right, (l, r) => l * r).Sum();
}
