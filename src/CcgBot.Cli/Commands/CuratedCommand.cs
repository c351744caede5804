using System.CommandLine;
using CcgBot.Articles;
using CcgBot.Cli.Rendering;
using CcgBot.Evidence;

namespace CcgBot.Cli.Commands;

internal static class CuratedCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("curated", "Checks the file of curated answers against the articles as they are now.");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            var database = common.OpenStore(parsed);
            using var curated = new CuratedAnswers(common.Settings(parsed).Curated.FileFor(database.Path), new ArticleStore(database, TimeProvider.System));
            var answers = curated.CheckAll();
            foreach (var answer in answers)
            {
                Console.WriteLine($"{(answer.Problem is null ? "good" : "not shown")}  {ConsoleText.Printable(answer.Source.Questions[0])}");
                if (answer.Problem is { } problem)
                {
                    Console.Error.WriteLine($"{ConsoleText.Printable(answer.Source.Questions[0])}: {ConsoleText.Printable(problem)}");
                }
            }

            return answers.Any(answer => answer.Problem is not null) ? CommandRunner.SomeFailed : 0;
        });
        return command;
    }
}
