using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Cli.Rendering;
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
        var command = new Command("gaps", "What people asked that was not answered, grouped.") { top, json };
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
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Questions.Count,5}  {ConsoleText.Printable(group.Topic)}{(group.Assignee is { } who ? $"  ({ConsoleText.Printable(who)})" : "")}"));
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
}
