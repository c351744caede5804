using CcgBot.Retrieval.Dense;

namespace CcgBot.Onnx.Tests;

public sealed class OnnxEncoderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-onnx-");

    [Fact]
    public async Task Mean_pooling_is_the_mean_of_the_texts_own_tokens_whatever_its_batch()
    {
        using var encoder = new OnnxEncoder(Options());
        var vectors = await encoder.GenerateAsync(["blue sky", "blue", "blue skys skys skys"]);
        Assert.Equal(Mean(2, 6, 7, 3), vectors[0].Vector.ToArray());
        Assert.Equal(Mean(2, 6, 3), vectors[1].Vector.ToArray());
        Assert.Equal(Mean(2, 6, 7, 8, 7, 8, 7, 8, 3), vectors[2].Vector.ToArray());
    }

    [Fact]
    public async Task Texts_of_one_length_go_through_together_and_get_the_vectors_they_get_alone()
    {
        using var encoder = new OnnxEncoder(Options());
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => string.Join(' ', Enumerable.Range(0, 1 + i % 4).Select(n => (i + n) % 3 == 0 ? "blue" : "sky")))];
        var together = await encoder.GenerateAsync(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((await encoder.GenerateAsync([texts[i]]))[0].Vector.ToArray(), together[i].Vector.ToArray());
        }
    }

    [Fact]
    public async Task Cls_pooling_is_the_first_tokens_vector()
    {
        using var encoder = new OnnxEncoder(Options(options => options.Pooling = Pooling.Cls));
        Assert.Equal(new float[] { 2, 4, 1 }, (await encoder.GenerateAsync(["blue sky"]))[0].Vector.ToArray());
    }

    [Fact]
    public async Task A_model_that_pools_itself_is_taken_as_it_is()
    {
        using var encoder = new OnnxEncoder(Options(options => options.Pooling = Pooling.None, pooled: true));
        Assert.Equal(new float[] { 7, 49, 1 }, (await encoder.GenerateAsync(["blue sky"]))[0].Vector.ToArray());
    }

    [Fact]
    public async Task Texts_are_cut_at_the_most_tokens()
    {
        using var encoder = new OnnxEncoder(Options(options => options.MaxTokens = 4));
        Assert.Equal(Mean(2, 6, 6, 3), (await encoder.GenerateAsync(["blue blue blue blue blue"]))[0].Vector.ToArray());
    }

    [Fact]
    public async Task Capitals_and_accents_are_dropped_for_a_lower_case_vocabulary()
    {
        using var encoder = new OnnxEncoder(Options());
        Assert.Equal(Mean(2, 5, 3), (await encoder.GenerateAsync(["RÖNTGEN"]))[0].Vector.ToArray());
    }

    [Fact]
    public async Task Questions_get_their_prefix_and_vectors_length_1()
    {
        var encoder = OnnxEncoder.Open(Options(options => options.QuestionPrefix = "query: "));
        float[] mean = Mean(2, 9, 10, 6, 3);
        var length = MathF.Sqrt(mean.Sum(number => number * number));
        var question = await encoder.EncodeAsync("blue");
        Assert.Equal(mean.Select(number => number / length), question.ToArray(), (left, right) => MathF.Abs(left - right) < 1e-6f);
        var paragraph = (await encoder.Paragraphs.GenerateAsync(["blue"]))[0].Vector.ToArray();
        Assert.Equal(Mean(2, 6, 3)[0] / Mean(2, 6, 3)[1], paragraph[0] / paragraph[1], 1e-5f);
    }

    [Fact]
    public async Task Vectors_are_cut_to_the_dimension_asked_for()
    {
        var encoder = OnnxEncoder.Open(Options(options => (options.Dimension, options.Normalise) = (2, false)));
        Assert.Equal(Mean(2, 6, 3)[..2], (await encoder.EncodeAsync("blue")).ToArray());
        var error = await Assert.ThrowsAsync<InvalidDataException>(async () => await OnnxEncoder.Open(Options(options => options.Dimension = 99)).EncodeAsync("blue"));
        Assert.Contains("Retrieval:Dense:Dimension", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_tells_models_and_settings_apart()
    {
        using var one = new OnnxEncoder(Options());
        using var same = new OnnxEncoder(Options());
        using var cls = new OnnxEncoder(Options(options => options.Pooling = Pooling.Cls));
        Assert.Equal(one.Identity, same.Identity);
        Assert.NotEqual(one.Identity, cls.Identity);
        File.AppendAllText(Path.Combine(_folder.FullName, "vocab.txt"), "more\n");
        using var other = new OnnxEncoder(Options(write: false));
        Assert.NotEqual(one.Identity, other.Identity);
        Assert.NotEqual(OnnxEncoder.Open(Options()).Identity, OnnxEncoder.Open(Options(options => options.ParagraphPrefix = "passage: ")).Identity);
    }

    [Fact]
    public void Bad_settings_are_named()
    {
        Assert.Contains("Retrieval:Dense:ModelPath", Assert.Throws<InvalidDataException>(() => new OnnxEncoder(new DenseOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere.onnx", Assert.Throws<FileNotFoundException>(() => new OnnxEncoder(new DenseOptions { ModelPath = "nowhere.onnx" })).Message, StringComparison.Ordinal);
        var missing = Options();
        File.Delete(Path.Combine(_folder.FullName, "vocab.txt"));
        Assert.Contains("vocab.txt", Assert.Throws<FileNotFoundException>(() => new OnnxEncoder(missing)).Message, StringComparison.Ordinal);
        var pooling = Options(options => options.Pooling = Pooling.None);
        Assert.Contains("Retrieval:Dense:Pooling", Assert.Throws<InvalidDataException>(() => new OnnxEncoder(pooling)).Message, StringComparison.Ordinal);
        var strange = new DenseOptions { ModelPath = TinyModel.Write(_folder.FullName, inputName: "pixels") };
        Assert.Contains("pixels", Assert.Throws<InvalidDataException>(() => new OnnxEncoder(strange)).Message, StringComparison.Ordinal);
        File.WriteAllText(strange.ModelPath!, "not a model");
        Assert.Contains("no ONNX model", Assert.Throws<InvalidDataException>(() => new OnnxEncoder(strange)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private DenseOptions Options(Action<DenseOptions>? change = null, bool pooled = false, bool write = true)
    {
        var options = new DenseOptions { Encoder = EncoderKind.Onnx, ModelPath = write ? TinyModel.Write(_folder.FullName, pooled) : Path.Combine(_folder.FullName, "model.onnx") };
        change?.Invoke(options);
        return options;
    }

    private static float[] Mean(params int[] ids) => [(float)ids.Average(), (float)ids.Average(id => id * id), 1];
}
