using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

public sealed class DenseSearchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-dense-");
    private readonly HashingGenerator _generator = new();

    [Fact]
    public async Task Opening_encodes_what_is_missing_and_paragraphs_get_their_cosine()
    {
        using var engine = Open(settings => { }, "apples grow on trees", "trains run on rails");
        Assert.True(engine.Dense.IsReady);
        Assert.Null(engine.Dense.Notice);
        var result = await engine.Retriever.RetrieveAsync(new Question("Where do trains run?"));
        Assert.Equal("trains run on rails", result.Paragraphs[0].Paragraph.Text);
        Assert.All(result.Paragraphs, paragraph => Assert.NotNull(paragraph.Cosine));
    }

    [Fact]
    public async Task A_paragraph_that_shares_no_word_is_found_by_meaning()
    {
        using var engine = Open(settings => { }, "apples grow on trees", "trains run on rails");
        var result = await engine.Retriever.RetrieveAsync(new Question("zzz"));
        Assert.Equal(2, result.Paragraphs.Count);
        Assert.All(result.Paragraphs, paragraph => Assert.Equal(0, paragraph.Lexical));
    }

    [Fact]
    public async Task Switched_off_words_alone_rank_and_nothing_is_encoded()
    {
        using var engine = Open(settings => settings.Enabled = false, "apples grow on trees");
        Assert.False(engine.Dense.IsReady);
        Assert.Null(engine.Dense.Notice);
        Assert.Equal(0, _generator.Asked);
        Assert.Null((await engine.Retriever.RetrieveAsync(new Question("apples"))).Paragraphs[0].Cosine);
    }

    [Fact]
    public async Task Above_the_most_paragraphs_words_alone_rank_and_the_setting_is_named()
    {
        using var engine = Open(settings => settings.MaxParagraphs = 1, "apples grow on trees", "trains run on rails");
        Assert.False(engine.Dense.IsReady);
        Assert.Contains("MaxParagraphs", engine.Dense.Notice, StringComparison.Ordinal);
        Assert.Single((await engine.Retriever.RetrieveAsync(new Question("apples"))).Paragraphs);
    }

    [Fact]
    public async Task More_than_a_few_missing_vectors_wait_for_ingest()
    {
        using var engine = Open(settings => settings.EncodeWhenOpening = 1, "apples grow on trees", "trains run on rails");
        Assert.False(engine.Dense.IsReady);
        Assert.Contains("ccgbot ingest", engine.Dense.Notice, StringComparison.Ordinal);
        await engine.EncodeAsync();
        Assert.True(engine.Dense.IsReady);
        Assert.Null(engine.Dense.Notice);
    }

    [Fact]
    public async Task Without_weights_words_alone_rank_and_the_fix_is_named()
    {
        var parts = new EngineParts { OpenEncoder = _ => throw new FileNotFoundException("The model isn't there: build the program again.") };
        using var engine = Open(settings => settings.Encoder = EncoderKind.Packaged, parts, "apples grow on trees");
        Assert.False(engine.Dense.IsReady);
        Assert.Contains("words alone: The model isn't there: build the program again.", engine.Dense.Notice, StringComparison.Ordinal);
        Assert.Single((await engine.Retriever.RetrieveAsync(new Question("apples"))).Paragraphs);
    }

    [Fact]
    public void An_encoder_the_program_is_not_set_up_with_is_named()
    {
        using var engine = Open(settings => settings.Encoder = EncoderKind.Onnx, encoder: null, "apples grow on trees");
        Assert.Contains("Retrieval:Dense:Encoder is Onnx", engine.Dense.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_packaged_encoder_each_sentence_of_several_has_its_cosine()
    {
        using var engine = Open(settings => settings.Encoder = EncoderKind.Packaged, "Apples grow on trees. Pears do too.", "Trains run on rails.");
        var found = (await engine.Retriever.RetrieveAsync(new Question("Where do trains run?"))).Paragraphs;
        Assert.Equal([], found.Single(paragraph => paragraph.Paragraph.Text.StartsWith('T')).SentenceCosines);
        Assert.Equal(2, found.Single(paragraph => paragraph.Paragraph.Text.StartsWith('A')).SentenceCosines.Count);
    }

    [Fact]
    public async Task A_ranking_deeper_than_answers_need_has_the_sentences_of_its_first_alone()
    {
        using var engine = Open(settings => settings.Encoder = EncoderKind.Packaged, [.. Enumerable.Range(0, 12).Select(i => $"Apples grow on tree {i}. Pears do too.")]);
        var found = (await engine.Retriever.RetrieveAsync(new Question("apples"), 12)).Paragraphs;
        Assert.Equal(Enumerable.Range(0, 12).Select(i => i < engine.Settings.Retrieval.Top ? 2 : 0), found.Select(paragraph => paragraph.SentenceCosines.Count));
    }

    [Fact]
    public async Task A_question_that_is_searched_again_is_not_encoded_again()
    {
        using var engine = Open(settings => { }, "apples grow on trees");
        await engine.Retriever.RetrieveAsync(new Question("apples"));
        var asked = _generator.Asked;
        await engine.Retriever.RetrieveAsync(new Question("apples"), 100);
        Assert.Equal(asked, _generator.Asked);
        await engine.Retriever.RetrieveAsync(new Question("pears"));
        Assert.Equal(asked + 1, _generator.Asked);
    }

    [Fact]
    public async Task A_word_of_the_language_is_not_taken_for_a_misspelt_one()
    {
        var parts = new EngineParts { OpenEncoder = _ => new Encoder("hashing", _generator, _generator), Words = () => new HashSet<string> { "harm" } };
        using var engine = Open(settings => { }, parts, "a hard decision was taken");
        Assert.Equal(["harm"], (await engine.Retriever.RetrieveAsync(new Question("Harm"))).Terms.Select(term => term.Term));
        Assert.Equal(["hard"], (await engine.Retriever.RetrieveAsync(new Question("Hatd"))).Terms.Select(term => term.Term));
    }

    [Fact]
    public void Where_questions_come_soon_the_encoder_is_opened_once_and_what_fails_is_told()
    {
        var opened = 0;
        using var engine = Open(settings => { }, new EngineParts { AnswersSoon = true, OpenEncoder = _ => ++opened > 0 ? throw new InvalidDataException("No weights") : null! }, "apples grow on trees");
        Assert.Equal(1, opened);
        Assert.Contains("No weights", engine.Dense.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Above_the_most_paragraphs_for_sentences_they_have_none()
    {
        using var engine = Open(settings => (settings.Encoder, settings.SentencesUpTo) = (EncoderKind.Packaged, 1), "Apples grow on trees. Pears do too.", "Trains run on rails.");
        Assert.All((await engine.Retriever.RetrieveAsync(new Question("apples"))).Paragraphs, paragraph => Assert.Empty(paragraph.SentenceCosines));
    }

    [Fact]
    public async Task An_edited_article_keeps_only_its_new_sentences()
    {
        using var engine = Open(settings => settings.Encoder = EncoderKind.Packaged, "Apples grow on trees. Pears do too.");
        engine.Articles.Put([(Article("a0", "Plums grow on trees. Pears do too. Nuts as well."), null)]);
        engine.Synchronise();
        engine.Refresh();
        Assert.Equal(3, Assert.Single((await engine.Retriever.RetrieveAsync(new Question("pears"))).Paragraphs).SentenceCosines.Count);
    }

    [Fact]
    public async Task A_refresh_takes_up_and_encodes_new_articles()
    {
        using var engine = Open(settings => { }, "apples grow on trees");
        engine.Articles.Put(Article("late", "trains run on rails"));
        engine.Refresh();
        var result = await engine.Retriever.RetrieveAsync(new Question("trains"));
        Assert.Equal("trains run on rails", result.Paragraphs[0].Paragraph.Text);
        Assert.NotNull(result.Paragraphs[0].Cosine);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_asked_again_after_a_change_is_searched_anew(bool meaning)
    {
        using var engine = Open(settings => settings.Enabled = meaning, "apples grow on trees");
        Assert.Single((await engine.Retriever.RetrieveAsync(new Question("trees"))).Paragraphs);
        engine.Articles.Put(Article("late", "plums grow on trees"));
        engine.Refresh();
        Assert.Equal(2, (await engine.Retriever.RetrieveAsync(new Question("trees"))).Paragraphs.Count);
        engine.Articles.Withdraw("a0");
        engine.Refresh();
        Assert.Single((await engine.Retriever.RetrieveAsync(new Question("trees"))).Paragraphs);
    }

    [Fact]
    public async Task A_withdrawn_article_is_not_found_by_meaning()
    {
        using var engine = Open(settings => { }, "apples grow on trees", "trains run on rails");
        engine.Articles.Withdraw("a1");
        engine.Refresh();
        Assert.Equal(["apples grow on trees"], (await engine.Retriever.RetrieveAsync(new Question("zzz"))).Paragraphs.Select(paragraph => paragraph.Paragraph.Text));
        Assert.Equal(1, engine.Dense.Vectors!.Count);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private BotEngine Open(Action<DenseOptions> change, params string[] texts) => Open(change, new Encoder("hashing", _generator, _generator), texts);

    private BotEngine Open(Action<DenseOptions> change, Encoder? encoder, params string[] texts) =>
        Open(change, new EngineParts { OpenEncoder = encoder is null ? null : _ => encoder }, texts);

    private BotEngine Open(Action<DenseOptions> change, EngineParts parts, params string[] texts)
    {
        var store = new ArticleStore(new CcgBot.Storage.Database(Path.Combine(_folder.FullName, "ccgbot.db")), TimeProvider.System);
        store.Put(texts.Select((text, i) => (Article($"a{i}", text), (string?)null)));
        var settings = new BotSettings();
        settings.Retrieval.Dense.Encoder = EncoderKind.Onnx;
        change(settings.Retrieval.Dense);
        return BotEngine.Open(_folder.FullName, settings, TimeProvider.System, parts: parts);
    }

    private static Article Article(string id, string text) =>
        new(id, id, null, null, null, ContentHash.Of(text), [new Block(BlockKind.Paragraph, text, 1)]);
}
