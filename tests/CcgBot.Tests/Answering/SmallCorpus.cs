using CcgBot.Answering;
using CcgBot.Hosting;
using Microsoft.Data.Sqlite;

namespace CcgBot.Tests.Answering;

/// <summary>A library, a clinic and a council, a few paragraphs each, asked on words alone.</summary>
public abstract class SmallCorpus : IDisposable
{
    private readonly TestFolder _folder = new();

    protected SmallCorpus()
    {
        var articles = Directory.CreateDirectory(Path.Combine(_folder.Path, "articles")).FullName;
        foreach (var (name, text) in Articles)
        {
            File.WriteAllText(Path.Combine(articles, name + ".txt"), text);
        }

        Settings.Retrieval.Dense.Enabled = false;
        Settings.Bot.Contact = "the front desk, extension 12";
        Engine = BotEngine.Open(Path.Combine(_folder.Path, "index"), Settings, TimeProvider.System);
        _ = Engine.Ingestor.Ingest([articles]).ToList();
        Engine.Synchronise();
    }

    protected BotSettings Settings { get; } = new();

    protected BotEngine Engine { get; }

    protected virtual IReadOnlyDictionary<string, string> Articles { get; } = new Dictionary<string, string>
    {
        ["library"] = """
            Northfield Library rules

            Members of the library may borrow up to eight books at a time for three weeks.

            Library fines for adults are 20 pence a day for each late book. Children pay no library fines.

            The library is open from 9 am to 6 pm on weekdays. On Sundays the library is closed.

            The Inter-Library Loan (ILL) service, which is run by volunteers, brings in books from other libraries.
            """,
        ["clinic"] = """
            Northfield Walk-in Clinic

            10 January 2022

            The walk-in clinic is open from 8 am to 8 pm on weekdays. On Sundays the clinic is open from 10 am to 2 pm.

            The clinic treats minor injuries, minor burns and infections without an appointment.

            Adults with a sprain can take ibuprofen tablets with food for three days.

            A tourniquet is a band that is tied round a limb to stop it bleeding.
            """,
        ["council"] = """
            Garden waste collections from April

            2 February 2023

            Northfield Council will collect garden waste every two weeks from April to November.

            The charge is 45 pounds a year for each brown bin.

            Key points:

            - Put the bin out before 7 am.

            - Do not put stones into the bin.

            The decision was made by the Environment Committee, chaired by Councillor Maria Lopez, on 12 December 2022.
            """,
    };

    public void Dispose()
    {
        Engine.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<Answer> AskAsync(string question, params string[] said) => Engine.Answerer.AnswerAsync(new Question(
        question, [.. said.Select((text, i) => new Turn(i % 2 == 0 ? Role.User : Role.Assistant, text))]));

    protected async Task<Answer.Grounded> GroundedAsync(string question, params string[] said) => Assert.IsType<Answer.Grounded>(await AskAsync(question, said));

    protected static string Said(Answer answer) => AnswerMarkdown.Of(answer);
}
