using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Cli.Rendering;
using CcgBot.Editing;
using CcgBot.Evidence;

namespace CcgBot.Cli.Commands;

internal static class GapsCommand
{
    private const int Examples = 3;

    public static Command Create()
    {
        var common = new CommonOptions();
        var top = new Option<int>("--top") { Description = "How many groups; default 20.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Everything as JSON." };
        var command = new Command("gaps", "What people asked that was not answered, grouped.") { top, json, Decide() };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            using var gaps = new Gaps(log);
            var report = gaps.Find();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, AnswerJson.Options));
                return 0;
            }

            foreach (var group in report.Groups.Take(parsed.GetValue(top)))
            {
                var assigned = group.Assignee is { } who ? $"  ({ConsoleText.Printable(who)})" : "";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Questions.Count,5}  {ConsoleText.Printable(group.Topic)}{assigned}  {group.Key}"));
                foreach (var question in group.Questions.DistinctBy(question => question.Text).Take(Examples))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"       {question.At:yyyy-MM-dd}  {ConsoleText.Printable(question.Text)}  {question.EvidenceId}"));
                }
            }

            if (report.Settled.Count > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Settled.Sum(group => group.Questions.Count)} more are done or out of scope (--json has them)."));
            }

            if (report.Unstored > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Unstored} more were not answered; their questions were not stored."));
            }
            else if (report.Groups.Count == 0)
            {
                Console.WriteLine("Nothing was left unanswered.");
            }

            return 0;
        });
        return command;
    }

    private static Command Decide()
    {
        var common = new CommonOptions();
        var key = new Argument<string>("KEY") { Description = "The group's, as 'gaps' prints it." };
        var state = new Argument<GapState>("STATE") { Description = "open, outOfScope or done." };
        var assignee = new Option<string?>("--assignee") { Description = "Who looks after it; without it nobody." };
        var why = CommandLineEdit.Why();
        var command = new Command("decide", "Says of unanswered questions what is done about them, and who looks after them.") { key, state, assignee, why };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var decision = new GapDecision(parsed.GetValue(state), parsed.GetValue(assignee));
            if (new GapEditor(log).Decide(parsed.GetValue(key)!, decision, CommandLineEdit.Of(parsed.GetValue(why))) == EditResult.NotFound)
            {
                Console.Error.WriteLine($"{parsed.GetValue(key)}: no such unanswered questions; 'ccgbot gaps' prints the keys.");
                return CommandRunner.SomeFailed;
            }

            Console.WriteLine($"{parsed.GetValue(key)}: written down");
            return 0;
        });
        return command;
    }
}
