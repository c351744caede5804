using CcgBot.Answering;
using CcgBot.Hosting;
using CcgBot.Retrieval;

namespace CcgBot.Tests.Retrieval;

/// <summary>The terms of questions over the seed articles.</summary>
public sealed class QueryBuilderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BotSettings _settings = new();
    private BotEngine? _engine;

    public QueryBuilderTests()
    {
        _settings.Retrieval.Dense.Enabled = false;
        _settings.Evidence.Enabled = false;
    }

    public void Dispose()
    {
        _engine?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_word_that_no_article_has_is_looked_for_by_its_synonyms()
    {
        var terms = await TermsAsync("Why did the amalgamation fail?");

        var asked = terms.Single(term => term.Term == "amalgam");
        Assert.Contains(asked.Alternatives, words => words is ["merger"]);
        Assert.Equal(_settings.Retrieval.SynonymWeight * asked.Weight, terms.Single(term => term.Term == "merger").Weight);
    }

    [Fact]
    public async Task A_word_that_the_articles_have_is_looked_for_as_it_is() =>
        Assert.Empty((await TermsAsync("Which development is reported?")).Single(term => term.Surface == "development").Alternatives);

    [Fact]
    public async Task A_name_has_no_synonyms() =>
        Assert.DoesNotContain(await TermsAsync("Was it the Amalgamation?"), term => term.Term == "merger");

    [Fact]
    public async Task Without_weight_there_are_none()
    {
        _settings.Retrieval.SynonymWeight = 0;

        Assert.DoesNotContain(await TermsAsync("Why did the amalgamation fail?"), term => term.Term == "merger");
    }

    [Fact]
    public async Task A_misspelt_word_is_known_with_the_word_that_was_searched_for()
    {
        const string question = "Did the comission study develping CCGs?";
        var repairs = SpellingRepair.Of(await TermsAsync(question));

        Assert.Equal([new SpellingRepair("comission", "commission"), new SpellingRepair("develping", "developing")], repairs);
        Assert.Equal("Did the commission study developing CCGs?", SpellingRepair.Apply(question, repairs));
    }

    [Fact]
    public async Task The_answer_as_JSON_names_repaired_words_and_leaves_them_out_where_there_are_none()
    {
        _ = await TermsAsync("Did the research begin?");
        var misspelt = AnswerJson.From(await _engine!.Answerer.AnswerAsync(new Question("How many develping CCGs were studied?")));
        var plain = AnswerJson.From(await _engine.Answerer.AnswerAsync(new Question("How many developing CCGs were studied?")));

        Assert.Equal([new RepairJson("develping", "developing")], misspelt.Repaired);
        Assert.DoesNotContain("repaired", plain.Serialize(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<QuestionTerm>> TermsAsync(string question)
    {
        _engine = BotEngine.Open(_folder.Path, _settings, TimeProvider.System);
        _ = _engine.Ingestor.Ingest([TestFolder.Seeds]).ToList();
        _engine.Synchronise();
        return (await _engine.Retriever.RetrieveAsync(new Question(question))).Terms;
    }
}
