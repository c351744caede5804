using CcgBot.Evidence;
using CcgBot.Postgres.Tests.Infrastructure;
using CcgBot.Storage;

namespace CcgBot.Postgres.Tests;

/// <summary>What the server alone does: its schema, and going away.</summary>
[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class PostgresEngineTests(PostgresServer server)
{
    [StoreFact]
    public void The_schema_has_the_tables_and_columns_of_the_file()
    {
        using var file = new StoreUnderTest(null);
        using var store = new StoreUnderTest(server);
        using var sqlite = file.Database.Open();
        using var postgres = store.Database.Open();

        var expected = sqlite.Query(
            """
            SELECT m.name, c.name, c.type, c."notnull" > 0 OR c.pk > 0, c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
            """,
            reader => $"{reader.GetString(0)}.{reader.GetString(1)} {reader.GetString(2)} {reader.GetBoolean(3)}");
        var found = postgres.Query(
            """
            SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO' FROM information_schema.columns WHERE table_schema = current_schema()
            """,
            reader => $"{reader.GetString(0)}.{reader.GetString(1)} {reader.GetString(2) switch { "bigint" => "INTEGER", "bytea" => "BLOB", var other => other.ToUpperInvariant() }} {reader.GetBoolean(3)}");

        found.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
    }

    [StoreFact]
    public void Programs_that_start_at_once_make_one_schema_and_one_id()
    {
        var store = server.NewStore();
        var ids = Enumerable.Range(0, 6).AsParallel().WithDegreeOfParallelism(6)
            .Select(_ => new Database(new PostgresEngine(store, "/tmp/ccgbot.db")).StoreId).ToList();
        ids.Distinct().ShouldHaveSingleItem().Length.ShouldBe(32);
    }

    [StoreFact]
    public void Records_wait_in_memory_while_the_server_is_away_and_each_is_written_once()
    {
        using var store = new StoreUnderTest(server);
        var ids = new List<string> { store.Log.Append(Record("before")) };

        server.Stop();
        try
        {
            ids.Add(store.Log.Append(Record("while it is away")));
            store.Log.Find(ids[1])!.Record!.Question.ShouldBe("while it is away");
        }
        finally
        {
            server.Start();
        }

        ids.Add(store.Log.Append(Record("after")));
        store.Log.Flush();

        new EvidenceVerifier(store.NewLog()).Verify().ShouldSatisfyAllConditions(report => report.Whole.ShouldBeTrue(), report => report.Records.ShouldBe(3));
        ids.ShouldAllBe(id => store.NewLog().Find(id) != null);
    }

    [StoreFact]
    public void A_record_waits_while_another_has_the_logs_turn()
    {
        using var store = new StoreUnderTest(server);
        store.Log.Append(Record("first"));
        using (var other = store.Database.Open())
        using (store.Database.BeginWrite(other, Turns.Evidence))
        {
            var id = store.Log.Append(Record("second"));
            store.Log.Find(id)!.Record!.Question.ShouldBe("second");
            store.Log.Head().Seq.ShouldBe(1);
        }

        store.Log.Flush();
        store.Log.Head().Seq.ShouldBe(2);
    }

    [StoreFact]
    public void A_backup_says_what_to_do_instead()
    {
        using var store = new StoreUnderTest(server);
        Should.Throw<InvalidDataException>(() => Backup.Write(store.Database, Path.Combine(store.Folder, "backup.db"))).Message.ShouldContain("pg_dump");
    }

    private static EvidenceRecord Record(string question) => new() { Question = question, Kind = "grounded", Text = "Eight. [1]" };
}
