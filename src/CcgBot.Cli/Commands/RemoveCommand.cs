using System.CommandLine;

namespace CcgBot.Cli.Commands;

internal static class RemoveCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("ARTICLE-ID") { Description = "The article's id, as 'ingest' printed it." };
        var command = new Command("remove", "Withdraws an article: out of all answers at once; old citations still open it.") { id };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var engine = common.Open(parsed, cancellationToken);
            if (!engine.Articles.Withdraw(parsed.GetValue(id)!))
            {
                Console.Error.WriteLine($"{parsed.GetValue(id)}: no such article, or withdrawn already.");
                return Task.FromResult(CommandRunner.SomeFailed);
            }

            engine.Synchronise(cancellationToken: cancellationToken);
            Console.WriteLine($"{parsed.GetValue(id)}: withdrawn");
            return Task.FromResult(0);
        });
        return command;
    }
}
