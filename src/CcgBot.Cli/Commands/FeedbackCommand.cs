using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Cli.Rendering;
using CcgBot.Evidence;

namespace CcgBot.Cli.Commands;

internal static class FeedbackCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var top = new Option<int>("--top") { Description = "How many; default 50.", DefaultValueFactory = _ => 50 };
        var dislikes = new Option<bool>("--dislikes") { Description = "Only what people did not like." };
        var json = new Option<bool>("--json") { Description = "As JSON, each with its answer's record." };
        var command = new Command("feedback", "What people said of answers, newest first, each beside its answer.") { top, dislikes, json };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var feedback = new FeedbackStore(log.Database, log, TimeProvider.System)
                .Latest(parsed.GetValue(top), only: parsed.GetValue(dislikes) ? Reaction.Dislike : null)
                .Select(item => (Said: item, About: item.EvidenceId is null ? null : log.Find(item.EvidenceId)?.Record))
                .ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(feedback.Select(item => new { feedback = item.Said, answer = item.About }), AnswerJson.Options));
                return 0;
            }

            foreach (var (said, about) in feedback)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{said.At:yyyy-MM-dd HH:mm}  {(said.Reaction == Reaction.Like ? "liked" : "disliked")}  {ConsoleText.Printable(said.Text ?? "")}"));
                Console.WriteLine($"  {ConsoleText.Printable(about?.Question ?? "(question not stored or deleted)")}  {said.EvidenceId}");
                foreach (var claim in about?.Claims.Where(claim => !claim.Withheld) ?? [])
                {
                    Console.WriteLine($"  > {ConsoleText.Printable(claim.Text)}");
                }
            }

            return 0;
        });
        return command;
    }
}
