using CcgBot.Articles;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;

namespace CcgBot.Tests.Articles;

public sealed class StoreIntegrityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-integrity-").FullName;
    private readonly Database _database;

    public StoreIntegrityTests()
    {
        _database = new Database(Path.Combine(_folder, "ccgbot.db"));
        new ArticleStore(_database, TimeProvider.System).Put(new[] { "one", "two" }.Select(id => (Article(id, $"The text of {id}."), (string?)null)));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_store_that_is_whole_has_nothing_to_tell() => Assert.Empty(StoreIntegrity.Check(_database));

    [Theory]
    [InlineData("UPDATE block SET text = replace(text, 'one', 'won')", "one: the text is not what was stored")]
    [InlineData("UPDATE article SET version = (SELECT version FROM article WHERE id = 'two') WHERE id = 'one'", "one: its current version is not one of its own")]
    [InlineData("UPDATE article SET version = 99 WHERE id = 'two'", "two: its current version is not one of its own")]
    public void What_is_not_as_it_was_stored_is_named(string damage, string told)
    {
        using (var connection = _database.Open())
        {
            using var command = connection.CreateCommand();
            command.CommandText = damage;
            command.ExecuteNonQuery();
        }

        Assert.Contains(StoreIntegrity.Check(_database), line => line.StartsWith(told, StringComparison.Ordinal));
    }

    private static Article Article(string id, string text) => TextArticleReader.Create(id, id, null, null, null, [new Block(BlockKind.Paragraph, text, 1)]);
}
