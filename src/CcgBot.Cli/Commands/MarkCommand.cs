using System.CommandLine;
using CcgBot.Articles;
using CcgBot.Editing;

namespace CcgBot.Cli.Commands;

/// <summary><c>mark</c>: whether a paragraph may be cited, and searched.</summary>
internal static class MarkCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var article = new Argument<string>("ARTICLE-ID");
        var number = new Argument<int>("PARAGRAPH") { Description = "Its number in the article, as 'show' prints it." };
        var mark = new Argument<ParagraphMark>("MARK") { Description = "evidence (as read), notEvidence (found, never cited) or off (not searched)." };
        var why = CommandLineEdit.Why();
        var command = new Command("mark", "Says whether a paragraph may be cited, and searched.") { article, number, mark, why };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var engine = common.Open(parsed, cancellationToken);
            var outcome = engine.Editor.Mark(parsed.GetValue(article)!, parsed.GetValue(number), parsed.GetValue(mark), CommandLineEdit.Of(parsed.GetValue(why)));
            if (outcome.Result == EditResult.NotFound)
            {
                Console.Error.WriteLine($"{parsed.GetValue(article)}: no such article, or it has no paragraph {parsed.GetValue(number)}.");
                return Task.FromResult(CommandRunner.SomeFailed);
            }

            if (outcome.Result == EditResult.Done)
            {
                engine.Synchronise(cancellationToken: cancellationToken);
            }

            Console.WriteLine($"{parsed.GetValue(article)}, paragraph {parsed.GetValue(number)}: {parsed.GetValue(mark)}");
            return Task.FromResult(0);
        });
        return command;
    }
}
