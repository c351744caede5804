using System.CommandLine;
using CcgBot.Editing;

namespace CcgBot.Cli.Commands;

internal static class RemoveCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("ARTICLE-ID") { Description = "The article's id, as 'ingest' printed it." };
        var why = CommandLineEdit.Why();
        var command = new Command("remove", "Withdraws an article for good: out of all answers at once, also when its file is read again; old citations still open it.") { id, why };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var engine = common.Open(parsed, cancellationToken);
            if (engine.Editor.Withdraw(parsed.GetValue(id)!, CommandLineEdit.Of(parsed.GetValue(why))).Result != EditResult.Done)
            {
                Console.Error.WriteLine($"{parsed.GetValue(id)}: no such article, or removed already.");
                return Task.FromResult(CommandRunner.SomeFailed);
            }

            engine.Synchronise(cancellationToken: cancellationToken);
            Console.WriteLine($"{parsed.GetValue(id)}: withdrawn, and stays so when its file is read again; 'ccgbot ingest --restore {parsed.GetValue(id)}' brings it back");
            return Task.FromResult(0);
        });
        return command;
    }
}
