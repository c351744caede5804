using System.CommandLine;
using System.Text;
using CcgBot.Cli;
using CcgBot.Cli.Commands;
using CcgBot.Hosting;
using CcgBot.Model;
using CcgBot.Onnx;

Console.OutputEncoding = Encoding.UTF8;
CommonOptions.Parts = configuration => ModelComposition.Parts(configuration, Home.Locate(), TimeProvider.System) with { OpenEncoder = OnnxEncoder.Open, Words = OnnxEncoder.Words };
var root = new RootCommand("CcgBot answers only from the indexed articles, every sentence cited and checked.")
{
    IngestCommand.Create(),
    RemoveCommand.Create(),
    AskCommand.Create(),
    ShowCommand.Create(),
    EvalCommand.Create(),
    CompareCommand.Create(),
    TeamsPackageCommand.Create(),
    TrainCommand.Create(),
    AuditCommand.Create(),
    GapsCommand.Create(),
    FeedbackCommand.Create(),
    CuratedCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    ForgetCommand.Create(),
};

return await CommandRunner.RunAsync(root, args);
