using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Postgres.Tests.Infrastructure;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;

namespace CcgBot.Postgres.Tests;

/// <summary>From a file to a server, and what people ask over it.</summary>
[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class StoreMigrationTests(PostgresServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-migrate-").FullName;
    private readonly string _server = PostgresServer.Missing is null ? server.NewStore() : "";

    private string File => Path.Combine(_folder, "ccgbot.db");

    [StoreFact]
    public async Task What_was_ingested_and_asked_over_a_file_is_asked_and_audited_over_the_server()
    {
        string id;
        using (var engine = Open(""))
        {
            Ingest(engine);
            id = (await AskAsync(engine)).EvidenceId;
        }

        var tables = Migrate();

        tables.Single(table => table.Name == "article").Rows.ShouldBe(2);
        using var there = Open(_server);
        there.Evidence.Find(id)!.Record!.Question.ShouldBe("How many boards does the hospital have?");
        AnswerMarkdown.Of(await AskAsync(there)).ShouldContain("**three** boards");
        there.Articles.Put(TextArticleReader.Create("c", "C", null, null, null, [new Block(BlockKind.Paragraph, "The chapel has seven bells.", 1)])).ShouldBe(PutOutcome.Added);
        new EvidenceVerifier(there.Evidence).Verify().ShouldSatisfyAllConditions(report => report.Whole.ShouldBeTrue(), report => report.Records.ShouldBe(2));
        StoreIntegrity.Check(there.Database).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Articles_are_ingested_asked_and_audited_over_the_server_alone()
    {
        using var engine = Open(_server);
        Ingest(engine);

        AnswerMarkdown.Of(await AskAsync(engine)).ShouldContain("**three** boards");

        System.IO.File.Exists(File).ShouldBeFalse();
        new EvidenceVerifier(engine.Evidence).Verify().Whole.ShouldBeTrue();
        engine.Database.Name.ShouldStartWith("PostgreSQL database postgres on");
    }

    [StoreFact]
    public async Task A_second_host_answers_from_what_the_first_takes_in()
    {
        using var first = Open(_server);
        using var second = Open(_server, "second");
        Ingest(first);

        second.Refresh();

        AnswerMarkdown.Of(await AskAsync(second)).ShouldContain("**three** boards");
        first.Evidence.Head().Seq.ShouldBe(1);
    }

    [StoreFact]
    public void A_migration_that_was_stopped_keeps_hosts_out_and_goes_on()
    {
        using (var engine = Open(""))
        {
            Ingest(engine);
        }

        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => Migrate(stop: stop));
        Should.Throw<InvalidDataException>(() => Open(_server)).Message.ShouldContain("being copied");

        Migrate().Single(table => table.Name == "block").Rows.ShouldBeGreaterThan(0);
        Open(_server).Dispose();
        Should.Throw<InvalidDataException>(() => Migrate()).Message.ShouldContain("holds this store already");
    }

    [StoreFact]
    public void A_row_that_is_not_the_same_is_named_by_its_table_and_the_copy_stays_shut()
    {
        using (var engine = Open(""))
        {
            Ingest(engine);
        }

        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => Migrate(stop: stop));
        using (var connection = new Npgsql.NpgsqlConnection(_server))
        {
            connection.Open();
            connection.Run("INSERT INTO article(key, id, version) VALUES (99, 'not of the file', 1)");
        }

        Should.Throw<InvalidDataException>(() => Migrate()).Message.ShouldContain("Table article is not the same");
        Should.Throw<InvalidDataException>(() => Open(_server));
    }

    [StoreFact]
    public void A_database_of_something_else_is_refused_and_so_is_a_server_that_is_not_there()
    {
        using (var connection = new Npgsql.NpgsqlConnection(_server))
        {
            connection.Open();
            connection.Run("CREATE TABLE invoices(id int)");
        }

        Should.Throw<InvalidDataException>(() => Open(_server)).Message.ShouldContain("tables of something else");
        Should.Throw<InvalidDataException>(() => Open("Host=/nowhere;Database=x;Username=u;Password=secret")).Message
            .ShouldSatisfyAllConditions(message => message.ShouldContain("Storage:Postgres"), message => message.ShouldNotContain("secret"));
        Should.Throw<InvalidDataException>(() => Open("Hots=a")).Message.ShouldContain("no connection string");
        Should.Throw<InvalidDataException>(() => Open("Host=a")).Message.ShouldContain("no database");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Ingest(BotEngine engine)
    {
        engine.Articles.Put(
        [
            (TextArticleReader.Create("a", "Boards", "NHS", null, null, [new Block(BlockKind.Paragraph, "The hospital has three boards, and each of them meets twice a year.", 1)]), null),
            (TextArticleReader.Create("b", "Wards", "NHS", null, null, [new Block(BlockKind.Paragraph, "The children's ward has twelve beds and a garden.", 1)]), null),
        ]);
        engine.Synchronise();
    }

    private static Task<Answer> AskAsync(BotEngine engine) => engine.AnswerAsync(new Question("How many boards does the hospital have?"));

    /// <param name="stop">Cancelled once blocks are copied.</param>
    private IReadOnlyList<MigratedTable> Migrate(CancellationTokenSource? stop = null) => new StoreMigration(
        new Database(File), new PostgresEngine(_server, File), new Stop(stop)).Run(stop?.Token ?? CancellationToken.None);

    private BotEngine Open(string connection, string index = "") => BotEngine.Open(
        Path.Combine(_folder, index),
        new BotSettings { Storage = { Postgres = connection }, Retrieval = { Dense = { Enabled = false } }, Evidence = { KeyFile = Path.Combine(_folder, "keys", "evidence.key") } },
        TimeProvider.System,
        parts: new EngineParts { OpenStore = PostgresStore.Open });

    private sealed class Stop(CancellationTokenSource? source) : IProgress<(string Table, long Rows)>
    {
        public void Report((string Table, long Rows) value)
        {
            if (value.Table == "version")
            {
                source?.Cancel();
            }
        }
    }
}
