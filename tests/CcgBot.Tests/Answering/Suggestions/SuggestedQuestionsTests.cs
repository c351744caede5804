using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CcgBot.Tests.Answering.Suggestions;

public sealed class SuggestedQuestionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-suggestions-").FullName;
    private readonly BotSettings _settings = new() { Retrieval = { Dense = { Enabled = false } } };
    private BotEngine? _engine;

    private BotEngine Engine => _engine ??= Open();

    public void Dispose()
    {
        _engine?.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_suggestion_is_answered_from_the_articles()
    {
        var answer = await Engine.Answerer.AnswerAsync(new Question("Who led the research?"));

        answer.Suggestions.ShouldNotBeEmpty();
        answer.Suggestions.ShouldNotContain("Who led the research?");
        foreach (var suggestion in answer.Suggestions.Concat(await Engine.Suggestions.StartersAsync()))
        {
            (await Engine.Answerer.AnswerAsync(new Question(suggestion))).ShouldBeOfType<Answer.Grounded>(suggestion);
        }
    }

    [Fact]
    public async Task What_was_asked_before_is_not_suggested_again()
    {
        var first = await Engine.Answerer.AnswerAsync(new Question("Who led the research?"));
        var asked = first.Suggestions[0];

        var second = await Engine.Answerer.AnswerAsync(new Question("Who led the research?", [new Turn(Role.User, asked)]));

        second.Suggestions.ShouldNotContain(asked);
    }

    [Fact]
    public async Task Too_many_articles_get_no_suggestions()
    {
        _settings.Answering.SuggestionsUpToArticles = 1;

        (await Engine.Answerer.AnswerAsync(new Question("Who led the research?"))).Suggestions.ShouldBeEmpty();
        (await Engine.Suggestions.StartersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_article_is_suggested_no_more()
    {
        foreach (var article in Engine.Articles.List())
        {
            Engine.Articles.Withdraw(article.Id);
        }

        Engine.Synchronise();

        (await Engine.Suggestions.StartersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_abstention_suggests_nothing() =>
        (await Engine.Answerer.AnswerAsync(new Question("What is the boiling point of tungsten?"))).Suggestions.ShouldBeEmpty();

    private BotEngine Open()
    {
        var engine = BotEngine.Open(Path.Combine(_folder, "index"), _settings, TimeProvider.System);
        engine.Ingestor.Ingest([Path.Combine(Repository(), "seeds")]).ToList();
        engine.Synchronise();
        return engine;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
