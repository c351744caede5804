using System.CommandLine;
using System.Text;
using CcgBot.Cli;
using CcgBot.Cli.Commands;
using CcgBot.Documents;
using CcgBot.Hosting;
using CcgBot.Model;
using CcgBot.Onnx;
using CcgBot.Onnx.Reader;
using CcgBot.Postgres;
using CcgBot.Storage;

OwnerOnly.ForThisProcess();
Console.OutputEncoding = Encoding.UTF8;
using var documents = new ReaderProcess();
CommonOptions.Documents = documents;
CommonOptions.Parts = configuration => ModelComposition.Parts(configuration, Home.Locate(), TimeProvider.System) with { OpenEncoder = OnnxEncoder.Open, Words = OnnxEncoder.Words, OpenReader = OnnxReader.Open, OpenStore = PostgresStore.Open, ReadDocument = documents.Read };
var root = new RootCommand("CcgBot answers only from the indexed articles, every sentence cited and checked.")
{
    IngestCommand.Create(),
    SourcesCommand.Create(),
    RemoveCommand.Create(),
    AskCommand.Create(),
    ShowCommand.Create(),
    SearchCommand.Create(),
    GroupsCommand.Create(),
    MarkCommand.Create(),
    KeysCommand.Create(),
    AccountsCommand.Create(),
    EvalCommand.Create(),
    CompareCommand.Create(),
    TeamsPackageCommand.Create(),
    CalibrateCommand.Create(),
    TrainCommand.Create(),
    AuditCommand.Create(),
    GapsCommand.Create(),
    TestSetCommand.Create(),
    FeedbackCommand.Create(),
    CuratedCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    MigrateCommand.Create(),
    ForgetCommand.Create(),
};

return await CommandRunner.RunAsync(root, args);
