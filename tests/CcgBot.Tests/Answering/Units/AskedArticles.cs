using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Tests.Answering.Units;

/// <summary>Articles of a test, ingested and asked on words alone. Every answer is given whatever its confidence: what is tested is what is shown.</summary>
internal sealed class AskedArticles : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BotEngine _engine;

    /// <param name="texts">Name of the article, its text.</param>
    public AskedArticles(params (string Name, string Text)[] texts)
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        settings.Evidence.Enabled = false;
        settings.Answering.Threshold = 0;
        _engine = BotEngine.Open(_folder.Path, settings, TimeProvider.System);
        _engine.Articles.Put(texts.Select(text => (text.Name.EndsWith(".jsonl", StringComparison.Ordinal)
            ? TextArticleReader.Create(text.Name, text.Name, null, null, null, [new Block(BlockKind.Paragraph, text.Text, 1)])
            : TextArticleReader.Read(text.Name, text.Text), (string?)null)));
        _engine.Synchronise();
    }

    public async Task<Answer> AskAsync(string question) => await _engine.Answerer.AnswerAsync(new Question(question));

    public async Task<Answer.Grounded> AnswerAsync(string question)
    {
        var answer = Assert.IsType<Answer.Grounded>(await AskAsync(question));
        Assert.All(answer.Citations, citation => Assert.Equal(citation.Quote, citation.Paragraph.Text[citation.Start..citation.End]));
        Assert.All(answer.Claims, claim => Assert.NotEmpty(claim.Citations));
        return answer;
    }

    public void Dispose()
    {
        _engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
