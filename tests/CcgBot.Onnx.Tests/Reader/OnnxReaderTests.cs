using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Onnx.Reader;
using CcgBot.Retrieval.Reading;
using CcgBot.Text;
using Microsoft.ML.Tokenizers;

namespace CcgBot.Onnx.Tests.Reader;

public sealed class OnnxReaderTests
{
    private static readonly OnnxReader Reader = (OnnxReader)OnnxReader.Open(new ReadingOptions());

    [Fact]
    public void Splits_a_text_into_the_tokens_that_the_model_was_trained_on()
    {
        foreach (var example in Examples())
        {
            var tokens = Tokens();
            int[] ids =
            [
                tokens.Start, .. tokens.Encode(example.Question).Select(token => token.Id), tokens.Separator,
                .. tokens.Encode(example.Title).Select(token => token.Id), tokens.Separator, .. tokens.Encode(example.Text).Select(token => token.Id), tokens.Separator,
            ];
            Assert.Equal(example.Ids, ids);
        }
    }

    [Fact]
    public void Every_token_has_the_place_of_its_word()
    {
        const string Text = "Café Zoë pays £2.50 — naïvely.";
        var words = Tokens().Encode(Text).Select(token => Text[token.Start..token.End]).Distinct();
        Assert.Equal(["Café", "Zoë", "pays", "£2", ".", "50", "—", "naïvely"], words);
    }

    [Fact]
    public async Task Eight_bits_give_what_the_trained_weights_give()
    {
        foreach (var example in Examples())
        {
            var reading = await ReadAsync(example.Question, example.Title, example.Text);
            // As probabilities: a logit of 0.27 more or less is .07 at most.
            Assert.Equal(Sigmoid(example.Pair[0]), Sigmoid(reading.Answerable), 0.07);
            Assert.Equal(Sigmoid(example.Pair[1]), Sigmoid(reading.Relevant), 0.07);
            Assert.Equal(example.Start[0] + example.End[0], reading.NoSpan, 0.6);
        }
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    [Fact]
    public async Task A_sentence_far_into_a_long_passage_is_read()
    {
        var sentences = Enumerable.Range(1, 71).Select(i => $"Room {i} of the old school is painted in a light colour and has a window to the yard.").ToArray();
        sentences[60] = "The swimming pool opens at seven in the morning.";
        var reading = await ReadAsync("When does the swimming pool open?", "School", string.Join(' ', sentences));
        Assert.Equal(71, reading.Sentences.Count);
        Assert.DoesNotContain(reading.Sentences, sentence => sentence.Score <= SentenceReading.Unread);
        Assert.Equal(60, reading.Sentences.Index().MaxBy(sentence => sentence.Item.Score).Index);
    }

    [Fact]
    public async Task A_span_lies_within_its_sentence_and_on_whole_words()
    {
        const string Text = "The ferry leaves at 07:40. It doesn't run on Sundays.";
        var sentences = SentenceSplitter.Split(Text);
        var reading = await ReadAsync("When does the ferry leave?", "Harbour", Text);
        foreach (var (span, sentence) in reading.Sentences.Zip(sentences))
        {
            Assert.InRange(span.Start, sentence.Start, sentence.End);
            Assert.InRange(span.End, span.Start, sentence.End);
            Assert.True(span.Start == 0 || !char.IsLetterOrDigit(Text[span.Start - 1]) || !char.IsLetterOrDigit(Text[span.Start]));
        }
    }

    [Fact]
    public async Task An_empty_passage_is_read_as_saying_nothing()
    {
        var reading = await ReadAsync("Who?", "", "");
        Assert.Empty(reading.Sentences);
        Assert.True(reading.SpanMargin < 0);
    }

    [Fact]
    public async Task Many_readings_at_once_are_each_as_alone()
    {
        var alone = await ReadAsync("Who may borrow a drill?", "", Examples()[1].Text);
        var together = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync("Who may borrow a drill?", "", Examples()[1].Text)));
        Assert.All(together, reading => Assert.Equal(alone.Answerable, reading.Answerable, 1e-4));
    }

    [Fact]
    public async Task A_cancelled_reading_stops()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Reader.ReadAsync("Who?", [new PassageToRead("", "One.", SentenceSplitter.Split("One."))], cancelled.Token));
    }

    [Fact]
    public void A_model_that_is_not_there_is_named_with_its_setting()
    {
        var error = Assert.Throws<FileNotFoundException>(() => OnnxReader.Open(new ReadingOptions { Model = "/nowhere/reader.onnx" }));
        Assert.Contains("Reading:Model", error.Message, StringComparison.Ordinal);
    }

    private static async Task<PassageReading> ReadAsync(string question, string title, string text) =>
        (await Reader.ReadAsync(question, [new PassageToRead(title, text, SentenceSplitter.Split(text))], TestContext()))[0];

    private static CancellationToken TestContext() => CancellationToken.None;

    private static ReaderTokens Tokens()
    {
        using var vocabulary = PackagedModel.Vocabulary();
        return new ReaderTokens(BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = true }));
    }

    private static IReadOnlyList<Example> Examples() =>
        JsonSerializer.Deserialize<List<Example>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reader", "examples.json")), JsonSerializerOptions.Web)!;

    private sealed record Example(string Question, string Title, string Text, int[] Ids, double[] Start, double[] End, double[] Pair);
}
