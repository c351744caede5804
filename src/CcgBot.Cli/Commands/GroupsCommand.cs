using System.CommandLine;
using CcgBot.Editing;

namespace CcgBot.Cli.Commands;

/// <summary><c>groups</c>: who may read an article.</summary>
internal static class GroupsCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var article = new Argument<string>("ARTICLE-ID");
        var set = new Option<string?>("--set") { Description = "From now on members of these groups alone may read it, as in cardiology,pharmacy; '' = everyone." };
        var why = CommandLineEdit.Why();
        var command = new Command("groups", "Says who may read an article, or changes it.") { article, set, why };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var engine = common.Open(parsed, cancellationToken);
            var id = parsed.GetValue(article)!;
            if (engine.Articles.GroupsOf(id) is null)
            {
                Console.Error.WriteLine($"{id}: no such article.");
                return Task.FromResult(CommandRunner.SomeFailed);
            }

            if (GroupOptions.Read(parsed.GetValue(set)) is { } groups
                && engine.Editor.SetGroups(id, groups, CommandLineEdit.Of(parsed.GetValue(why))).Result == EditResult.Done)
            {
                engine.Synchronise(cancellationToken: cancellationToken);
            }

            var now = engine.Articles.GroupsOf(id)!;
            Console.WriteLine($"{id}: {(now.IsEmpty ? "everyone" : now.ToString())}");
            return Task.FromResult(0);
        });
        return command;
    }
}
